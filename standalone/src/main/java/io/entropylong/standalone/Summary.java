package io.entropylong.standalone;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** What a run did and what it cost, with the honest breakdown of its dependencies. */
final class Summary {
    private Summary() {}

    /**
     * @param run as the runs API gives it
     * @param stages wall time of each
     */
    static String of(JsonNode run, Map<String, Duration> stages) {
        JsonNode totals = run.path("totals");
        long dependencies = totals.path("dependencies").asLong(0);
        long forward = totals.path("baselineTokens").asLong(0)
                + totals.path("verificationTokens").asLong(0)
                + totals.path("controlTokens").asLong(0);
        long samples = run.path("progress").path("samples").asLong(0);
        long emitted = samples * run.path("settings").path("sampleTokens").asLong(0);
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add(line("roots", totals.path("roots").asLong(0)));
        lines.add(line("positions", totals.path("positions").asLong(0)));
        lines.add(line("pairs scored", totals.path("pairsScored").asLong(0)));
        lines.add(line("dependencies", dependencies));
        lines.add(line("contexts", totals.path("contexts").asLong(0)));
        lines.add(line("units", totals.path("units").asLong(0)));
        lines.add(line("samples", samples));
        lines.add(line("forward tokens", forward));
        if (dependencies > 0) lines.add(line("  for each dependency", forward / dependencies));
        if (emitted > 0)
            lines.add(
                    String.format(Locale.ROOT, "%-28s %12.1f", "  for each emitted token", forward / (double) emitted));
        lines.add(line("  one pass a pair", totals.path("naiveTokens").asLong(0)));
        lines.add("of the dependencies");
        lines.add(share("  in the root's first 32", totals.path("coldStarts").asLong(0), dependencies));
        lines.add(
                share("  a random passage gives too", totals.path("controlled").asLong(0), dependencies));
        lines.add(share("  true token likelier", totals.path("likelier").asLong(0), dependencies));
        lines.add(share("  late, own, and likelier", totals.path("strict").asLong(0), dependencies));
        lines.add("wall time");
        stages.forEach((stage, time) ->
                lines.add(String.format(Locale.ROOT, "  %-26s %10.1f s", stage, time.toMillis() / 1000.0)));
        return String.join(System.lineSeparator(), lines);
    }

    private static String line(String name, long value) {
        return String.format(Locale.ROOT, "%-28s %,12d", name, value);
    }

    private static String share(String name, long part, long whole) {
        return String.format(Locale.ROOT, "%-28s %,12d  %3.0f %%", name, part, whole == 0 ? 0.0 : 100.0 * part / whole);
    }
}
