package io.entropylong.assembler.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.entropylong.assembler.dataset.Manifest;
import io.entropylong.assembler.dataset.WrittenDataset;
import io.entropylong.assembler.statistics.Distribution.Bin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetStatisticsTest {
    private static final Offset<Double> ROUNDING = Offset.offset(1e-12);

    @TempDir
    private Path temporary;

    private Path dataset;

    @BeforeEach
    void write() throws IOException {
        dataset = WrittenDataset.under(temporary);
    }

    @Test
    void rootsAndPairsAreThoseOfTheRunUnitsAndDependenciesThoseOfTheSamples() throws IOException {
        Statistics statistics = DatasetStatistics.of(dataset);

        assertThat(statistics.roots()).isEqualTo(12);
        assertThat(statistics.positionsPerRoot().bins()).contains(new Bin(2, 4, 12));
        assertThat(statistics.gains().pairs().count()).isEqualTo(11);
        assertThat(statistics.samples()).isEqualTo(5);
        assertThat(statistics.units()).isEqualTo(10);
        assertThat(statistics.dependencies()).isEqualTo(new Statistics.Dependencies(10, 10, 0, 10, 10));
    }

    @Test
    void gainsAreThoseOfTheEntropies() throws IOException {
        Statistics.Gains gains = DatasetStatistics.of(dataset).gains();

        assertThat(gains.dependencies().mean()).isCloseTo((6 - 1) / 6.0, ROUNDING);
        assertThat(gains.dependencies().bins()).contains(new Bin(0.8, 0.9, 10));
        assertThat(gains.controls().count()).isZero();
    }

    @Test
    void aControlGainIsComparedWithTheDependencysOwn() throws IOException {
        Path file = dataset.resolve("provenance/dependencies.jsonl");
        Files.writeString(file, Files.readString(file).replaceFirst("\"control_gain\":null", "\"control_gain\":0.5"));
        Statistics statistics = DatasetStatistics.of(dataset);

        assertThat(statistics.gains().controls().max()).isEqualTo(0.5);
        assertThat(statistics.gains().aboveControl().mean()).isCloseTo(5 / 6.0 - 0.5, ROUNDING);
        assertThat(statistics.dependencies().byControl()).isOne();
        assertThat(statistics.dependencies().withoutControl()).isEqualTo(9);
    }

    @Test
    void eachPartOfTheControlledCriterionIsCountedByItself() throws IOException {
        assertThat(DatasetStatistics.of(dataset).acceptance())
                .containsExactly(
                        new Statistics.Acceptance("paper", 11, 1.0),
                        new Statistics.Acceptance("min-position", 0, 0.0), // all at index 1
                        new Statistics.Acceptance("truth", 11, 1.0),
                        new Statistics.Acceptance("max-copy-tokens", 11, 1.0),
                        new Statistics.Acceptance("control-margin", 11, 1.0),
                        new Statistics.Acceptance("controlled", 0, 0.0),
                        new Statistics.Acceptance("run", 11, 1.0));
    }

    @Test
    void ranksDistancesAndLengthsAreCounted() throws IOException {
        Statistics statistics = DatasetStatistics.of(dataset);

        assertThat(statistics.ranks()).containsExactly(new Statistics.Rank("knn", 1, 11, 11, 1.0));
        // the passage's last token, two of the separator, x_0, x_1
        assertThat(statistics.distances().min()).isEqualTo(4);
        assertThat(statistics.distances().max()).isEqualTo(4);
        assertThat(statistics.rootTokens().median()).isEqualTo(60);
        assertThat(statistics.contextTokens().max()).isEqualTo(520 - 60 - 4);
        assertThat(statistics.positionsSolved().median()).isEqualTo(0.5);
    }

    @Test
    void theTokensOfTheSamplesAddUp() throws IOException {
        Statistics.Tokens tokens = DatasetStatistics.of(dataset).tokens();

        assertThat(tokens.emitted()).isEqualTo(5 * 1024);
        assertThat(tokens.contexts() + tokens.roots() + tokens.marks() + tokens.filler())
                .isEqualTo(tokens.emitted());
        assertThat(tokens.marks()).isEqualTo(10 * 4);
        assertThat(tokens.fillerShare()).isEqualTo(tokens.filler() / 5120.0);
    }

    @Test
    void theCostIsTheManifestsOwn() throws IOException {
        Manifest manifest = Manifest.read(dataset);
        Statistics.Cost cost = DatasetStatistics.of(dataset).cost();

        assertThat(cost.forwardTokens())
                .isEqualTo(manifest.cost().forwardTokens())
                .isPositive();
        assertThat(cost.perDependency()).isEqualTo(cost.forwardTokens() / 11.0);
        assertThat(cost.perEmittedToken()).isEqualTo(cost.forwardTokens() / 5120.0);
    }

    @Test
    void aDamagedLineIsNamedByFileAndNumber() throws IOException {
        Path file = dataset.resolve("provenance/dependencies.jsonl");
        Files.writeString(file, Files.readString(file).replace("r-000003", "r-000000"));
        assertThatIOException()
                .isThrownBy(() -> DatasetStatistics.of(dataset))
                .withMessageContaining("r-000000: a dependency of it is out of the order of samples.jsonl");

        Files.writeString(file, "{\"sample\":");
        assertThatIOException()
                .isThrownBy(() -> DatasetStatistics.of(dataset))
                .withMessageContaining("dependencies.jsonl, line 1: ");
    }

    @Test
    void aFolderWithoutAManifestIsNoDataset() {
        assertThatIOException()
                .isThrownBy(() -> DatasetStatistics.of(temporary))
                .withMessageContaining("it holds no finished dataset");
    }
}
