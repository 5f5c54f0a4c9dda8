package io.entropylong.retrieval.run;

import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** Keeps the places with the smallest lots. Memory is bounded by the number of winners. Not thread-safe. */
final class RootLottery {
    private static final Comparator<Drawn> BY_LOT = Comparator.comparingLong(Drawn::lot)
            .thenComparing(drawn -> drawn.place().document())
            .thenComparingInt(drawn -> drawn.place().window());

    private final long seed;
    private final int winners;
    private long entered;
    private final PriorityQueue<Drawn> best = new PriorityQueue<>(BY_LOT.reversed());

    /**
     * @param winners places that are kept, at least 1
     */
    RootLottery(long seed, int winners) {
        this.seed = seed;
        this.winners = winners;
    }

    void enter(RootPlace place) {
        entered++;
        best.add(new Drawn(place.lot(seed), place));
        if (best.size() > winners) best.poll();
    }

    /** Places that took part. */
    long entered() {
        return entered;
    }

    /** The winners in the order of their lots, whatever the order they came in. */
    List<RootPlace> drawn() {
        return best.stream().sorted(BY_LOT).map(Drawn::place).toList();
    }

    private record Drawn(long lot, RootPlace place) {}
}
