package io.entropylong.standalone;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Shows how far a job is: one line that is redrawn on a terminal, else a line every ten seconds. Not thread-safe. */
final class Progress {
    private static final Duration BETWEEN_LINES = Duration.ofSeconds(10);

    private final PrintStream out;
    private final boolean redraw;
    private final Map<String, Duration> stages = new LinkedHashMap<>();
    private String stage = "";
    private Instant stageStart = Instant.now();
    private Instant lastLine = Instant.EPOCH;
    private long firstTokens = -1;

    private Progress(PrintStream out, boolean redraw) {
        this.out = out;
        this.redraw = redraw;
    }

    /** On standard error, so that standard output holds results only. */
    static Progress onTerminalOrLines() {
        return new Progress(System.err, onTerminal());
    }

    /** Since Java 22 a console exists without a terminal too, and {@code isTerminal} is not in Java 21. */
    private static boolean onTerminal() {
        return "true".equals(System.getProperty("entropylong.terminal"));
    }

    /** Begins a stage; its wall time goes into {@link #stages}. */
    void stage(String name) {
        endStage();
        stage = name;
        stageStart = Instant.now();
        lastLine = Instant.EPOCH;
        note(name);
    }

    void done() {
        endStage();
        stage = "";
    }

    /** Wall time of each stage so far. */
    Map<String, Duration> stages() {
        return stages;
    }

    void note(String line) {
        out.println((redraw ? "\r\u001b[K" : "") + line);
    }

    void corpus(JsonNode corpus) {
        show("indexing: " + corpus.path("documents").asLong(0) + " documents, "
                + corpus.path("passages").asLong(0) + " passages");
    }

    void run(JsonNode run) {
        JsonNode progress = run.path("progress");
        long tokens = progress.path("forwardTokens").asLong(0);
        if (firstTokens < 0) firstTokens = tokens;
        double seconds = Math.max(1, Duration.between(stageStart, Instant.now()).toMillis() / 1000.0);
        long wanted = run.path("settings").path("sampleTokens").asLong(0);
        long filled = progress.path("openSampleTokens").asLong(0);
        JsonNode roots = progress.path("roots");
        List<String> parts = new ArrayList<>();
        long concluded = roots.path("concluded").asLong(0);
        parts.add("roots " + concluded + " of " + roots.path("planned").asLong(0) + ", "
                + Math.max(0, roots.path("profiled").asLong(0) - concluded) + " under way");
        parts.add("pairs " + progress.path("pairsScored").asLong(0));
        parts.add("units " + roots.path("units").asLong(0));
        parts.add(String.format(Locale.ROOT, "%.0f tokens/s", (tokens - firstTokens) / seconds));
        parts.add("samples " + progress.path("samples").asLong(0));
        if (wanted > 0) {
            double share = Math.min(1, filled / (double) wanted);
            parts.add(String.format(Locale.ROOT, "next sample %.0f %%", 100 * share));
            if (share > 0.02) parts.add("ETA " + clock((long) (seconds / share * (1 - share))));
        }
        show("running: " + String.join(", ", parts));
    }

    private void show(String line) {
        if (redraw) {
            out.print("\r\u001b[K" + line);
            out.flush();
        } else if (Duration.between(lastLine, Instant.now()).compareTo(BETWEEN_LINES) >= 0) {
            lastLine = Instant.now();
            out.println(line);
        }
    }

    private static String clock(long seconds) {
        return String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60);
    }

    private void endStage() {
        if (!stage.isEmpty()) stages.merge(stage, Duration.between(stageStart, Instant.now()), Duration::plus);
        if (redraw) out.print("\r\u001b[K");
    }
}
