package io.entropylong.standalone;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What is shown of a run while it goes on, from one look after another. Rates are taken over the last half minute, so that
 * they follow what happens. Not thread-safe.
 */
final class RunDisplay {
    private static final double RATE_SECONDS = 30;
    private static final int BAR = 30;

    /** As far as a run is at most before its last sample is full. */
    private static final double ALMOST = 0.99;

    private final boolean colour;
    private final String full;
    private final String empty;
    private final Deque<Look> looks = new ArrayDeque<>();
    private @Nullable Look first;

    private record Look(double seconds, double share, long tokens, long pairs) {}

    /**
     * @param colour whether the terminal takes colours and the user wants them
     * @param charset of the terminal; without UTF-8 bars are made of ASCII
     */
    RunDisplay(boolean colour, Charset charset) {
        boolean blocks = charset.equals(StandardCharsets.UTF_8);
        this.colour = colour;
        this.full = blocks ? "\u2588" : "#";
        this.empty = blocks ? "\u2591" : ".";
    }

    /**
     * @param run as the runs API gives it
     * @param seconds since the stage began
     * @return lines for a terminal
     */
    List<String> lines(JsonNode run, double seconds) {
        Look now = look(run, seconds);
        List<String> lines = new ArrayList<>();
        double left = secondsLeft(now);
        lines.add(String.format(
                Locale.ROOT,
                "%s  %3.0f %%   %s so far, %s",
                bar(now.share()),
                100 * now.share(),
                clock(seconds),
                left < 0 ? "time left not known yet" : clock(left) + " left"));
        lines.addAll(counts(run));
        lines.add(field("model", rate(now)));
        return lines;
    }

    /** The same in one line, for a log. */
    String line(JsonNode run, double seconds) {
        Look now = look(run, seconds);
        JsonNode roots = run.at("/progress/roots");
        long concluded = roots.path("concluded").asLong(0);
        double left = secondsLeft(now);
        return String.format(
                Locale.ROOT,
                "running: %.0f %%, roots %d of %d, %d under way, pairs %d, dependencies %d, units %d, samples %d, %s%s",
                100 * now.share(),
                concluded,
                roots.path("planned").asLong(0),
                Math.max(0, roots.path("profiled").asLong(0) - concluded),
                run.at("/progress/pairsScored").asLong(0),
                run.at("/totals/dependencies").asLong(0),
                roots.path("units").asLong(0),
                run.at("/progress/samples").asLong(0),
                rate(now),
                left < 0 ? "" : ", ETA " + clock(left));
    }

    /** How far a run is, without rates: of one look only. */
    static List<String> plain(JsonNode run) {
        List<String> lines = new ArrayList<>();
        lines.add(field("run", run.path("run").asString("")));
        lines.add(field("state", run.path("state").asString("")));
        if (run.path("reason").isString())
            lines.add(field("reason", run.path("reason").asString()));
        lines.add(field("corpus", run.path("corpus").asString("")));
        lines.add(field("folder", run.path("output").asString("")));
        lines.addAll(counts(run));
        lines.add(field(
                "model",
                String.format(
                        Locale.ROOT,
                        "%,d forward tokens",
                        run.at("/progress/forwardTokens").asLong(0))));
        return lines;
    }

    private static List<String> counts(JsonNode run) {
        JsonNode roots = run.at("/progress/roots");
        long concluded = roots.path("concluded").asLong(0);
        long wanted = run.at("/settings/sampleTokens").asLong(0);
        long open = run.at("/progress/openSampleTokens").asLong(0);
        return List.of(
                field(
                        "roots",
                        String.format(
                                Locale.ROOT,
                                "%,d of %,d ended, %,d under way, %,d became units",
                                concluded,
                                roots.path("planned").asLong(0),
                                Math.max(0, roots.path("profiled").asLong(0) - concluded),
                                roots.path("units").asLong(0))),
                field(
                        "evidence",
                        String.format(
                                Locale.ROOT,
                                "%,d pairs scored, %,d dependencies",
                                run.at("/progress/pairsScored").asLong(0),
                                run.at("/totals/dependencies").asLong(0))),
                field(
                        "samples",
                        String.format(
                                Locale.ROOT,
                                "%,d written, the next is %.0f %% full",
                                run.at("/progress/samples").asLong(0),
                                wanted == 0 ? 0.0 : 100.0 * open / wanted)));
    }

    private Look look(JsonNode run, double seconds) {
        Look now = new Look(
                seconds,
                share(run),
                run.at("/progress/forwardTokens").asLong(0),
                run.at("/progress/pairsScored").asLong(0));
        if (first == null) first = now;
        looks.add(now);
        while (looks.size() > 2 && seconds - looks.getFirst().seconds() > RATE_SECONDS) looks.removeFirst();
        return now;
    }

    /**
     * A run ends with its last root or its last sample, whichever comes first. Tokens enough for the last sample are none yet:
     * units wait for those before them, and for others that fill the sample tightly.
     */
    private static double share(JsonNode run) {
        JsonNode progress = run.path("progress");
        double planned = progress.at("/roots/planned").asDouble(0);
        double byRoots = planned > 0 ? progress.at("/roots/concluded").asDouble(0) / planned : 0;
        double each = run.at("/settings/sampleTokens").asDouble(0);
        double wanted = each * run.at("/settings/maxSamples").asDouble(Double.MAX_VALUE);
        double full = each * progress.path("samples").asDouble(0);
        double filled = full + progress.path("openSampleTokens").asDouble(0);
        double bySamples = wanted > 0 ? Math.min(full < wanted ? ALMOST : 1, filled / wanted) : 0;
        return Math.clamp(Math.max(byRoots, bySamples), 0, 1);
    }

    /** From the whole time since the first look; negative while too little has happened to tell. */
    private double secondsLeft(Look now) {
        if (first == null) return -1;
        double gained = now.share() - first.share();
        return gained < 0.02 || now.share() == ALMOST
                ? -1
                : (now.seconds() - first.seconds()) / gained * (1 - now.share());
    }

    /** Counts fall when a service that adds them up starts anew; that is no rate. */
    private String rate(Look now) {
        Look since = looks.getFirst();
        double seconds = Math.max(1, now.seconds() - since.seconds());
        return String.format(
                Locale.ROOT,
                "%,.0f tokens/s, %.1f pairs/s, %,d forward tokens",
                Math.max(0, now.tokens() - since.tokens()) / seconds,
                Math.max(0, now.pairs() - since.pairs()) / seconds,
                now.tokens());
    }

    private String bar(double share) {
        int filled = (int) Math.round(BAR * share);
        String done = full.repeat(filled);
        return (colour ? "\u001b[32m" + done + "\u001b[0m" : done) + empty.repeat(BAR - filled);
    }

    private static String field(String name, String value) {
        return String.format(Locale.ROOT, "%-9s %s", name, value);
    }

    private static String clock(double seconds) {
        long whole = Math.round(seconds);
        return whole < 3600
                ? String.format(Locale.ROOT, "%d:%02d", whole / 60, whole % 60)
                : String.format(Locale.ROOT, "%d:%02d:%02d", whole / 3600, whole / 60 % 60, whole % 60);
    }
}
