package io.entropylong.assembler.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.entropylong.assembler.Fixtures;
import io.entropylong.assembler.card.DatasetCard;
import io.entropylong.assembler.dataset.DatasetFolder;
import io.entropylong.assembler.dataset.DatasetWriter;
import io.entropylong.assembler.dataset.MdsShards;
import io.entropylong.assembler.dataset.RootPairs;
import io.entropylong.assembler.offline.StoredRun;
import io.entropylong.assembler.pack.MemoryPackStore;
import io.entropylong.assembler.pack.PackOutput;
import io.entropylong.assembler.pack.Packer;
import io.entropylong.assembler.rebuild.CorpusTokens;
import io.entropylong.assembler.rebuild.TextPlace;
import io.entropylong.common.message.Criterion;
import io.entropylong.common.message.MessageCodec;
import io.entropylong.common.message.Packed;
import io.entropylong.common.message.RootConcluded;
import io.entropylong.common.message.RunRecorded;
import io.entropylong.common.message.RunSettings.ContextOrder;
import io.entropylong.common.message.TokenIds;
import io.entropylong.common.message.Vocabulary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run of a refused root and four of 60 tokens in units of half a sample; each of these has one passage with a gain of 5/6. */
class SweptDatasetTest {
    private static final int ROOTS = 5;
    private static final int UNIT = 512;
    private static final int ROOT = 60;
    private static final int CONTEXT = UNIT - ROOT - 4;

    @TempDir
    private Path temporary;

    private Path original;

    @BeforeEach
    void write() throws IOException {
        original = temporary.resolve("original");
        RunRecorded run = Fixtures.run("r", 99);
        DatasetWriter writer = DatasetWriter.open(
                new DatasetFolder(original),
                run,
                () -> Fixtures.plan("r", ROOTS),
                tokenizer -> new Vocabulary(tokenizer, List.of("a")),
                2,
                shards -> MdsShards.open(shards, run, bytes -> {}),
                new DatasetCard());
        Packer packer = new Packer(new MemoryPackStore(), new PackOutput() {
            @Override
            public void packed(Packed message) {
                try {
                    writer.accept(message);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }

            @Override
            public void recorded(RunRecorded ended) {}
        });
        packer.accept(run);
        packer.accept(Fixtures.plan("r", ROOTS));
        packer.accept(named(Fixtures.refused("r", 0, 40)));
        for (int ordinal = 1; ordinal < ROOTS; ordinal++) packer.accept(named(Fixtures.unit("r", ordinal, UNIT, ROOT)));
    }

    @Test
    void atTheRunsOwnPointItHasTheRunsSamplesAndProvenance() throws IOException {
        Path swept = swept(new SweepPoint("paper", Criterion.paper(0.4), Fixtures.SAMPLE));

        assertThat(StoredRun.read(swept).name()).isEqualTo("r");
        for (String file : List.of("samples", "dependencies", "pairs", "controls")) {
            assertThat(lines(swept, file)).as(file).isEqualTo(lines(original, file));
        }
        assertThat(lines(swept, "samples")).hasSize(2);
        assertThat(lines(swept, "roots").subList(1, ROOTS))
                .isEqualTo(lines(original, "roots").subList(1, ROOTS));
        assertThat(swept.resolve("mds/index.json")).exists();
        assertThat(swept.resolve("provenance/vocabulary.json"))
                .hasSameBinaryContentAs(original.resolve("provenance/vocabulary.json"));
    }

    @Test
    void aPointOfItsOwnHasANameAndSettingsOfItsOwn() throws IOException {
        Path swept = swept(new SweepPoint("paper", Criterion.paper(0.9), Fixtures.SAMPLE));

        StoredRun stored = StoredRun.read(swept);
        assertThat(stored.name()).startsWith("r.");
        assertThat(stored.settings().criterion().epsilon()).isEqualTo(0.9);
        assertThat(lines(swept, "samples")).isEmpty();
        assertThat(lines(swept, "roots")).hasSize(ROOTS).allSatisfy(root -> assertThat(root)
                .contains("\"outcome\":\"refused\""));
    }

    @Test
    void withoutACriterionWhatWasNotVerifiedIsAContextToo() throws IOException {
        StoredRun stored = StoredRun.read(original);
        RootPairs unverified = new RootPairs(
                "r/d1@0-9",
                ROOT,
                List.of(new RootPairs.Position(1, 6, 5, null)),
                List.of(new RootPairs.Passage(
                        "p1#0-9", "other", CONTEXT, true, List.of(new RootPairs.Pair(1, 7, 5, 0, "knn", 0.9, 1)))),
                List.of());
        StoredRun.StoredRoot root =
                new StoredRun.StoredRoot(stored.roots().get(1).facts(), null, "", unverified);
        StoredRun other = new StoredRun(
                "r",
                "corpus",
                stored.settings(),
                stored.model(),
                stored.plan(),
                null,
                List.of(stored.roots().getFirst(), root));

        Path none = temporary.resolve("none");
        new SweptDataset(other, new Texts())
                .write(new SweepPoint("none", Criterion.none(), Fixtures.SAMPLE), ContextOrder.SEQUENCE, none);
        assertThat(lines(none, "roots").get(1)).contains("\"outcome\":\"unit\"");

        Path paper = temporary.resolve("paper");
        new SweptDataset(other, new Texts())
                .write(new SweepPoint("paper", Criterion.paper(0.4), Fixtures.SAMPLE), ContextOrder.SEQUENCE, paper);
        assertThat(lines(paper, "roots").get(1)).contains("nothing-verified");
    }

    @Test
    void anotherCorpusIsToldByTheLengthOfAPassage() throws IOException {
        StoredRun stored = StoredRun.read(original);
        SweptDataset dataset = new SweptDataset(stored, new Texts() {
            @Override
            public Optional<List<PlacedToken>> passage(TextPlace place) {
                return super.passage(place).map(tokens -> tokens.subList(0, 1));
            }
        });

        assertThatThrownBy(() -> dataset.write(
                        new SweepPoint("none", Criterion.none(), Fixtures.SAMPLE),
                        ContextOrder.SHUFFLE,
                        temporary.resolve("other")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("has 1 tokens here and had");
    }

    /** With the places of their texts in the names of root and passages, and the control's gain in its dependencies. */
    private static RootConcluded named(RootConcluded root) {
        MessageCodec codec = new MessageCodec();
        String json =
                codec.toJson(root).replaceAll("\"([pq]\\d+)\"", "\"$1#0-9\"").replaceAll("\"(r/d\\d+)\"", "\"$1@0-9\"");
        RootConcluded named = codec.decode(json.getBytes(StandardCharsets.UTF_8), RootConcluded.class);
        if (!(named instanceof RootConcluded.Unit unit)) return named;
        return new RootConcluded.Unit(
                unit.facts(),
                unit.rootTokens(),
                unit.contexts(),
                unit.dependencies().stream()
                        .map(dependency -> dependency.withControlGain((6 - 5.5) / 6))
                        .toList(),
                unit.measured(),
                unit.rejected(),
                unit.cost());
    }

    private Path swept(SweepPoint point) throws IOException {
        Path folder = temporary.resolve("swept");
        StoredRun stored = StoredRun.read(original);
        new SweptDataset(stored, new Texts()).write(point, ContextOrder.SHUFFLE, folder);
        return folder;
    }

    private static List<String> lines(Path dataset, String file) throws IOException {
        Path lines = dataset.resolve("provenance").resolve(file + ".jsonl");
        return Files.exists(lines) ? Files.readAllLines(lines) : List.of();
    }

    /** The fixtures' texts. */
    private static class Texts implements CorpusTokens {
        @Override
        public Optional<List<PlacedToken>> passage(TextPlace place) {
            int ordinal = Integer.parseInt(place.document().substring(1));
            return placed(
                    place.document().startsWith("q")
                            ? Fixtures.ids(3, 2)
                            : Fixtures.ids(10_000 * ordinal + 5000, CONTEXT));
        }

        @Override
        public Optional<List<PlacedToken>> root(TextPlace place) {
            int ordinal = Integer.parseInt(place.document().substring(1));
            return placed(Fixtures.ids(10_000 * ordinal + 2, ordinal == 0 ? 40 : ROOT));
        }

        private static Optional<List<PlacedToken>> placed(TokenIds ids) {
            return Optional.of(Arrays.stream(ids.toArray())
                    .mapToObj(id -> new PlacedToken(id, 0))
                    .toList());
        }
    }
}
