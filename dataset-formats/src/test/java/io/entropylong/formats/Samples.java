package io.entropylong.formats;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Samples for tests. */
public final class Samples {
    private Samples() {}

    /** Different ones, of different lengths, each in a few spans. */
    public static List<TrainingSample> drawn(int count, long seed) {
        Random random = new Random(seed);
        return IntStream.range(0, count)
                .mapToObj(number -> {
                    int tokens = 10 + random.nextInt(2000);
                    int[] ids = random.ints(tokens, 0, 128_256).toArray();
                    List<Span> spans = new ArrayList<>();
                    int start = 0;
                    while (tokens - start > 8) {
                        int end = start + 2 + random.nextInt(tokens - start - 4);
                        spans.add(new Span(start, end));
                        start = end;
                    }
                    spans.add(new Span(start, tokens));
                    return TrainingSample.of("r-" + number + " \"é\"", ids, spans);
                })
                .toList();
    }

    /** As {@link #drawn}, each with a mask that is 1 in its last span. */
    public static List<TrainingSample> masked(int count, long seed) {
        return drawn(count, seed).stream()
                .map(sample -> sample.trainedOn(List.of(sample.spans().getLast())))
                .toList();
    }

    /** All samples of a source. */
    public static List<TrainingSample> read(SampleSource source) throws Exception {
        List<TrainingSample> read = new ArrayList<>();
        source.forEach(read::add);
        return read;
    }
}
