package io.entropylong.assembler.card;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Bars as an SVG image, the same bytes for the same values everywhere. Text is laid out by the viewer, so no font of the machine
 * that writes it plays a part.
 *
 * @param title of the whole
 * @param axis what the labels below the bars are
 * @param series names of the bars of a group; one without a legend
 * @param groups from left to right
 */
record BarChart(String title, String axis, List<String> series, List<Group> groups) {
    private static final int WIDTH = 720;
    private static final int HEIGHT = 300;
    private static final int LEFT = 70;
    private static final int RIGHT = 15;
    private static final int TOP = 50;
    private static final int BOTTOM = 60;
    private static final int LABELS = 16;
    private static final List<String> COLOURS = List.of("#2f6fab", "#d98324");

    BarChart {
        series = List.copyOf(series);
        groups = List.copyOf(groups);
        for (Group group : groups) {
            if (group.values().size() != series.size()) {
                throw new IllegalArgumentException(group + " has no value for each of " + series);
            }
        }
        if (series.size() > COLOURS.size()) throw new IllegalArgumentException("too many series: " + series);
    }

    /**
     * @param label below the bars
     * @param values heights, at least 0, one a series
     */
    record Group(String label, List<Double> values) {
        Group {
            values = List.copyOf(values);
        }
    }

    String svg() {
        double most = groups.stream()
                .flatMap(group -> group.values().stream())
                .mapToDouble(Double::doubleValue)
                .max()
                .orElse(0);
        double top = scale(most);
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\""
                        + " role=\"img\" font-family=\"sans-serif\" font-size=\"12\">",
                WIDTH,
                HEIGHT,
                WIDTH,
                HEIGHT));
        lines.add("<title>" + escaped(title) + "</title>");
        lines.add("<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>");
        lines.add(text(LEFT, 20, "start", "font-size=\"14\" font-weight=\"bold\"", title));
        lines.add(text(LEFT + plotWidth() / 2.0, HEIGHT - 12, "middle", "", axis));
        for (int i = 0; series.size() > 1 && i < series.size(); i++) {
            double x = LEFT + i * 220.0;
            lines.add(rect(x, 29, 10, 10, COLOURS.get(i), ""));
            lines.add(text(x + 15, 38, "start", "", series.get(i)));
        }
        for (int part = 0; part <= 4; part++) {
            double y = TOP + plotHeight() * (1 - part / 4.0);
            lines.add(String.format(
                    Locale.ROOT,
                    "<line x1=\"%d\" y1=\"%.1f\" x2=\"%d\" y2=\"%.1f\" stroke=\"#dddddd\"/>",
                    LEFT,
                    y,
                    WIDTH - RIGHT,
                    y));
            lines.add(text(LEFT - 6, y + 4, "end", "", number(top * part / 4)));
        }
        bars(lines, top);
        lines.add("</svg>");
        return String.join("\n", lines) + "\n";
    }

    private void bars(List<String> lines, double top) {
        double room = plotWidth() / (double) Math.max(1, groups.size());
        int every = Math.max(1, (groups.size() + LABELS - 1) / LABELS);
        for (int i = 0; i < groups.size(); i++) {
            Group group = groups.get(i);
            double x = LEFT + i * room;
            double width = room * 0.8 / series.size();
            for (int j = 0; j < series.size(); j++) {
                double value = group.values().get(j);
                double height = top == 0 ? 0 : plotHeight() * value / top;
                String told = (series.size() > 1 ? series.get(j) + ", " : "") + group.label() + ": " + number(value);
                lines.add(rect(
                        x + room * 0.1 + j * width,
                        TOP + plotHeight() - height,
                        width,
                        height,
                        COLOURS.get(j),
                        "<title>" + escaped(told) + "</title>"));
            }
            if (i % every == 0) {
                lines.add(text(x + room / 2, HEIGHT - BOTTOM + 16, "middle", "", group.label()));
            }
        }
    }

    /** The least of 1, 2, 4, 5, 8 times a power of ten that is not below the value, so that a quarter of it reads well. */
    private static double scale(double most) {
        if (!(most > 0)) return 0;
        double power = Math.pow(10, Math.floor(Math.log10(most)));
        for (double step : new double[] {1, 2, 4, 5, 8}) {
            if (most <= step * power) return step * power;
        }
        return 10 * power;
    }

    private static int plotWidth() {
        return WIDTH - LEFT - RIGHT;
    }

    private static int plotHeight() {
        return HEIGHT - TOP - BOTTOM;
    }

    static String number(double value) {
        if (value == Math.rint(value)) return String.format(Locale.ROOT, "%,.0f", value);
        return String.format(Locale.ROOT, value < 0.1 ? "%.3f" : "%.2f", value);
    }

    private static String text(double x, double y, String anchor, String attributes, String content) {
        return String.format(
                Locale.ROOT,
                "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" fill=\"#222222\"%s>%s</text>",
                x,
                y,
                anchor,
                attributes.isEmpty() ? "" : " " + attributes,
                escaped(content));
    }

    private static String rect(double x, double y, double width, double height, String fill, String inside) {
        return String.format(
                Locale.ROOT,
                "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\">%s</rect>",
                x,
                y,
                width,
                height,
                fill,
                inside);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
