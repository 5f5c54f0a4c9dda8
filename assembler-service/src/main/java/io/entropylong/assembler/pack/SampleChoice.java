package io.entropylong.assembler.pack;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The units of one sample, and what fills it up.
 *
 * @param units by ordinal
 * @param gap tokens behind the units that a filler takes; 0 when they fill the sample
 * @param fillerUnit the waiting unit whose root's beginning fills it; null when a refused root's does, or nothing is filled
 */
record SampleChoice(
        List<BufferedUnit> units, int gap, @Nullable BufferedUnit fillerUnit) {
    /** Only this many of the oldest waiting units are looked at. */
    static final int WINDOW = 512;

    SampleChoice {
        units = List.copyOf(units);
    }

    /**
     * Chooses the fullest sample that holds the oldest unit; when none does, the fullest that holds the next, and so on.
     *
     * @param waiting by ordinal
     * @param capacity tokens of the sample
     * @param maxGap most tokens that may be filled
     * @param startTokens ids in front of a filler
     * @param fillerTokens ids of a refused root at hand
     * @return null when no sample can be made of them yet
     */
    static @Nullable SampleChoice choose(
            List<BufferedUnit> waiting, int capacity, int maxGap, int startTokens, int fillerTokens) {
        List<BufferedUnit> units = waiting.subList(0, Math.min(WINDOW, waiting.size()));
        if (units.stream().mapToLong(BufferedUnit::size).sum() < capacity - maxGap) return null;
        SubsetSums sums =
                new SubsetSums(units.stream().mapToInt(BufferedUnit::size).toArray(), capacity);
        for (int oldest = 0; oldest < units.size(); oldest++) {
            SampleChoice choice = withOldest(units, oldest, sums, capacity, maxGap, startTokens, fillerTokens);
            if (choice != null) return choice;
        }
        return null;
    }

    private static @Nullable SampleChoice withOldest(
            List<BufferedUnit> units,
            int oldest,
            SubsetSums sums,
            int capacity,
            int maxGap,
            int startTokens,
            int fillerTokens) {
        int room = capacity - units.get(oldest).size();
        for (int gap = 0; gap <= maxGap; gap++) {
            int filled = gap - startTokens;
            if (gap > 0 && (gap < 2 || filled < 1)) continue;
            if (!sums.reaches(oldest + 1, room - gap)) continue;
            List<BufferedUnit> chosen = new ArrayList<>(List.of(units.get(oldest)));
            for (int index : sums.choose(oldest + 1, room - gap)) chosen.add(units.get(index));
            if (gap == 0 || fillerTokens >= filled) return new SampleChoice(chosen, gap, null);
            for (BufferedUnit unit : units) {
                if (unit.rootTokens() >= filled && !chosen.contains(unit)) {
                    return new SampleChoice(chosen, gap, unit);
                }
            }
        }
        return null;
    }
}
