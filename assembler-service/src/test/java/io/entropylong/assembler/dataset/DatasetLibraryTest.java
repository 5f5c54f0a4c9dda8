package io.entropylong.assembler.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.entropylong.assembler.Fixtures;
import io.entropylong.assembler.KnownRuns;
import io.entropylong.assembler.card.DatasetCard;
import io.entropylong.assembler.inspection.FinishedDataset;
import io.entropylong.assembler.pack.MemoryPackStore;
import io.entropylong.assembler.pack.PackOutput;
import io.entropylong.assembler.pack.Packer;
import io.entropylong.common.message.Packed;
import io.entropylong.common.message.RunRecorded;
import io.entropylong.common.message.Totals;
import io.entropylong.common.message.Vocabulary;
import io.entropylong.formats.TrainingSample;
import io.entropylong.formats.mds.MdsSamples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class DatasetLibraryTest {
    static final int ROOTS = 12;

    @TempDir
    private Path temporary;

    private Path root;

    private final KnownRuns runs = new KnownRuns(ROOTS);
    private final RunRecorded run = Fixtures.runInAllFormats("r");

    @BeforeEach
    void place() {
        root = temporary.resolve("out");
    }

    @Test
    void theFolderHoldsSamplesProvenanceAndManifest() throws IOException {
        runs.record(run);
        library(DatasetLibraryTest::shards).write(messages());

        Path folder = root.resolve("r");
        List<TrainingSample> samples = new ArrayList<>();
        MdsSamples.open(folder.resolve("mds")).forEach(samples::add);
        assertThat(samples).hasSize(5);
        assertThat(samples).allSatisfy(sample -> assertThat(sample.length()).isEqualTo(Fixtures.SAMPLE));
        assertThat(Files.readString(folder.resolve("provenance/samples.jsonl")).lines())
                .hasSize(5)
                .first()
                .asString()
                .startsWith("{\"sample\":\"r-000000\",\"index\":0,\"tokens\":1024,\"sha256\":\"")
                .contains("\"root_start\":");
        assertThat(Files.readString(folder.resolve("provenance/dependencies.jsonl"))
                        .lines())
                .hasSize(10)
                .first()
                .asString()
                .startsWith("{\"sample\":\"r-000000\",\"root\":\"r/d1\",\"passage\":\"p1\",\"position\":1,\"offset\":")
                .contains("\"entropy_with_context\":1.0", "\"control_gain\":null", "\"rank\":1");
        assertThat(Files.readString(folder.resolve("provenance/roots.jsonl")).lines())
                .hasSize(ROOTS)
                .first()
                .asString()
                .contains("\"outcome\":\"refused\",\"reason\":\"nothing-verified: best gain 0.1\"");
        assertThat(RootPairs.read(folder)).hasSize(ROOTS).element(1).satisfies(pairs -> {
            assertThat(pairs.root()).isEqualTo("r/d1");
            assertThat(pairs.positions()).containsExactly(new RootPairs.Position(1, 6, 5, (6 - 5.5) / 6));
            assertThat(pairs.candidates()).singleElement().satisfies(candidate -> assertThat(candidate.pairs())
                    .containsExactly(new RootPairs.Pair(
                            1, 1, 2, 1, "knn", 0.9, 1, List.of(new RootPairs.Find("phrase", 4, 2)))));
        });
        assertThat(DatasetJson.MAPPER
                        .readTree(Files.readAllBytes(folder.resolve("manifest.json")))
                        .at("/counts/samples")
                        .asInt())
                .isEqualTo(5);
        assertThat(folder.resolve(".staging")).doesNotExist();
        assertThat(new VocabularyFile(folder).read())
                .hasValueSatisfying(pieces -> assertThat(pieces[1]).containsExactly(0xC3, 0xA9));
        assertThat(folder.resolve("provenance/vocabulary.json"))
                .hasContent("{\"tokenizer_sha256\":\"cd\",\"pieces\":[\" a\",\"\u00c3\u00a9\"]}");
    }

    @Test
    void redeliveryFromAnyPointAfterAStopAtAnyPointGivesTheSameBytes() throws IOException {
        runs.record(run);
        List<Packed> messages = messages();
        library(DatasetLibraryTest::shards).write(messages);
        Map<String, String> expected = content(root.resolve("r"));

        assertThat(runs.run("r")).isEqualTo(run);
        for (int stop = 0; stop <= messages.size(); stop++) {
            for (int back : new int[] {0, 3, messages.size()}) {
                root = Files.createTempDirectory(temporary, "again");
                library(DatasetLibraryTest::shards).write(messages.subList(0, stop));
                library(DatasetLibraryTest::shards).write(messages.subList(Math.max(0, stop - back), messages.size()));
                assertThat(content(root.resolve("r"))).isEqualTo(expected);
                assertThat(runs.run("r")).isEqualTo(run);
            }
        }
    }

    @Test
    void tornTailsAreCutOffAndWrittenAnew() throws IOException {
        runs.record(run);
        List<Packed> messages = messages();
        library(DatasetLibraryTest::shards).write(messages);
        Map<String, String> expected = content(root.resolve("r"));
        int half = messages.size() / 2;

        root = Files.createTempDirectory(temporary, "torn");
        library(DatasetLibraryTest::shards).write(messages.subList(0, half));
        Path provenance = root.resolve("r/provenance");
        for (String file :
                List.of("samples.jsonl", "dependencies.jsonl", "pairs.jsonl", "roots.jsonl", "leftovers.jsonl")) {
            Files.writeString(
                    provenance.resolve(file), "{\"sample\":", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }
        Files.writeString(
                provenance.resolve("dependencies.jsonl"), "\n{\"sample\":\"r-000009\"}\n", StandardOpenOption.APPEND);
        library(DatasetLibraryTest::shards).write(messages);

        assertThat(content(root.resolve("r"))).isEqualTo(expected);
    }

    @Test
    void aDiskThatFailsAtAnyCommitLosesNothing() throws IOException {
        runs.record(run);
        List<Packed> messages = messages();
        library(DatasetLibraryTest::shards).write(messages);
        Map<String, String> expected = content(root.resolve("r"));

        for (boolean before : new boolean[] {true, false}) {
            for (int commit = 0; commit < 3; commit++) {
                root = Files.createTempDirectory(temporary, "full");
                int failing = commit;
                DatasetLibrary library =
                        library((folder, owner) -> new FailingOnce(shards(folder, owner), failing, before));
                try {
                    library.write(messages);
                } catch (IOException full) {
                    assertThat(full).hasMessage("no space");
                }
                library(DatasetLibraryTest::shards).write(messages);
                assertThat(content(root.resolve("r"))).isEqualTo(expected);
            }
        }
    }

    @Test
    void aDiskThatFailsWhileOtherFormatsAreMadeLosesNothing() throws IOException {
        runs.record(run);
        List<Packed> messages = messages();
        library(DatasetLibraryTest::shards).write(messages);
        Map<String, String> expected = content(root.resolve("r"));

        for (String file : List.of("parquet", "jsonl", "megatron", "jsonl/.train-00002-of-00003.jsonl.zst.tmp")) {
            root = Files.createTempDirectory(temporary, "half");
            Path obstacle = root.resolve("r").resolve(file);
            if (file.contains("/")) Files.createDirectories(obstacle.resolve("full"));
            else Files.createFile(Files.createDirectories(root.resolve("r")).resolve(file));
            assertThatThrownBy(() -> library(DatasetLibraryTest::shards).write(messages))
                    .isInstanceOf(IOException.class);
            assertThat(root.resolve("r/manifest.json")).doesNotExist();

            if (file.contains("/")) Files.delete(obstacle.resolve("full"));
            Files.delete(obstacle);
            library(DatasetLibraryTest::shards).write(messages);
            assertThat(content(root.resolve("r"))).isEqualTo(expected);
        }
    }

    @Test
    void theManifestListsEveryFileWithItsSizeAndHash() throws IOException {
        runs.record(run);
        library(DatasetLibraryTest::shards).write(messages());

        Path folder = root.resolve("r");
        JsonNode files = DatasetJson.MAPPER
                .readTree(Files.readAllBytes(folder.resolve("manifest.json")))
                .path("files");
        assertThat(files.valueStream().map(file -> file.path("path").asString()))
                .containsExactly(
                        "jsonl/train-00000-of-00003.jsonl.zst",
                        "jsonl/train-00001-of-00003.jsonl.zst",
                        "jsonl/train-00002-of-00003.jsonl.zst",
                        "mds/index.json",
                        "mds/shard.00000.mds.zstd",
                        "mds/shard.00001.mds.zstd",
                        "mds/shard.00002.mds.zstd",
                        "megatron/samples.bin",
                        "megatron/samples.idx",
                        "parquet/train-00000-of-00003.parquet",
                        "parquet/train-00001-of-00003.parquet",
                        "parquet/train-00002-of-00003.parquet",
                        "provenance/controls.jsonl",
                        "provenance/dependencies.jsonl",
                        "provenance/leftovers.jsonl",
                        "provenance/pairs.jsonl",
                        "provenance/roots.jsonl",
                        "provenance/samples.jsonl",
                        "provenance/vocabulary.json");
        assertThat(files.valueStream()).allSatisfy(file -> {
            Path path = folder.resolve(file.path("path").asString());
            assertThat(Files.size(path)).isEqualTo(file.path("bytes").asLong());
            assertThat(path).hasDigest("SHA-256", file.path("sha256").asString());
        });
    }

    @Test
    void aRunThatFilledNoSampleIsFinishedToo() throws IOException {
        runs.record(run);
        new DatasetLibrary(
                        root,
                        runs,
                        DatasetLibraryTest::vocabulary,
                        settings -> 2,
                        DatasetLibraryTest::shards,
                        new DatasetCard(),
                        DatasetLibrary.Finished.none())
                .write(List.of(new Packed.Finished("r", Fixtures.MODEL, Totals.none(), 0, 0, false, null)));

        assertThat(root.resolve("r").resolve("manifest.json")).exists();
        assertThat(root.resolve("r").resolve("README.md")).exists();
    }

    @Test
    void aUnitThatFillsNoSampleIsKeptWithItsEvidence() throws IOException {
        runs.record(run);
        library(DatasetLibraryTest::shards).write(messages());

        try (ProvenanceFile<LeftoverLine> file = ProvenanceFile.leftovers(root.resolve("r"))) {
            LeftoverLine left = file.next();
            assertThat(left).isEqualTo(LeftoverLine.of(Fixtures.unit("r", 11, 500, 60)));
            assertThat(file.next()).isNull();
        }
    }

    @Test
    void theDatasetOfACancelledRunSaysSoAndHoldsTheSamplesThatWereFull() throws IOException {
        runs.record(run);
        DatasetLibrary library = new DatasetLibrary(
                root,
                runs,
                DatasetLibraryTest::vocabulary,
                settings -> 2,
                DatasetLibraryTest::shards,
                new DatasetCard(),
                DatasetLibrary.Finished.none());
        List<Packed> messages = messages();
        library.write(messages.subList(0, messages.size() - 1));
        library.write(List.of(new Packed.Finished("r", Fixtures.MODEL, Totals.none(), 0, 0, true, null)));

        assertThat(Manifest.read(root.resolve("r"))).satisfies(manifest -> {
            assertThat(manifest.cancelled()).isTrue();
            assertThat(manifest.counts().samples()).isEqualTo(5);
        });
        assertThat(root.resolve("r").resolve("README.md"))
                .content()
                .contains("| cancelled | yes")
                .doesNotContain("give the same bytes");
        assertThat(FinishedDataset.open(root.resolve("r")).run("r"))
                .isNotNull()
                .extracting(RunRecorded::state)
                .isEqualTo(RunRecorded.State.CANCELLED);
    }

    @Test
    void aManifestFromBeforeRunsCouldBeCancelledIsReadAsThatOfAWholeRun() throws IOException {
        runs.record(run);
        library(DatasetLibraryTest::shards).write(messages());
        Path file = root.resolve("r").resolve("manifest.json");
        String written = Files.readString(file);
        assertThat(written).contains("\"cancelled\" : false,");
        Files.writeString(file, written.replace("\"cancelled\" : false,", ""));

        assertThat(Manifest.read(root.resolve("r")).cancelled()).isFalse();
    }

    @Test
    void aCompleteDatasetIsHandedOnUntilThatWorks() throws IOException {
        runs.record(run);
        List<String> told = new ArrayList<>();
        DatasetLibrary.Finished failingOnce = (finished, folder) -> {
            assertThat(folder.complete()).isTrue();
            told.add(finished.run());
            if (told.size() == 1) throw new IOException("no network");
        };
        DatasetLibrary library = new DatasetLibrary(
                root,
                runs,
                DatasetLibraryTest::vocabulary,
                settings -> 2,
                DatasetLibraryTest::shards,
                WrittenDataset.NO_COMPANIONS,
                failingOnce);
        List<Packed> messages = messages();

        assertThatThrownBy(() -> library.write(messages)).hasMessage("no network");
        library.write(messages.subList(messages.size() - 1, messages.size()));

        assertThat(told).containsExactly("r", "r");
    }

    @Test
    void anotherRunsFolderFailsTheRunAndIsLeftAlone() throws IOException {
        runs.record(run);
        library(DatasetLibraryTest::shards).write(messages());
        Map<String, String> expected = content(root.resolve("r"));
        RunRecorded other =
                new RunRecorded("other", "corpus", Fixtures.settings(3), "r", RunRecorded.State.RUNNING, null);
        runs.record(other);
        library(DatasetLibraryTest::shards)
                .write(List.of(new Packed.Finished("other", Fixtures.MODEL, Totals.none(), 0, 0, false, null)));

        assertThat(runs.run("other")).isNotNull().satisfies(failed -> {
            assertThat(failed.state()).isEqualTo(RunRecorded.State.FAILED);
            assertThat(failed.reason()).contains("already holds the dataset of run r");
        });
        assertThat(content(root.resolve("r"))).isEqualTo(expected);
    }

    /** The second piece is one character of two bytes. */
    static Vocabulary vocabulary(String tokenizerSha256) {
        return new Vocabulary(tokenizerSha256, List.of(" a", "\u00c3\u00a9"));
    }

    private DatasetLibrary library(BiFunction<Path, RunRecorded, Shards> shards) {
        return new DatasetLibrary(
                root,
                runs,
                DatasetLibraryTest::vocabulary,
                settings -> 2,
                shards,
                WrittenDataset.NO_COMPANIONS,
                DatasetLibrary.Finished.none());
    }

    static List<Packed> messages() {
        List<Packed> messages = new ArrayList<>();
        Packer packer = new Packer(new MemoryPackStore(), new PackOutput() {
            @Override
            public void packed(Packed message) {
                messages.add(message);
            }

            @Override
            public void recorded(RunRecorded run) {}
        });
        packer.accept(Fixtures.run("r", 99));
        packer.accept(Fixtures.plan("r", ROOTS));
        packer.accept(Fixtures.refused("r", 0, 40));
        for (int ordinal = 1; ordinal < ROOTS; ordinal++) {
            packer.accept(Fixtures.unit("r", ordinal, ordinal % 2 == 0 ? 520 : 500, 60));
        }
        return messages;
    }

    private static Map<String, String> content(Path folder) throws IOException {
        Map<String, String> content = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                content.put(folder.relativize(file).toString(), HexFormat.of().formatHex(Files.readAllBytes(file)));
            }
        }
        return content;
    }

    private static final class FailingOnce implements Shards {
        private final Shards shards;
        private final boolean before;
        private int left;

        FailingOnce(Shards shards, int commit, boolean before) {
            this.shards = shards;
            this.left = commit;
            this.before = before;
        }

        @Override
        public int committed() {
            return shards.committed();
        }

        @Override
        public void commit(List<Packed.Sample> samples) throws IOException {
            boolean fails = left-- == 0;
            if (fails && before) throw new IOException("no space");
            shards.commit(samples);
            if (fails) throw new IOException("no space");
        }
    }

    static MdsShards shards(Path folder, RunRecorded run) {
        return MdsShards.open(folder, run, bytes -> {});
    }
}
