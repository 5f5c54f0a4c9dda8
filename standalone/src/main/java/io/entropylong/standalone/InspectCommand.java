package io.entropylong.standalone;

import io.entropylong.assembler.InspectorApplication;
import io.entropylong.assembler.inspection.FinishedDataset;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows a finished dataset in the browser. */
@Command(
        name = "inspect",
        mixinStandardHelpOptions = true,
        description = {
            "Shows a finished dataset in the browser.",
            "What became of its roots, and each sample as a map of its tokens with an arc from each passage to",
            "the tokens that it resolves. Needs no broker, no search node and no model; ends with Ctrl-C."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  entropylong inspect demo-dataset", "  entropylong inspect demo-dataset --port 9000"})
final class InspectCommand implements Callable<Integer> {
    @Parameters(paramLabel = "DIR", description = "a dataset's folder")
    Path dataset = Path.of("");

    @Option(names = "--port", description = "on the loopback address (default: ${DEFAULT-VALUE}; 0 takes a free one)")
    int port = 8084;

    @Mixin
    OutputOption output = new OutputOption();

    /** Where the pages are. */
    private record Inspected(String inspect) {}

    @Override
    public Integer call() throws InterruptedException {
        Path folder = dataset.toAbsolutePath().normalize();
        FinishedDataset finished;
        try {
            finished = FinishedDataset.open(folder);
        } catch (IOException e) {
            throw new UserError(String.valueOf(e.getMessage()));
        }
        try (ConfigurableApplicationContext pages = InspectorApplication.builder(finished, folder)
                .run("--server.port=" + port, "--server.address=127.0.0.1", "--spring.cloud.function.definition=")) {
            String address = "http://127.0.0.1:" + pages.getEnvironment().getProperty("local.server.port")
                    + "/ui/index.html?run=" + Api.segment(finished.name());
            output.print(new Inspected(address), shown -> "inspect " + shown.inspect());
            new CountDownLatch(1).await();
        }
        return ExitCode.DONE;
    }
}
