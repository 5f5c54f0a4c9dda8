package io.entropylong.standalone;

import java.io.PrintStream;
import java.nio.charset.Charset;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * Shows how far a job is: a few lines that are redrawn on a terminal, else a line every ten seconds. Not thread-safe.
 * NO_COLOR turns colours off, as it does in other programs.
 */
final class Progress {
    private static final Duration BETWEEN_LINES = Duration.ofSeconds(10);

    private final PrintStream out;
    private final boolean redraw;
    private final boolean colour;
    private final Charset charset;
    private final Map<String, Duration> stages = new LinkedHashMap<>();
    private String stage = "";
    private Instant stageStart = Instant.now();
    private Instant lastLine = Instant.EPOCH;
    private RunDisplay display;
    /** Lines that stand on the terminal and are to be drawn again. */
    private int drawn;

    /**
     * @param redraw whether {@code out} is a terminal
     * @param colour whether colours are wanted
     * @param charset that {@code out} encodes in
     */
    Progress(PrintStream out, boolean redraw, boolean colour, Charset charset) {
        this.out = out;
        this.redraw = redraw;
        this.colour = colour;
        this.charset = charset;
        this.display = new RunDisplay(colour, charset);
    }

    /** On standard error, so that standard output holds results only. */
    static Progress onTerminalOrLines() {
        String noColour = System.getenv("NO_COLOR");
        boolean terminal = onTerminal();
        return new Progress(
                System.err, terminal, terminal && (noColour == null || noColour.isEmpty()), System.err.charset());
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
        display = new RunDisplay(colour, charset);
        note(colour ? "\u001b[1m" + name + "\u001b[0m" : name);
    }

    void done() {
        endStage();
        stage = "";
    }

    /** Wall time of each stage so far. */
    Map<String, Duration> stages() {
        return stages;
    }

    /** A line that stays. */
    void note(String line) {
        erase();
        out.println(line);
    }

    void corpus(JsonNode corpus) {
        String line = String.format(
                Locale.ROOT,
                "indexing: %,d documents, %,d passages",
                corpus.path("documents").asLong(0),
                corpus.path("passages").asLong(0));
        show(List.of(line), line);
    }

    void run(JsonNode run) {
        double seconds = Duration.between(stageStart, Instant.now()).toMillis() / 1000.0;
        if (redraw) show(display.lines(run, seconds), "");
        else show(List.of(), display.line(run, seconds));
    }

    private void show(List<String> lines, String line) {
        if (redraw) {
            erase();
            lines.forEach(out::println);
            drawn = lines.size();
            out.flush();
        } else if (Duration.between(lastLine, Instant.now()).compareTo(BETWEEN_LINES) >= 0) {
            lastLine = Instant.now();
            out.println(line);
        }
    }

    private void erase() {
        if (drawn > 0) out.print("\u001b[" + drawn + "A\u001b[J");
        drawn = 0;
    }

    private void endStage() {
        if (!stage.isEmpty()) stages.merge(stage, Duration.between(stageStart, Instant.now()), Duration::plus);
        // what was shown last stays
        drawn = 0;
    }
}
