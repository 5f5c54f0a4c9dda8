package io.entropylong.assembler.dataset;

import io.entropylong.assembler.dataset.Fault.Rule;
import io.entropylong.common.message.Dependency;
import io.entropylong.common.message.RootConcluded;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Compares the lines of leftovers.jsonl with the manifest, the roots and their pairs. */
final class LeftoverCheck {
    private final JsonNode manifest;
    private final Set<String> concluded;
    private final Set<String> packed;
    private final Map<String, RootPairs> pairs;
    private final SampleCheck.Faults faults;
    private final Set<String> roots = new HashSet<>();
    private long tokens;

    /**
     * @param concluded roots that became units
     * @param packed roots that are in samples
     * @param pairs by root
     */
    LeftoverCheck(
            JsonNode manifest,
            Set<String> concluded,
            Set<String> packed,
            Map<String, RootPairs> pairs,
            SampleCheck.Faults faults) {
        this.manifest = manifest;
        this.concluded = concluded;
        this.packed = packed;
        this.pairs = pairs;
        this.faults = faults;
    }

    void line(LeftoverLine line, String place) {
        String root = line.root();
        if (!roots.add(root)) fault(place, root + " is there twice");
        if (packed.contains(root)) fault(place, root + " is in a sample already");
        if (!concluded.contains(root)) fault(place, root + " is no unit in roots.jsonl");
        tokens += line.tokens();
        long size = size(line);
        if (line.tokens() != size) fault(place, root + " has " + line.tokens() + " tokens, its parts " + size);
        if (line.contexts().isEmpty()) fault(place, root + " has no context");
        RootPairs scored = pairs.get(root);
        for (Dependency found : line.dependencies()) {
            boolean there = line.contexts().stream()
                    .anyMatch(context -> context.passage().equals(found.passage()));
            if (!there) fault(place, found.passage() + " is no context of " + root);
            if (scored == null || !scored.holds(found)) {
                fault(place, "pairs.jsonl has no pair of " + found.passage() + " and position " + found.position());
            }
        }
    }

    private long size(LeftoverLine line) {
        long size = (long) manifest.at("/tokens/start").size()
                + manifest.at("/tokens/end").size();
        long separator = manifest.at("/tokens/separator").size();
        for (RootConcluded.Context context : line.contexts()) {
            size += context.tokens().size() + separator;
        }
        long multiple = Math.max(1, manifest.at("/settings/pad_span_multiple").asInt(1));
        return Math.ceilDiv(size + line.rootTokens().size(), multiple) * multiple;
    }

    /** Once all lines were seen. */
    void end() {
        count("leftover_units", roots.size());
        count("leftover_tokens", tokens);
        for (String root : concluded) {
            if (!packed.contains(root) && !roots.contains(root)) {
                faults.add(Rule.ROOT, "roots.jsonl", root + " is a unit, but in no sample and not left over");
            }
        }
    }

    private void count(String what, long there) {
        long counted = manifest.at("/counts/" + what).asLong(-1);
        if (counted != there) {
            faults.add(Rule.COUNTS, "manifest.json", what + " is " + counted + ", there are " + there);
        }
    }

    private void fault(String place, String problem) {
        faults.add(Rule.LEFTOVER, place, problem);
    }
}
