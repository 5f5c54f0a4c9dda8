package io.entropylong.assembler.pack;

import io.entropylong.common.message.ModelIdentity;
import io.entropylong.common.message.Packed;
import io.entropylong.common.message.RootConcluded;
import io.entropylong.common.message.RunPlanned;
import io.entropylong.common.message.RunRecorded;
import io.entropylong.common.message.RunSettings;
import io.entropylong.common.message.TokenIds;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Packs the units of runs into samples of exactly the run's length. Roots are taken in the order of their ordinals
 * whatever the order in which they come, and samples are cut after each, so the samples are a pure function of the run.
 * Those of a continuous run are taken as they come. Messages of other runs may come in any order and more than once.
 */
public final class Packer {
    /** The most that is filled up: 0.5 % of a sample, and of all samples of a run together. */
    private static final double GAP = 0.005;
    /** The most of a sample once many units wait, or none will follow, as far as earlier ones have left room. */
    private static final double WIDE_GAP = 0.02;
    /** "Many": units of this many samples. */
    private static final int CROWD = 3;

    private final PackStore store;
    private final PackOutput output;

    public Packer(PackStore store, PackOutput output) {
        this.store = store;
        this.output = output;
    }

    /** Tokens that the units of any sample have at least. */
    public static int leastFilled(RunSettings settings) {
        return settings.sampleTokens() - maxGap(settings, WIDE_GAP);
    }

    public void accept(RunRecorded run) {
        PackState state = state(run.run());
        if (state.finished()) {
            RunRecorded end = state.run();
            // asked for when the run had ended already: of a run the last record counts
            if (run.state() == RunRecorded.State.CANCELLING && end != null) output.recorded(end);
            return;
        }
        PackState known = state.recorded(run);
        if (known.finished()) store.dropAll(run.run());
        advance(run.run(), known);
    }

    public void accept(RunPlanned plan) {
        PackState state = state(plan.run());
        if (!state.finished()) advance(plan.run(), state.planned(plan));
    }

    /**
     * @throws IllegalArgumentException when the root contradicts itself
     */
    public void accept(RootConcluded concluded) {
        if (concluded instanceof RootConcluded.Unit unit) unit.requirePlaced();
        String run = concluded.facts().ref().run();
        PackState state = state(run);
        RootConcluded root =
                concluded.facts().settings().roots().continuous() ? concluded.at(end(run, state)) : concluded;
        if (state.finished() || root.facts().ref().ordinal() < state.nextRoot()) return;
        store.keepRoot(root);
        advance(run, state);
    }

    /** The place behind all roots that have come. */
    private int end(String run, PackState state) {
        int place = state.nextRoot();
        while (store.root(run, place) != null) place++;
        return place;
    }

    private PackState state(String run) {
        PackState state = store.state(run);
        return state == null ? PackState.none() : state;
    }

    private void advance(String name, PackState before) {
        PackState state = before;
        RunRecorded run = state.run();
        RunPlanned plan = state.plan();
        if (run != null && !state.finished()) {
            String refusal = plan == null ? null : refusal(plan);
            if (run.state() == RunRecorded.State.CANCELLING) state = cancel(run, state);
            else if (refusal != null) state = finish(run, state, RunRecorded.State.FAILED, refusal);
            else state = pack(run, plan, state);
        }
        store.keepState(name, state);
    }

    private static @Nullable String refusal(RunPlanned plan) {
        if (plan.refusal() != null) return plan.refusal();
        return plan.roots() == 0 ? "the corpus has no document that can be a root" : null;
    }

    private PackState pack(RunRecorded run, @Nullable RunPlanned plan, PackState before) {
        PackState state = before;
        int wanted = run.settings().maxSamples();
        boolean complete = plan != null && state.nextRoot() >= plan.roots();
        while (!complete && state.samples() < wanted) {
            RootConcluded root = store.root(run.run(), state.nextRoot());
            if (root == null) return state;
            state = emitAll(run, take(run, root, state), false);
            complete = plan != null && state.nextRoot() >= plan.roots();
        }
        return finish(run, emitAll(run, state, true), RunRecorded.State.COMPLETED, null);
    }

    /**
     * Takes what has come, also behind roots that are missing: these are under way, or will never come. The others close up,
     * for a dataset's roots are numbered without gaps.
     */
    private PackState cancel(RunRecorded run, PackState before) {
        PackState state = before;
        for (int ordinal : store.ordinals(run.run(), state.nextRoot())) {
            RootConcluded come = store.root(run.run(), ordinal);
            if (come == null) continue;
            RootConcluded root = come.at(state.nextRoot());
            if (ordinal != state.nextRoot()) {
                store.dropRoot(run.run(), ordinal);
                store.keepRoot(root);
            }
            state = emitAll(run, take(run, root, state), false);
        }
        return finish(run, emitAll(run, state, true), RunRecorded.State.CANCELLED, null);
    }

    private PackState take(RunRecorded run, RootConcluded root, PackState state) {
        List<BufferedUnit> waiting = new ArrayList<>(state.buffered());
        int filler = state.fillerTokens();
        RootConcluded.RootFacts facts = root.facts();
        switch (root) {
            case RootConcluded.Unit unit -> {
                waiting.add(new BufferedUnit(
                        facts.ref().ordinal(), unit.span(), unit.rootTokens().size()));
                output.packed(new Packed.RootLogged(run.run(), facts, null, "", root.measured()));
            }
            case RootConcluded.Refused refused -> {
                filler = keepFiller(run, refused, filler);
                store.dropRoot(run.run(), facts.ref().ordinal());
                output.packed(
                        new Packed.RootLogged(run.run(), facts, refused.reason(), refused.detail(), root.measured()));
            }
        }
        return state.took(facts.ref().ordinal(), facts.model(), state.totals().plus(root), waiting, filler);
    }

    /** Keeps the latest beginning that fills any gap; until there is one, the longest. */
    private int keepFiller(RunRecorded run, RootConcluded.Refused root, int known) {
        TokenIds beginning = root.rootTokens();
        int needed = maxGap(run.settings(), WIDE_GAP);
        if (beginning.size() < needed && beginning.size() <= known) return known;
        TokenIds filler = beginning.first(Math.min(needed, beginning.size()));
        store.keepFiller(run.run(), new Filler(root.facts().ref().root(), filler));
        return filler.size();
    }

    private Filler keptFiller(RunRecorded run) {
        Filler kept = store.filler(run.run());
        if (kept == null) throw new IllegalStateException("run " + run.run() + " has lost its filler");
        return kept;
    }

    private static Filler beginning(RootConcluded.Unit unit) {
        return new Filler(unit.facts().ref().root(), unit.rootTokens());
    }

    private PackState emitAll(RunRecorded run, PackState before, boolean last) {
        PackState state = before;
        int capacity = run.settings().sampleTokens();
        while (state.samples() < run.settings().maxSamples()) {
            ModelIdentity model = state.model();
            if (model == null) return state;
            SampleChoice choice = SampleChoice.choose(
                    state.buffered(),
                    capacity,
                    gap(run, state, last),
                    model.start().size(),
                    state.fillerTokens());
            if (choice == null) return state;
            state = emit(run, model, choice, state);
        }
        return state;
    }

    private PackState emit(RunRecorded run, ModelIdentity model, SampleChoice choice, PackState state) {
        SampleLayout layout = new SampleLayout(run.settings().sampleTokens());
        for (BufferedUnit chosen : choice.units()) layout.add(unit(run, chosen));
        if (choice.gap() > 0) {
            BufferedUnit source = choice.fillerUnit();
            layout.fill(model.start(), source == null ? keptFiller(run) : beginning(unit(run, source)));
        }
        String name = String.format(Locale.ROOT, "%s-%06d", run.run(), state.samples());
        output.packed(layout.sample(run.run(), name, state.samples()));
        List<BufferedUnit> waiting = new ArrayList<>(state.buffered());
        waiting.removeAll(choice.units());
        for (BufferedUnit chosen : choice.units()) store.dropRoot(run.run(), chosen.ordinal());
        return state.emitted(waiting, choice.gap());
    }

    private RootConcluded.Unit unit(RunRecorded run, BufferedUnit waiting) {
        if (store.root(run.run(), waiting.ordinal()) instanceof RootConcluded.Unit unit) return unit;
        throw new IllegalStateException("run " + run.run() + " has lost unit " + waiting.ordinal());
    }

    private PackState finish(RunRecorded run, PackState state, RunRecorded.State how, @Nullable String failure) {
        if (failure == null) leaveOver(run, state);
        output.packed(new Packed.Finished(
                run.run(),
                state.model(),
                state.totals(),
                state.buffered().size(),
                state.bufferedTokens(),
                how == RunRecorded.State.CANCELLED,
                failure));
        RunRecorded end = run.in(how, failure);
        output.recorded(end);
        store.dropAll(run.run());
        return state.ended(end);
    }

    private void leaveOver(RunRecorded run, PackState state) {
        List<BufferedUnit> left = state.buffered();
        for (int index = 0; index < left.size(); index++) {
            output.packed(new Packed.Leftover(run.run(), index, unit(run, left.get(index))));
        }
    }

    /** A run whose corpus ends before its first sample is full may have a wide gap: the dataset would be empty without it. */
    private static int gap(RunRecorded run, PackState state, boolean last) {
        if (last && state.samples() == 0) return maxGap(run.settings(), WIDE_GAP);
        int capacity = run.settings().sampleTokens();
        boolean wide = last || state.bufferedTokens() >= (long) CROWD * capacity;
        double left = GAP * capacity * (state.samples() + 1.0) - state.filled();
        return (int) Math.min(maxGap(run.settings(), wide ? WIDE_GAP : GAP), Math.floor(left));
    }

    private static int maxGap(RunSettings settings, double share) {
        return (int) Math.floor(settings.sampleTokens() * share);
    }
}
