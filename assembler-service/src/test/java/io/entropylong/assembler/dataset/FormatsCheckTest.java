package io.entropylong.assembler.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import io.entropylong.assembler.Fixtures;
import io.entropylong.assembler.KnownRuns;
import io.entropylong.assembler.dataset.Fault.Rule;
import io.entropylong.formats.Compression;
import io.entropylong.formats.SampleSource;
import io.entropylong.formats.Span;
import io.entropylong.formats.TrainingSample;
import io.entropylong.formats.jsonl.JsonlFile;
import io.entropylong.formats.mds.MdsSamples;
import io.entropylong.formats.megatron.MegatronDataset;
import io.entropylong.formats.megatron.TokenType;
import io.entropylong.formats.parquet.ParquetFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A good dataset in all formats, and one damaged in each way. */
class FormatsCheckTest {
    @TempDir
    private Path temporary;

    private Path dataset;

    @BeforeEach
    void write() throws IOException {
        dataset = write(temporary);
    }

    @Test
    void aDatasetInAllFormatsHasNoFault() throws IOException {
        assertThat(DatasetCheck.of(dataset).faults()).isEmpty();
    }

    /** The scripts in checks open it; it stays. */
    @Test
    void aDatasetInAllFormatsIsLeftForIndependentReaders() throws IOException {
        Path kept = Path.of("target", "all-formats");
        if (Files.exists(kept)) {
            try (Stream<Path> walk = Files.walk(kept)) {
                for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) Files.delete(path);
            }
        }
        assertThat(DatasetCheck.of(write(kept)).faults()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "parquet/train-00001-of-00003.parquet, 'format: parquet: '",
        "jsonl/train-00001-of-00003.jsonl.zst, 'format: jsonl: '",
        "megatron/samples.bin, 'format: megatron: '",
        "megatron/samples.idx, 'format: megatron: '",
        "mds/shard.00001.mds.zstd, 'shard: mds: '",
        "provenance/controls.jsonl, 'file: provenance/controls.jsonl: the file is missing'"
    })
    void aMissingFileIsFoundInItsFormatAndInTheManifest(String file, String fault) throws IOException {
        Files.delete(dataset.resolve(file));

        assertThat(faults())
                .anyMatch(found -> found.startsWith(fault))
                .contains("file: " + file + ": the file is missing");
    }

    @ParameterizedTest
    @CsvSource({
        "parquet/train-00001-of-00003.parquet, FORMAT",
        "jsonl/train-00001-of-00003.jsonl.zst, FORMAT",
        "megatron/samples.bin, HASH",
        "megatron/samples.idx, FORMAT",
        "mds/shard.00001.mds.zstd, SHARD"
    })
    void damagedBytesAreFoundInTheirFormatAndInTheManifest(String file, Rule rule) throws IOException {
        Path path = dataset.resolve(file);
        byte[] bytes = Files.readAllBytes(path);
        for (int i = bytes.length / 2; i < bytes.length / 2 + 8; i++) bytes[i] ^= 0x15;
        Files.write(path, bytes);

        assertThat(DatasetCheck.of(dataset).faults()).extracting(Fault::rule).contains(rule, Rule.FILE);
    }

    @Test
    void aPartTooManyIsFound() throws IOException {
        Files.copy(part("parquet", ".parquet"), dataset.resolve("parquet/train-more.parquet"));

        assertThat(faults()).singleElement().asString().startsWith("format: parquet: ");
    }

    @Test
    void samplesOfAnotherTextAreFoundInEachFormat() throws IOException {
        rewrite(samples -> samples.set(0, changed(samples.getFirst())));

        assertThat(faults())
                .contains(
                        "hash: parquet, sample 0: the tokens are not those of provenance",
                        "hash: jsonl, sample 0: the tokens are not those of provenance",
                        "hash: megatron, sample 0: the tokens are not those of provenance");
    }

    @Test
    void samplesOfAnotherOrderAreFoundInEachFormat() throws IOException {
        rewrite(samples -> Collections.swap(samples, 0, 1));

        assertThat(faults())
                .contains(
                        "sample: parquet, sample 0: it is r-000001, in samples.jsonl r-000000",
                        "sample: jsonl, sample 1: it is r-000000, in samples.jsonl r-000001",
                        "hash: megatron, sample 0: the tokens are not those of provenance");
    }

    @Test
    void samplesThatAreLeftOutAreFoundInEachFormat() throws IOException {
        rewrite(samples -> samples.removeLast());

        assertThat(faults())
                .contains("sample: megatron, samples.jsonl: 5 samples, the files have 1")
                .anyMatch(fault -> fault.startsWith("sample: parquet, sample 1: "))
                .anyMatch(fault -> fault.startsWith("sample: jsonl, sample 1: "));
    }

    @Test
    void spansThatAreNotThoseOfTheUnitsAreFound() throws IOException {
        rewrite(samples -> {
            TrainingSample first = samples.getFirst();
            samples.set(
                    0,
                    TrainingSample.of(
                                    first.id(), first.inputIds(), List.of(new Span(0, 2), new Span(2, first.length())))
                            .trainedOn(List.of()));
        });

        assertThat(faults())
                .anyMatch(fault -> fault.startsWith("spans: parquet, sample 0: "))
                .anyMatch(fault -> fault.startsWith("spans: jsonl, sample 0: "));
    }

    @Test
    void aMaskThatIsNotOfRootsAndFillerIsFound() throws IOException {
        rewrite(samples -> samples.set(
                0,
                samples.getFirst()
                        .trainedOn(List.of(new Span(0, samples.getFirst().length())))));

        assertThat(faults())
                .contains(
                        "mask: parquet, sample 0: mask of token 0 is not 0",
                        "mask: jsonl, sample 0: mask of token 0 is not 0");
    }

    @Test
    void aMissingMaskIsFound() throws IOException {
        rewrite(samples ->
                samples.replaceAll(sample -> TrainingSample.of(sample.id(), sample.inputIds(), sample.spans())));

        assertThat(faults())
                .contains("mask: parquet, sample 0: it has no mask", "mask: jsonl, sample 1: it has no mask");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "TOKEN    | `\"vocabulary\"\\s*:\\s*\\d+`          | `\"vocabulary\":100`",
                "FILE     | `\"sha256\"\\s*:\\s*\"....(?=[^{]*\\}\\s*\\]\\s*\\})` | `\"sha256\":\"zzzz`",
                "FILE     | `\"bytes\"\\s*:\\s*1`               | `\"bytes\":2`",
                "MASK     | `\"loss_mask\"\\s*:\\s*\"root\"`   | `\"loss_mask\":\"none\"`",
                "MANIFEST | `\"files\"\\s*:`                    | `\"papers\":`",
                "MANIFEST | `\"path\"\\s*:\\s*\"mds/`            | `\"path\":\"../mds/`",
                "MANIFEST | `\"formats\"\\s*:\\s*\\[`            | `\"formats\":[\"avro\",`",
                "FORMAT   | `\"compression\"\\s*:\\s*\"zstd\"`    | `\"compression\":\"none\"`"
            })
    void aManifestThatDoesNotFitTheFilesIsFound(Rule rule, String what, String by) throws IOException {
        Path manifest = dataset.resolve("manifest.json");
        String text = Files.readString(manifest);
        String damaged = text.replaceFirst(what, by);
        assertThat(damaged).isNotEqualTo(text);
        Files.writeString(manifest, damaged);

        assertThat(DatasetCheck.of(dataset).faults()).extracting(Fault::rule).contains(rule);
    }

    private List<String> faults() throws IOException {
        return DatasetCheck.of(dataset).faults().stream().map(Fault::toString).toList();
    }

    /** Writes the first part of each format but MDS again with other samples. */
    private void rewrite(Consumer<List<TrainingSample>> change) throws IOException {
        List<TrainingSample> samples =
                new ArrayList<>(MdsSamples.open(dataset.resolve("mds")).read(0));
        change.accept(samples);
        ParquetFile.write(part("parquet", ".parquet"), samples);
        JsonlFile.write(part("jsonl", ".jsonl.zst"), samples, Compression.ZSTD);
        SampleSource source = action -> {
            for (TrainingSample sample : samples) action.accept(sample);
        };
        MegatronDataset.write(dataset.resolve("megatron/samples"), TokenType.INT32, source);
    }

    private Path part(String format, String suffix) {
        return dataset.resolve(format).resolve("train-00000-of-00003" + suffix);
    }

    private static TrainingSample changed(TrainingSample sample) {
        int[] ids = sample.inputIds();
        ids[ids.length / 2]++;
        return TrainingSample.of(sample.id(), ids, sample.spans()).trainedOn(List.of(new Span(0, 2)));
    }

    private static Path write(Path root) throws IOException {
        KnownRuns runs = new KnownRuns(DatasetLibraryTest.ROOTS);
        runs.record(Fixtures.runInAllFormats("r"));
        new DatasetLibrary(
                        root,
                        runs,
                        DatasetLibraryTest::vocabulary,
                        settings -> 2,
                        DatasetLibraryTest::shards,
                        WrittenDataset.NO_COMPANIONS,
                        DatasetLibrary.Finished.none())
                .write(DatasetLibraryTest.messages());
        return root.resolve("r");
    }
}
