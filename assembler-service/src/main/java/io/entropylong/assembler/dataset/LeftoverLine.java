package io.entropylong.assembler.dataset;

import io.entropylong.common.message.ControlScored;
import io.entropylong.common.message.Dependency;
import io.entropylong.common.message.RootConcluded;
import io.entropylong.common.message.TokenIds;
import io.entropylong.common.message.Verdict;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A line of leftovers.jsonl: a unit that fills no sample, with what packing it elsewhere takes; the components' names in snake
 * case are the keys. Its root stands in roots.jsonl, and what was scored for it in pairs.jsonl.
 *
 * @param root its name
 * @param tokens of the whole unit: start, contexts with a separator behind each, root, end and padding
 * @param rootTokens the root's own ids
 * @param contexts in their order
 * @param dependencies by context, then position
 * @param controls random passages, with their ids and what they did
 * @param rejected pairs with gain above epsilon that the criterion rejected, by its objection
 * @param cost what the root took, in forward tokens
 */
public record LeftoverLine(
        String root,
        int tokens,
        TokenIds rootTokens,
        List<RootConcluded.Context> contexts,
        List<Dependency> dependencies,
        List<ControlScored> controls,
        Map<Verdict, Long> rejected,
        RootConcluded.Cost cost) {
    static final String FILE = "leftovers.jsonl";

    public LeftoverLine {
        contexts = List.copyOf(contexts);
        dependencies = List.copyOf(dependencies);
        controls = List.copyOf(controls);
        // written in one order always
        rejected = new TreeMap<>(rejected);
    }

    static LeftoverLine of(RootConcluded.Unit unit) {
        return new LeftoverLine(
                unit.facts().ref().root(),
                unit.span(),
                unit.rootTokens(),
                unit.contexts(),
                unit.dependencies(),
                unit.measured().controls(),
                unit.rejected(),
                unit.cost());
    }
}
