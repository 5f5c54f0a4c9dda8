package io.entropylong.standalone;

import io.entropylong.languagemodel.ModelStore;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * The main job on a corpus that is fetched for it, small enough for two cores. Passages are long, since a context's length
 * costs little more before a root and pays when it is accepted; only a root's best candidates are scored.
 */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = "Fetches a model and a corpus and makes one sample of 131,072 tokens.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  entropylong demo --out demo-dataset",
            "  entropylong demo --out controlled-dataset --criterion controlled"
        })
final class DemoCommand implements Callable<Integer> {
    private static final int PASSAGE_TOKENS = 2048;
    private static final Map<String, Object> SETTINGS = settings();

    @Option(names = "--out", paramLabel = "DIR", description = "the dataset's folder (default: ${DEFAULT-VALUE})")
    Path out = Path.of("entropylong-demo");

    @Option(names = "--corpus", arity = "1..*", paramLabel = "PATH", description = "documents of your own instead")
    List<Path> corpus = List.of();

    @Option(names = "--model", paramLabel = "M", description = "a model of your own instead")
    @Nullable
    Path model;

    @Option(names = "--criterion", description = "paper or controlled (default paper)")
    @Nullable
    String criterion;

    @Mixin
    OutputOption output = new OutputOption();

    @Override
    public Integer call() throws Exception {
        Path chosen = model == null ? ModelStore.fetch(Caches.models()) : model;
        List<Path> paths = corpus.isEmpty() ? DemoCorpus.fetch(Caches.demo()) : corpus;
        Map<String, Object> settings = new LinkedHashMap<>(SETTINGS);
        if (criterion != null) settings.put("criterion", criterion);
        MainJob job = new MainJob(CorpusFiles.of(paths), PASSAGE_TOKENS, settings, out, out.resolve(".work"), false);
        job.checkOutput();
        return job.execute(chosen, output);
    }

    private static Map<String, Object> settings() {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("topK", 8);
        settings.put("phraseK", 2);
        settings.put("rootMaxTokens", 1024);
        settings.put("maxCandidates", 16);
        settings.put("waveCandidates", 4);
        settings.put("patience", 8);
        settings.put("controlPassages", 1);
        settings.put("maxSamples", 1);
        settings.put("rootsInFlight", 8);
        return settings;
    }
}
