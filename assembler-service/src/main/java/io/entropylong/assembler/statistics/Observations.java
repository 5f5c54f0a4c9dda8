package io.entropylong.assembler.statistics;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Values as they come, kept as counts of multiples of a resolution, so that memory follows their spread and not their number.
 * Not thread-safe.
 */
final class Observations {
    private final double resolution;
    private final NavigableMap<Long, Long> counts = new TreeMap<>();
    private long count;
    private double sum;
    private double min = Double.POSITIVE_INFINITY;
    private double max = Double.NEGATIVE_INFINITY;

    private Observations(double resolution) {
        this.resolution = resolution;
    }

    /** Of whole numbers; exact. */
    static Observations ofTokens() {
        return new Observations(1);
    }

    /** Of shares and gains; quantiles are rounded down to thousandths, mean, least and largest are exact. */
    static Observations ofRatios() {
        return new Observations(0.001);
    }

    /**
     * @param value finite
     */
    void add(double value) {
        if (!Double.isFinite(value)) throw new IllegalArgumentException("not a number: " + value);
        counts.merge((long) Math.floor(value / resolution), 1L, Long::sum);
        count++;
        sum += value;
        min = Math.min(min, value);
        max = Math.max(max, value);
    }

    /** In bins of doubling width from 0 on, as many as the values need. */
    Distribution doubling(int first) {
        List<Double> edges = new ArrayList<>(List.of(0.0, (double) first));
        while (edges.getLast() <= max) edges.add(edges.getLast() * 2);
        return over(edges);
    }

    /** In bins of 0.1 from -1 to 1. */
    Distribution tenths() {
        List<Double> edges = new ArrayList<>();
        for (int tenth = -10; tenth <= 10; tenth++) edges.add(tenth / 10.0);
        return over(edges);
    }

    private Distribution over(List<Double> edges) {
        List<Distribution.Bin> bins = new ArrayList<>();
        for (int i = 0; i + 1 < edges.size(); i++) {
            long from = i == 0 ? Long.MIN_VALUE : multiple(edges.get(i));
            long to = i + 2 == edges.size() ? Long.MAX_VALUE : multiple(edges.get(i + 1));
            bins.add(new Distribution.Bin(edges.get(i), edges.get(i + 1), between(from, to)));
        }
        if (count == 0) return new Distribution(0, null, null, null, null, null, bins);
        return new Distribution(count, sum / count, min, quantile(0.5), quantile(0.9), max, bins);
    }

    private long multiple(double edge) {
        return Math.round(edge / resolution);
    }

    private long between(long from, long to) {
        return counts.subMap(from, true, to, false).values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    /** The least value at or below which that share of the values lies. */
    private double quantile(double share) {
        long wanted = (long) Math.ceil(share * count);
        long seen = 0;
        for (Map.Entry<Long, Long> entry : counts.entrySet()) {
            seen += entry.getValue();
            if (seen >= wanted) return Math.max(min, entry.getKey() * resolution);
        }
        return max;
    }
}
