package io.entropylong.assembler.pack;

import static org.assertj.core.api.Assertions.assertThat;

import io.entropylong.assembler.Fixtures;
import io.entropylong.common.message.MessageCodec;
import io.entropylong.common.message.Packed;
import io.entropylong.common.message.RunRecorded;
import io.entropylong.common.topic.TopicProvision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The samples that units of realistic lengths give, against a packer that knows all units before it begins. The figures go to
 * target/packing.txt.
 */
class PackingQualityTest {
    private static final Path FIGURES = Path.of("target", "packing.txt");
    private static final double FULL = 0.995;

    @BeforeAll
    static void begin() throws IOException {
        Files.createDirectories(Path.of("target"));
        Files.writeString(
                FIGURES,
                String.format(
                        Locale.ROOT,
                        "%-8s %7s %7s %14s %10s %9s %12s%n",
                        "units",
                        "number",
                        "tokens",
                        "samples' most",
                        "best fit",
                        "packer",
                        "filler"));
    }

    /** Lengths are spread log-normally about a median, cut off at the sample's length, as units are. */
    @ParameterizedTest
    @CsvSource({
        "paper, 400, 40000, 0.6, 0.95",
        "short, 2000, 5000, 0.8, 0.99",
        "long, 300, 90000, 0.4, 0.5", // most of these are longer than half a sample
        "even, 400, 33000, 0.02, 0.6" // hardly any four of these fill one
    })
    void packsMoreThanABestFitThatKnowsAllUnits(String name, int number, int median, double spread, double leastOfMost)
            throws IOException {
        int capacity = 131_072;
        int[] sizes = sizes(number, median, spread, capacity);
        List<Packed.Sample> samples = pack(sizes, capacity);

        long tokens = Arrays.stream(sizes).asLongStream().sum();
        long most = tokens / capacity;
        int bestFit = bestFitDecreasing(sizes, capacity);
        long filler = samples.stream()
                .mapToLong(
                        sample -> sample.filler() == null ? 0 : sample.filler().size())
                .sum();
        double share = filler / (double) capacity / samples.size();
        Files.writeString(
                FIGURES,
                String.format(
                        Locale.ROOT,
                        "%-8s %7d %7d %14d %10d %9d %10.3f %%%n",
                        name,
                        number,
                        tokens / number,
                        most,
                        bestFit,
                        samples.size(),
                        100 * share),
                StandardOpenOption.APPEND);
        assertThat(samples)
                .allSatisfy(sample -> assertThat(sample.tokens().size()).isEqualTo(capacity));
        assertThat(samples.size()).isGreaterThanOrEqualTo(bestFit);
        assertThat(samples.size()).isGreaterThanOrEqualTo((int) (leastOfMost * most));
        assertThat(share).isLessThan(0.005);
    }

    @ParameterizedTest
    @ValueSource(ints = {32_768, 65_536, 262_144, 524_288, 1_048_576})
    void everyLengthIsFilledExactlyAndFitsIntoARecord(int capacity) {
        List<Packed.Sample> samples = pack(sizes(40, capacity / 3, 0.5, capacity), capacity);

        assertThat(samples).hasSizeGreaterThanOrEqualTo(8);
        assertThat(samples)
                .allSatisfy(sample -> assertThat(sample.tokens().size()).isEqualTo(capacity));
        assertThat(new MessageCodec().encode(samples.getFirst())).hasSizeLessThan(TopicProvision.MAX_RECORD_BYTES);
    }

    @Test
    void aWideGapIsOnlyTakenAsFarAsEarlierSamplesLeftRoom() {
        // two units lack 15 of 1024 tokens, 1.5 %: three full samples leave room for one such
        int[] sizes = {1024, 1024, 1024, 504, 505, 504, 505};
        List<Packed.Sample> samples = pack(sizes, 1024);

        assertThat(samples).hasSize(4);
        long filler = samples.stream()
                .mapToLong(
                        sample -> sample.filler() == null ? 0 : sample.filler().size())
                .sum();
        assertThat(filler).isEqualTo(15).isLessThanOrEqualTo(1024L * samples.size() / 200);
        assertThat(pack(new int[] {1024, 504, 505}, 1024)).hasSize(1);
    }

    @Test
    void aCorpusThatEndsBeforeItsFirstSampleIsFullMayHaveAWideGap() {
        assertThat(pack(new int[] {504, 505}, 1024)).singleElement().satisfies(sample -> assertThat(sample.filler())
                .isEqualTo(new Packed.Span(1009, 1024)));
        assertThat(pack(new int[] {500, 500}, 1024)).isEmpty();
    }

    private static int[] sizes(int number, int median, double spread, int capacity) {
        Random random = new Random(number + median);
        return IntStream.range(0, number)
                .map(i -> (int) Math.round(median * Math.exp(spread * random.nextGaussian())))
                .map(size -> Math.max(200, Math.min(capacity, size)))
                .toArray();
    }

    private static List<Packed.Sample> pack(int[] sizes, int capacity) {
        List<Packed.Sample> samples = new ArrayList<>();
        Packer packer = new Packer(new MemoryPackStore(), new PackOutput() {
            @Override
            public void packed(Packed message) {
                if (message instanceof Packed.Sample sample) samples.add(sample);
            }

            @Override
            public void recorded(RunRecorded run) {}
        });
        packer.accept(new RunRecorded(
                "r", "corpus", Fixtures.settings(1_000_000, capacity), "r", RunRecorded.State.RUNNING, null));
        packer.accept(Fixtures.plan("r", sizes.length + 1));
        packer.accept(Fixtures.refused("r", 0, 30_000));
        for (int i = 0; i < sizes.length; i++) packer.accept(Fixtures.unit("r", i + 1, sizes[i], 100));
        return samples;
    }

    /** Longest first, each into the fullest bin that takes it; counts the bins that are full but for half a percent. */
    private static int bestFitDecreasing(int[] sizes, int capacity) {
        List<int[]> bins = new ArrayList<>(); // element 0: tokens
        int[] sorted = Arrays.stream(sizes).sorted().toArray();
        for (int i = sorted.length - 1; i >= 0; i--) {
            int[] best = null;
            for (int[] bin : bins) {
                if (bin[0] + sorted[i] <= capacity && (best == null || bin[0] > best[0])) best = bin;
            }
            if (best == null) bins.add(new int[] {sorted[i]});
            else best[0] += sorted[i];
        }
        return (int) bins.stream().filter(bin -> bin[0] >= FULL * capacity).count();
    }
}
