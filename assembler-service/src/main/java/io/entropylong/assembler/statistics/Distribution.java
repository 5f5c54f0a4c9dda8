package io.entropylong.assembler.statistics;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How some values are spread. Without values, count is 0 and the rest null.
 *
 * @param count of values
 * @param mean of all
 * @param min the smallest
 * @param median the value that half of them do not exceed, to the resolution of the count
 * @param p90 the value that nine tenths of them do not exceed, likewise
 * @param max the largest
 * @param bins ascending and without gaps; values beyond the outermost edges count in the outermost bins
 */
public record Distribution(
        long count,
        @Nullable Double mean,
        @Nullable Double min,
        @Nullable Double median,
        @Nullable Double p90,
        @Nullable Double max,
        List<Bin> bins) {
    public Distribution {
        bins = List.copyOf(bins);
    }

    /**
     * @param from the smallest value that belongs to it
     * @param to the smallest that does not any more
     * @param count of values in it
     */
    public record Bin(double from, double to, long count) {}
}
