package io.entropylong.standalone;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Whether this machine, and the servers that it is told of, will do. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Looks whether this machine will do.",
            "Java, memory, disk, broker and search node, model, GPU; and servers, where they are named. Says of",
            "what will not do what to do about it, and exits with 1 then."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  entropylong doctor",
            "  entropylong doctor --model llama.gguf -o json",
            "  entropylong doctor --kafka kafka:9092 --opensearch http://search:9200"
        })
final class DoctorCommand implements Callable<Integer> {
    @Option(names = "--model", paramLabel = "M", description = "a model of your own, to look at")
    @Nullable
    Path model;

    @Option(names = "--kafka", paramLabel = "HOST:PORT", description = "a broker to look at")
    @Nullable
    String kafka;

    @Option(names = "--opensearch", paramLabel = "URL", description = "a search node to look at")
    @Nullable
    URI openSearch;

    @Option(names = "--corpora", paramLabel = "URL", description = "a retrieval service to look at")
    @Nullable
    URI corpora;

    @Option(names = "--runs", paramLabel = "URL", description = "an assembler service to look at")
    @Nullable
    URI runs;

    @Mixin
    OutputOption output = new OutputOption();

    @Override
    public Integer call() throws InterruptedException {
        List<Check> checks = MachineChecks.all(Path.of(""), model);
        if (kafka != null) checks.add(ServerChecks.kafka(kafka));
        if (openSearch != null) checks.add(ServerChecks.openSearch(openSearch));
        if (corpora != null) checks.add(ServerChecks.service("corpora", corpora, "/v1/corpora"));
        if (runs != null) checks.add(ServerChecks.service("runs", runs, "/v1/runs"));
        output.print(checks, DoctorCommand::text);
        return checks.stream().anyMatch(check -> check.state() == Check.State.FAILED) ? ExitCode.FAILED : ExitCode.DONE;
    }

    private static String text(List<Check> checks) {
        return checks.stream()
                .map(check -> {
                    String line = String.format(
                            "%-8s %-24s %s",
                            check.state().name().toLowerCase(Locale.ROOT), check.name(), check.detail());
                    return check.advice().isEmpty()
                            ? line
                            : line + System.lineSeparator() + " ".repeat(34) + check.advice();
                })
                .collect(Collectors.joining(System.lineSeparator()));
    }
}
