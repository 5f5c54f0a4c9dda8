package io.entropylong.retrieval.run;

import io.entropylong.common.message.MetadataFilter;
import io.entropylong.common.message.RootRef;
import io.entropylong.common.message.RootSelected;
import io.entropylong.common.message.RunRecorded;
import io.entropylong.common.message.RunSettings;
import io.entropylong.retrieval.corpus.Corpus;
import io.entropylong.retrieval.passage.RootWindows;
import io.entropylong.retrieval.passage.Span;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Chooses the roots of runs and says which is released when: first as many as may be in flight, then one for each that
 * ends. Everything follows from the run's record and its sealed corpus; the plans kept are only a cache. Thread-safe.
 */
public final class RunPlanner {
    private static final int CACHED_PLANS = 16;

    private final RootLibrary library;
    private final Map<RunRecorded, RunPlan> plans = new LinkedHashMap<>();

    public RunPlanner(RootLibrary library) {
        this.library = library;
    }

    /** The plan of a run; the same each time once its corpus is sealed. */
    public synchronized RunPlan plan(RunRecorded run) {
        RunPlan known = plans.get(run);
        if (known != null) return known;
        RunPlan plan = draw(run);
        if (plan.refusal() != null) return plan;
        if (plans.size() >= CACHED_PLANS) plans.remove(plans.keySet().iterator().next());
        plans.put(run, plan);
        return plan;
    }

    /** The roots that a run begins with. */
    public List<RootSelected> first(RunRecorded run) {
        RunPlan plan = plan(run);
        int count = Math.min(run.settings().rootsInFlight(), plan.roots().size());
        return IntStream.range(0, count)
                .mapToObj(ordinal -> select(run, plan, ordinal))
                .toList();
    }

    /** The root that is released when the one of the ordinal has ended, if there is one left. */
    public Optional<RootSelected> afterEndOf(RunRecorded run, int ordinal) {
        RunPlan plan = plan(run);
        long next = (long) ordinal + run.settings().rootsInFlight();
        if (next >= plan.roots().size()) return Optional.empty();
        return Optional.of(select(run, plan, (int) next));
    }

    private RootSelected select(RunRecorded run, RunPlan plan, int ordinal) {
        RootPlace place = plan.roots().get(ordinal);
        String text = library.text(run.corpus(), place.document());
        Span window = new RootWindows(run.settings().rootMaxTokens()).cut(text).get(place.window());
        RootRef ref = new RootRef(run.run(), ordinal, place.rootId(run.run(), window), place.document());
        return new RootSelected(ref, run.corpus(), window.of(text), run.settings());
    }

    private RunPlan draw(RunRecorded run) {
        Optional<Corpus> found = library.corpus(run.corpus());
        if (found.isEmpty()) return RunPlan.refused("there is no corpus " + run.corpus());
        Corpus corpus = found.get();
        if (corpus.isGone()) return RunPlan.refused("corpus " + run.corpus() + " is deleted");
        if (run.settings().roots().continuous()) return arriving(run, corpus);
        if (corpus.state() != Corpus.State.SEALED) {
            return RunPlan.refused("corpus " + run.corpus() + " is not sealed");
        }
        RunSettings settings = run.settings();
        RootWindows windows = new RootWindows(settings.rootMaxTokens());
        RootLottery lottery = new RootLottery(settings.seed(), settings.roots().maxRoots());
        library.forEachDocument(run.corpus(), settings.roots().rootFilter(), (document, chars) -> {
            int count = chars <= windows.budget()
                    ? 1
                    : windows.cut(library.text(run.corpus(), document)).size();
            for (int window = 0; window < count; window++) lottery.enter(new RootPlace(document, window));
        });
        int taken = settings.roots().taken(lottery.entered());
        if (taken == 0) return RunPlan.refused(nothing(run));
        return RunPlan.of(
                lottery.drawn().subList(0, taken), library.documents(run.corpus()), library.passages(run.corpus()));
    }

    /** Its roots are not known yet, so none is released when another ends. */
    private RunPlan arriving(RunRecorded run, Corpus corpus) {
        if (corpus.state() != Corpus.State.OPEN) {
            return RunPlan.refused("corpus " + run.corpus() + " is not open: nothing arrives in it any more");
        }
        return new RunPlan(
                List.of(),
                run.settings().roots().maxRoots(),
                library.documents(run.corpus()),
                library.passages(run.corpus()),
                null);
    }

    private static String nothing(RunRecorded run) {
        MetadataFilter filter = run.settings().roots().rootFilter();
        if (filter.equals(MetadataFilter.ALL)) return "corpus " + run.corpus() + " is empty";
        return "corpus " + run.corpus() + " has no document with " + filter.anyOf();
    }
}
