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
        MdsDataset dataset = MdsDataset.create(folder.resolve("mds"), MdsProfile.PORTABLE.columns());
        int[] ids = IntStream.range(0, TOKENS).toArray();
        dataset.writeShard(
                0, List.of(MdsProfile.PORTABLE.row(TrainingSample.of(SAMPLE, ids, List.of(new Span(0, TOKENS))), "")));
        dataset.commit();
    }

    private static String passage(int i) {
        return i == 0 ? "<img src=x onerror=document.title='broken'>" : "book-" + i + "#0-4000";
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
