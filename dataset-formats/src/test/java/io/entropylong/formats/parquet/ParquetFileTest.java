package io.entropylong.formats.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hardwood.InputFile;
import dev.hardwood.metadata.ColumnChunk;
import dev.hardwood.metadata.CompressionCodec;
import dev.hardwood.reader.ParquetFileReader;
import io.entropylong.formats.DamagedDatasetException;
import io.entropylong.formats.NumberedParts;
import io.entropylong.formats.Samples;
import io.entropylong.formats.TrainingSample;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Another library reads what Apache's has written. */
class ParquetFileTest {
    @TempDir
    private Path folder;

    @Test
    void whatIsWrittenIsReadBackAndTheSameBytesAgain() throws Exception {
        List<TrainingSample> samples = Samples.drawn(30, 5);
        for (int part = 0; part < 3; part++) {
            ParquetFile.write(part(part, 3), samples.subList(10 * part, 10 * part + 10));
        }
        byte[] first = Files.readAllBytes(part(0, 3));
        ParquetFile.write(part(0, 3), samples.subList(0, 10));

        assertThat(part(0, 3)).hasBinaryContent(first);
        assertThat(Samples.read(ParquetSamples.open(folder))).isEqualTo(samples);
    }

    @Test
    void masksAreReadBack() throws Exception {
        List<TrainingSample> samples = Samples.masked(10, 5);
        ParquetFile.write(part(0, 1), samples);

        assertThat(Samples.read(ParquetSamples.open(folder))).isEqualTo(samples);
    }

    @Test
    void fileHasOneRowGroupOfZstdColumnsWithoutStatisticsOfTokens() throws Exception {
        ParquetFile.write(part(0, 1), Samples.drawn(100, 1));

        try (ParquetFileReader reader = ParquetFileReader.open(InputFile.of(part(0, 1)))) {
            assertThat(reader.getFileMetaData().rowGroups()).singleElement().satisfies(group -> {
                assertThat(group.numRows()).isEqualTo(100);
                assertThat(group.columns())
                        .extracting(column -> column.metaData().codec())
                        .containsOnly(CompressionCodec.ZSTD);
                ColumnChunk tokens = group.columns().get(2);
                assertThat(tokens.metaData().statistics() == null
                                || tokens.metaData().statistics().minValue() == null)
                        .isTrue();
            });
        }
    }

    @Test
    void hadoopIsNotOnTheClassPath() {
        assertThatThrownBy(() -> Class.forName("org.apache.hadoop.conf.Configuration"))
                .isInstanceOf(ClassNotFoundException.class);
    }

    @Test
    void damagedFilesAreRefused() throws Exception {
        ParquetFile.write(part(0, 1), Samples.drawn(20, 1));
        byte[] good = Files.readAllBytes(part(0, 1));
        assertThat(Samples.read(ParquetSamples.open(folder))).hasSize(20);

        Files.write(part(0, 1), Arrays.copyOf(good, good.length - 100));
        assertRefused("cannot be read as Parquet");

        byte[] flipped = good.clone();
        for (int i = good.length / 3; i < good.length / 3 + 64; i++) flipped[i] ^= 0x55;
        Files.write(part(0, 1), flipped);
        assertRefused("CRC mismatch");

        Files.move(part(0, 1), part(1, 2));
        assertRefused("train-00001-of-00002.parquet stands where train-00000-of-00001.parquet should");
    }

    private Path part(int part, int parts) {
        return folder.resolve(NumberedParts.name(part, parts, ParquetFile.SUFFIX));
    }

    private void assertRefused(String problem) {
        assertThatThrownBy(() -> Samples.read(ParquetSamples.open(folder)))
                .isInstanceOf(DamagedDatasetException.class)
                .hasMessageContaining(problem);
    }
}
