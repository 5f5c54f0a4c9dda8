package io.entropylong.assembler.card;

import io.entropylong.assembler.statistics.Distribution;
import io.entropylong.assembler.statistics.Statistics;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The plots of a card. */
final class Plots {
    /** Ranks beyond are seldom asked for, and too many for a plot. */
    private static final int RANKS = 32;

    private Plots() {}

    /** SVG by file name, in the order in which the card shows them. */
    static Map<String, String> of(Statistics statistics) {
        Map<String, String> plots = new LinkedHashMap<>();
        plots.put("acceptance.svg", acceptance(statistics).svg());
        plots.put("gains.svg", gains(statistics).svg());
        plots.put(
                "positions.svg",
                spread("High-entropy positions of a root", "positions, from", statistics.positionsPerRoot())
                        .svg());
        plots.put(
                "distances.svg",
                spread(
                                "Distance of dependencies",
                                "tokens from passage to dependent token, from",
                                statistics.distances())
                        .svg());
        plots.put(
                "contexts.svg",
                spread("Length of contexts", "tokens, from", statistics.contextTokens())
                        .svg());
        plots.put("ranks.svg", ranks(statistics).svg());
        plots.put("cost.svg", cost(statistics.cost()).svg());
        return plots;
    }

    private static BarChart acceptance(Statistics statistics) {
        return new BarChart(
                "Scored pairs that each criterion accepts",
                "paper: gain > epsilon; the others as well, each by itself",
                List.of("pairs"),
                statistics.acceptance().stream()
                        .map(accepted -> count(accepted.criterion(), accepted.accepted()))
                        .toList());
    }

    private static BarChart gains(Statistics statistics) {
        List<Distribution.Bin> own = statistics.gains().dependencies().bins();
        List<Distribution.Bin> control = statistics.gains().controls().bins();
        List<BarChart.Group> groups = new ArrayList<>();
        for (int i = 0; i < own.size(); i++) {
            groups.add(new BarChart.Group(
                    edge(own.get(i).from()),
                    List.of((double) own.get(i).count(), (double) control.get(i).count())));
        }
        return new BarChart(
                "Gain of dependencies, and of a random passage at the same positions",
                "gain (H - H') / H, from; the leftmost bin holds all that is less",
                List.of("the dependency's passage", "a random passage"),
                groups);
    }

    private static BarChart ranks(Statistics statistics) {
        return new BarChart(
                "Share of scored pairs with gain > epsilon, by arm and rank",
                "rank within its arm: k nearest neighbours, p phrase",
                List.of("share"),
                statistics.ranks().stream()
                        .filter(rank -> rank.rank() <= RANKS)
                        .map(rank -> new BarChart.Group(
                                rank.arm().charAt(0) + Integer.toString(rank.rank()), List.of(rank.share())))
                        .toList());
    }

    private static BarChart cost(Statistics.Cost cost) {
        return new BarChart(
                "Forward tokens",
                "spent on roots alone, on candidates, on random passages, on screening; what one pass a pair would take",
                List.of("tokens"),
                List.of(
                        count("roots", cost.baseline()),
                        count("candidates", cost.verification()),
                        count("control", cost.control()),
                        count("screening", cost.screening()),
                        count("one pass a pair", cost.naive()),
                        count("ending at its position", cost.truncated())));
    }

    private static BarChart spread(String title, String axis, Distribution values) {
        return new BarChart(
                title,
                axis,
                List.of("count"),
                values.bins().stream()
                        .map(bin -> count(edge(bin.from()), bin.count()))
                        .toList());
    }

    private static BarChart.Group count(String label, long value) {
        return new BarChart.Group(label, List.of((double) value));
    }

    private static String edge(double value) {
        return value == Math.rint(value)
                ? String.format(Locale.ROOT, "%.0f", value)
                : String.format(Locale.ROOT, "%.1f", value);
    }
}
