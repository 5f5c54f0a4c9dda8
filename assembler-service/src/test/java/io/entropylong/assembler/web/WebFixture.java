package io.entropylong.assembler.web;

import io.entropylong.assembler.Fixtures;
import io.entropylong.assembler.catalog.RunDirectory;
import io.entropylong.assembler.dataset.WrittenDataset;
import io.entropylong.assembler.run.Runs;
import io.entropylong.assembler.tally.Tally;
import io.entropylong.assembler.tally.TallySource;
import io.entropylong.common.message.RunPlanned;
import io.entropylong.common.message.RunRecorded;
import io.entropylong.formats.Span;
import io.entropylong.formats.TrainingSample;
import io.entropylong.formats.mds.MdsDataset;
import io.entropylong.formats.mds.MdsProfile;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;

/** The web package on a free port, without a broker: runs lie in memory, the dataset of run {@code big} in a folder. */
final class WebFixture implements AutoCloseable {
    static final String SAMPLE = "big-000000";
    static final int TOKENS = 131_072;
    static final int DEPENDENCIES = 100;
    static final String HOSTILE = "<img src=x onerror=document.title='broken'>";

    final MemoryDirectory directory = new MemoryDirectory();
    private final ConfigurableApplicationContext context;

    WebFixture(Path root) throws IOException {
        write(root.resolve("big"));
        directory.record(Fixtures.run("big", 1));
        WrittenDataset.under(root);
        directory.record(
                new RunRecorded("finished", "corpus", Fixtures.settings(99), "r", RunRecorded.State.COMPLETED, null));
        directory.record(Fixtures.run("other", 1));
        context = new SpringApplicationBuilder(Web.class)
                .registerShutdownHook(false)
                .properties("spring.config.name=application-assembler", "spring.cloud.function.definition=")
                .initializers(fresh -> {
                    fresh.getBeanFactory().registerSingleton("directory", directory);
                    fresh.getBeanFactory().registerSingleton("runs", new Runs(directory, root));
                })
                .run("--server.port=0", "--spring.cloud.function.definition=", "--spring.jmx.enabled=false");
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:"
                + context.getEnvironment().getRequiredProperty("local.server.port", Integer.class) + path);
    }

    @Override
    public void close() {
        context.close();
    }

    /** One sample: a root of 1,072 tokens behind 130 passages of 1,000; the first passage's name is hostile markup. */
    private static void write(Path folder) throws IOException {
        Files.createDirectories(folder.resolve("provenance"));
        String contexts = String.join(
                ",",
                IntStream.range(0, 130)
                        .mapToObj(i -> String.format(
                                Locale.ROOT,
                                "{\"passage\":\"%s\",\"start\":%d,\"end\":%d}",
                                passage(i),
                                i * 1000,
                                i * 1000 + 1000))
                        .toList());
        Files.writeString(
                folder.resolve("provenance/samples.jsonl"),
                "{\"sample\":\"" + SAMPLE + "\",\"index\":0,\"tokens\":" + TOKENS
                        + ",\"sha256\":\"abc\",\"units\":[{\"root\":\"big/r\",\"start\":0,\"end\":" + TOKENS
                        + ",\"contexts\":[" + contexts + "],\"root_start\":130000,\"root_end\":" + TOKENS
                        + "}],\"filler\":null}\n");
        List<String> dependencies = IntStream.range(0, DEPENDENCIES)
                .mapToObj(i -> String.format(
                        Locale.ROOT,
                        "{\"sample\":\"%s\",\"root\":\"big/r\",\"passage\":\"%s\",\"position\":%d,\"offset\":%d,"
                                + "\"entropy\":5.5,\"entropy_with_context\":%.3f,\"gain\":%.3f,\"surprisal\":6,"
                                + "\"surprisal_with_context\":2,\"control_gain\":%s,\"copied_tokens\":3,\"arm\":\"knn\","
                                + "\"similarity\":0.8,\"rank\":%d}",
                        SAMPLE,
                        passage(i),
                        10 * i,
                        130_000 + 10 * i,
                        3 - i * 0.02,
                        1 - (3 - i * 0.02) / 5.5,
                        i % 2 == 0 ? "0.1" : "null",
                        i % 8 + 1))
                .toList();
        Files.write(folder.resolve("provenance/dependencies.jsonl"), dependencies);
        Files.writeString(
                folder.resolve("provenance/roots.jsonl"),
                "{\"root\":\"big/r\",\"document\":\"r\",\"tokens\":1072,\"mu\":2,\"sigma\":1,\"tau\":4,\"positions\":101,"
                        + "\"outcome\":\"unit\",\"reason\":null}\n"
                        + "{\"root\":\"big/s\",\"document\":\"s\",\"tokens\":300,\"mu\":2,\"sigma\":1,\"tau\":4,\"positions\":3,"
                        + "\"outcome\":\"refused\",\"reason\":\"nothing-verified: best gain 0.1\"}\n");
        Files.writeString(folder.resolve("provenance/pairs.jsonl"), pairs() + "\n");
        String pieces = String.join(
                ",",
                IntStream.range(0, TOKENS)
                        .mapToObj(id -> id == 0 ? "\"" + HOSTILE + "\"" : "\" w" + id + "\"")
                        .toList());
        Files.writeString(
                folder.resolve("provenance/vocabulary.json"),
                "{\"tokenizer_sha256\":\"cd\",\"pieces\":[" + pieces + "]}");
        MdsDataset dataset = MdsDataset.create(folder.resolve("mds"), MdsProfile.PORTABLE.columns());
        int[] ids = IntStream.range(0, TOKENS).toArray();
        // the middle of passage i holds the five tokens around position 10 i of the root
        for (int i = 1; i < DEPENDENCIES; i++) {
            for (int j = -2; j <= 2; j++) ids[i * 1000 + 500 + j] = ids[130_000 + 10 * i + j];
        }
        dataset.writeShard(
                0, List.of(MdsProfile.PORTABLE.row(TrainingSample.of(SAMPLE, ids, List.of(new Span(0, TOKENS))), "")));
        dataset.commit();
    }

    /** Each dependency's pair, and at its position one of a passage that was rejected. */
    private static String pairs() {
        List<String> positions = new ArrayList<>();
        List<String> candidates = new ArrayList<>();
        List<String> rejected = new ArrayList<>();
        for (int i = 0; i < DEPENDENCIES; i++) {
            positions.add(String.format(
                    Locale.ROOT, "{\"position\":%d,\"entropy\":5.5,\"surprisal\":6,\"control_gain\":0.1}", 10 * i));
            String pair = "{\"position\":%d,\"entropy_with_context\":%.3f,\"surprisal_with_context\":2,"
                    + "\"copied_tokens\":3,\"arm\":\"knn\",\"similarity\":0.8,\"rank\":1}";
            candidates.add(String.format(
                    Locale.ROOT,
                    "{\"passage\":\"%s\",\"document\":\"d\",\"tokens\":1000,\"exact\":true,\"pairs\":[" + pair + "]}",
                    passage(i),
                    10 * i,
                    3 - i * 0.02));
            rejected.add(String.format(Locale.ROOT, pair, 10 * i, 5.2));
        }
        positions.add("{\"position\":1005,\"entropy\":4.5,\"surprisal\":6,\"control_gain\":null}");
        candidates.add("{\"passage\":\"unhelpful#0-99\",\"document\":\"e\",\"tokens\":30,\"exact\":true,\"pairs\":["
                + String.join(",", rejected) + "]}");
        return "{\"root\":\"big/r\",\"root_tokens\":1072,\"positions\":[" + String.join(",", positions)
                + "],\"candidates\":[" + String.join(",", candidates) + "],\"controls\":[]}";
    }

    private static String passage(int i) {
        return i == 0 ? HOSTILE : "book-" + i + "#0-4000";
    }

    /** Runs as a test puts them. */
    static final class MemoryDirectory implements RunDirectory {
        private final Map<String, RunRecorded> runs = new ConcurrentHashMap<>();

        @Override
        public @Nullable RunRecorded run(String name) {
            return runs.get(name);
        }

        @Override
        public RunPlanned plan(String name) {
            return Fixtures.plan(name, 12);
        }

        @Override
        public List<RunRecorded> all() {
            return List.copyOf(new TreeMap<>(runs).values());
        }

        @Override
        public void record(RunRecorded run) {
            runs.put(run.run(), run);
        }

        void forget(String run) {
            runs.remove(run);
        }
    }

    // no configuration by annotation: the scan of another test would find it
    @EnableAutoConfiguration
    @ComponentScan(basePackageClasses = RunController.class)
    static class Web {
        @Bean
        TallySource tallies() {
            return run -> Tally.none();
        }
    }
}
