package io.entropylong.standalone;

import io.entropylong.languagemodel.ModelStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Keeps everything up for REST and Kafka users, until it is interrupted. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        description = {
            "Starts broker, search node and the four services, and keeps them up.",
            "Prints where they are.",
            "'corpus' and 'runs' find them by the folder of --data-dir."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  entropylong serve", "  entropylong serve --data-dir /srv/entropylong --model llama.gguf"})
final class ServeCommand implements Callable<Integer> {
    private static final Duration CHECKS = Duration.ofSeconds(5);

    @Option(names = "--data-dir", description = "topics, index and datasets (default: ${DEFAULT-VALUE})")
    Path dataDir = Path.of("entropylong-data");

    @Option(names = "--model", description = "a GGUF file or a Hugging Face folder (default: SmolLM2-135M-Instruct)")
    @Nullable
    Path model;

    @Mixin
    OutputOption output = new OutputOption();

    @Override
    public Integer call() throws Exception {
        Path data = Files.createDirectories(dataDir.toAbsolutePath());
        Path chosen = model == null ? ModelStore.fetch(Caches.models()) : model;
        try (LocalSuite suite = LocalSuite.start(data, Files.createDirectories(data.resolve("datasets")), chosen)) {
            Map<String, String> addresses = new LinkedHashMap<>();
            addresses.put("corpora", suite.corpora().toString());
            addresses.put("runs", suite.runs().toString());
            addresses.put("kafka", suite.kafka());
            ServeFolder.write(data, addresses);
            addresses.put("pages", suite.runs() + "/ui/index.html");
            output.print(addresses, all -> all.entrySet().stream()
                    .map(one -> one.getKey() + " " + one.getValue())
                    .collect(Collectors.joining(System.lineSeparator())));
            while (true) {
                suite.check();
                Thread.sleep(CHECKS);
            }
        }
    }
}
