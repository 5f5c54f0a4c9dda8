package io.entropylong.assembler.leftover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.entropylong.assembler.Fixtures;
import io.entropylong.assembler.dataset.DatasetCheck;
import io.entropylong.assembler.dataset.Manifest;
import io.entropylong.assembler.dataset.ProvenanceFile;
import io.entropylong.assembler.dataset.ProvenanceLines.UnitLine;
import io.entropylong.assembler.offline.OfflineRun;
import io.entropylong.common.message.Criterion;
import io.entropylong.common.message.RootConcluded;
import io.entropylong.common.message.RunRecorded;
import io.entropylong.common.message.RunSettings;
import io.entropylong.formats.TrainingSample;
import io.entropylong.formats.mds.MdsSamples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs of one refused root and units that fill half a sample each. */
class LeftoverUnitsTest {
    private static final int HALF = Fixtures.SAMPLE / 2;

    @TempDir
    private Path folder;

    @Test
    void whatSeveralRunsLeftOverFillsSamplesTogether() throws IOException {
        // that a run wanted one sample is no limit here
        Path one = dataset("a", Fixtures.settings(1), 1);
        List<Path> datasets = List.of(
                one,
                dataset("b", Fixtures.settings(99), 3),
                dataset("c", Fixtures.settings(99), 1),
                dataset("d", Fixtures.settings(99), 5));

        LeftoverUnits units = LeftoverUnits.of(datasets);
        assertThat(units.count()).isEqualTo(4);
        assertThat(units.tokens()).isEqualTo(2 * Fixtures.SAMPLE);
        Path out = folder.resolve("out");
        units.write(out);

        assertThat(DatasetCheck.of(out).faults()).isEmpty();
        assertThat(roots(out, "0")).containsExactly("a/d1", "b/d3");
        assertThat(roots(out, "1")).containsExactly("c/d1", "d/d5");
        List<TrainingSample> samples = new ArrayList<>();
        MdsSamples.open(out.resolve("mds")).forEach(samples::add);
        RootConcluded.Unit left = Fixtures.unit("a", 1, HALF, 60);
        assertThat(samples).hasSize(2);
        assertThat(Arrays.copyOfRange(samples.getFirst().inputIds(), HALF - 61, HALF - 1))
                .isEqualTo(left.rootTokens().toArray());
        assertThat(Files.readAllLines(out.resolve("provenance/pairs.jsonl")))
                .first()
                .isEqualTo(Files.readAllLines(one.resolve("provenance/pairs.jsonl"))
                        .getLast());
        assertThat(Manifest.read(out).cost().forwardTokens())
                .isEqualTo(4 * left.cost().forwardTokens());
        assertThat(out.resolve("provenance/leftovers.jsonl")).doesNotExist();
    }

    @Test
    void packingThemAgainGivesTheSameBytes() throws IOException {
        List<Path> datasets = List.of(dataset("a", Fixtures.settings(99), 3), dataset("b", Fixtures.settings(99), 3));
        LeftoverUnits.of(datasets).write(folder.resolve("out"));
        LeftoverUnits.of(datasets).write(folder.resolve("again"));

        for (String file : List.of("manifest.json", "mds/shard.00000.mds", "provenance/samples.jsonl")) {
            assertThat(folder.resolve("again").resolve(file))
                    .hasSameBinaryContentAs(folder.resolve("out").resolve(file));
        }
    }

    @Test
    void whatFillsNoSampleEvenThenIsLeftOverAgain() throws IOException {
        Path one = dataset("a", Fixtures.settings(99), 3);
        LeftoverUnits alone = LeftoverUnits.of(List.of(one));
        assertThat(alone.mayFillASample()).isFalse();

        Path out = folder.resolve("out");
        alone.write(out);
        Path more = folder.resolve("more");
        LeftoverUnits both = LeftoverUnits.of(List.of(out, dataset("b", Fixtures.settings(99), 3)));
        assertThat(both.mayFillASample()).isTrue();
        both.write(more);

        assertThat(DatasetCheck.of(out).faults()).isEmpty();
        assertThat(Manifest.read(out).counts().samples()).isZero();
        assertThat(DatasetCheck.of(more).faults()).isEmpty();
        assertThat(Manifest.read(more).counts().samples()).isOne();
    }

    @Test
    void aUnitIsNotTakenTwice() throws IOException {
        Path one = dataset("a", Fixtures.settings(99), 3);

        assertThatThrownBy(() -> LeftoverUnits.of(List.of(one, one)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a/d3 is left over twice: in " + one + " and in " + one);
    }

    @Test
    void unitsOfOtherSettingsAreRefusedWithTheSettingThatDiffers() throws IOException {
        RunSettings strict =
                Fixtures.settings(99).judgedBy(Criterion.paper(0.5), Fixtures.SAMPLE, RunSettings.ContextOrder.SHUFFLE);
        Path one = dataset("a", Fixtures.settings(99), 3);
        Path other = dataset("b", strict, 3);

        assertThatThrownBy(() -> LeftoverUnits.of(List.of(one, other)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(other + " was made with epsilon 0.5, the first dataset with 0.4");
    }

    @Test
    void aFolderThatIsNoDatasetIsNamed() {
        assertThatThrownBy(() -> LeftoverUnits.of(List.of(folder)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(folder + ": it holds no finished dataset");
    }

    private static List<String> roots(Path dataset, String sample) throws IOException {
        return ProvenanceFile.sample(dataset, sample).orElseThrow().units().stream()
                .map(UnitLine::root)
                .toList();
    }

    private Path dataset(String name, RunSettings settings, int units) throws IOException {
        Path dataset = folder.resolve(name);
        RunRecorded run = new RunRecorded(name, "corpus", settings, name, RunRecorded.State.RUNNING, null);
        Stream.Builder<RootConcluded> roots = Stream.builder();
        roots.add(Fixtures.refused(name, 0, 40));
        for (int ordinal = 1; ordinal <= units; ordinal++) roots.add(Fixtures.unit(name, ordinal, HALF, 60));
        new OfflineRun(run, Fixtures.plan(name, units + 1), null).write(roots.build(), dataset);
        return dataset;
    }
}
