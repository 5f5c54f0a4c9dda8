package io.entropylong.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a dataset holds and what it cost, with the honest breakdown of its dependencies, from its manifest. */
final class Summary {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Summary() {}

    /**
     * @param dataset its folder
     * @param run as the runs API gives it: what was spent in all, also on roots that came after the last sample
     * @param stages wall time of each
     */
    static String of(Path dataset, JsonNode run, Map<String, Duration> stages) throws IOException {
        JsonNode manifest = JSON.readTree(Files.readString(dataset.resolve("manifest.json")));
        JsonNode counts = manifest.path("counts");
        JsonNode cost = manifest.path("cost");
        long dependencies = counts.path("dependencies").asLong();
        List<String> lines = new ArrayList<>();
        lines.add("");
        for (String count : List.of(
                "roots",
                "positions",
                "pairs_scored",
                "dependencies",
                "contexts",
                "units",
                "samples",
                "leftover_units")) {
            lines.add(line(count.replace('_', ' '), counts.path(count).asLong()));
        }
        lines.add(line("forward tokens", cost.path("forward_tokens").asLong()));
        JsonNode each = cost.path("forward_tokens_per_dependency");
        if (each.isNumber()) lines.add(line("  for each dependency", Math.round(each.asDouble())));
        JsonNode emitted = cost.path("forward_tokens_per_emitted_token");
        if (emitted.isNumber()) {
            lines.add(String.format(Locale.ROOT, "%-28s %12.1f", "  for each emitted token", emitted.asDouble()));
        }
        lines.add(line("  one pass a pair", cost.path("naive_tokens").asLong()));
        lines.add(line("  ending at its position", cost.path("truncated_tokens").asLong()));
        lines.add(line(
                "  in all, unused roots too",
                run.path("progress").path("forwardTokens").asLong()));
        lines.add("of the dependencies");
        lines.add(share("  in the root's first 32", counts.path("cold_starts"), dependencies));
        lines.add(share("  a random passage gives too", counts.path("by_control"), dependencies));
        lines.add(share("  true token likelier", counts.path("likelier"), dependencies));
        lines.add(share("  accepted by 'controlled' too", counts.path("controlled"), dependencies));
        lines.add(line("accepted by 'paper'", dependencies + rejected(counts)));
        counts.path("rejected")
                .properties()
                .forEach(rejected -> lines.add(line(
                        "rejected: " + rejected.getKey().replace('_', ' '),
                        rejected.getValue().asLong())));
        if (dependencies > 0 && 2 * counts.path("controlled").asLong() < dependencies) {
            lines.add("Most of these dependencies are cold starts, come with any text, or mislead the model:");
            lines.add("--criterion controlled keeps only those that are the passage's own.");
        }
        lines.add("wall time");
        stages.forEach((stage, time) ->
                lines.add(String.format(Locale.ROOT, "  %-26s %10.1f s", stage, time.toMillis() / 1000.0)));
        return String.join(System.lineSeparator(), lines);
    }

    /** Pairs with gain above epsilon that the run's criterion did not take. */
    private static long rejected(JsonNode counts) {
        return counts.path("rejected").valueStream().mapToLong(JsonNode::asLong).sum();
    }

    private static String line(String name, long value) {
        return String.format(Locale.ROOT, "%-28s %,12d", name, value);
    }

    private static String share(String name, JsonNode part, long whole) {
        double percent = whole == 0 ? 0.0 : 100.0 * part.asLong() / whole;
        return String.format(Locale.ROOT, "%-28s %,12d  %3.0f %%", name, part.asLong(), percent);
    }
}
