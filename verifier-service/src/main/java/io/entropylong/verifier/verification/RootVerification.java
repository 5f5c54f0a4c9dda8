package io.entropylong.verifier.verification;

import io.entropylong.common.message.Candidate;
import io.entropylong.common.message.CandidatesRetrieved;
import io.entropylong.common.message.ContextsScored;
import io.entropylong.common.message.ControlScored;
import io.entropylong.common.message.Criterion;
import io.entropylong.common.message.Dependency;
import io.entropylong.common.message.RefusalReason;
import io.entropylong.common.message.RootConcluded.Cost;
import io.entropylong.common.message.RootProfiled;
import io.entropylong.common.message.RunSettings;
import io.entropylong.common.message.RunSettings.VerificationPrecision;
import io.entropylong.common.message.ScoresRequested;
import io.entropylong.verifier.verification.RootState.Phase;
import java.util.List;

/**
 * Verifies one root (EntropyLong, step 3), with one pass for each distinct candidate instead of one for each pair.
 *
 * <p>Candidates are scored in waves, the most promising first; with {@code leastPromise}, only what promises enough for its cost.
 * The run's {@link Criterion} judges each pair; a candidate with
 * an accepted pair becomes a context when it still fits the unit. The waves end when {@code maxCandidates} were scored, when
 * the last {@code patience} scored ones had no accepted pair, when a verified context did not fit the unit any more, or when
 * none is left that is worth a pass. Control passages are scored once a root: first, at all positions, when the criterion needs them; else last,
 * at the positions of the dependencies, and only if there are any.
 *
 * <p>Every step is a pure function of the root's material and state: timing and arrival order change nothing.
 */
public final class RootVerification {
    /** Forward tokens that the setting {@code leastPromise} speaks of. */
    private static final double PROMISE_TOKENS = 1000;

    private final RootMaterial material;
    private final RunSettings settings;
    private final CandidateChoice choice;

    /**
     * @param profile the root; of its positions only index, entropy and surprisal are read
     * @param parts all parts of its candidates, in any order
     */
    public RootVerification(RootProfiled.Profile profile, List<CandidatesRetrieved> parts) {
        this.material = RootMaterial.of(profile, parts);
        this.settings = profile.settings();
        this.choice = settings.leastPromise() > 0
                ? new PromisingChoice(material, settings.leastPromise() / PROMISE_TOKENS)
                : new RankedChoice(material.ranked());
    }

    /** The first wave, or a refusal. */
    public Step begin() {
        RootProfiled.Profile profile = material.profile();
        Cost cost = new Cost(
                profile.forwardTokens(), 0, 0, 0, 0, 0, material.ranked().size(), 0, 0, 0);
        Findings nothingYet = Findings.none(cost);
        if (material.failure().isPresent()) {
            return refuse(RefusalReason.FAILED, material.failure().get(), nothingYet);
        }
        if (material.ranked().isEmpty()) {
            return refuse(RefusalReason.NO_CANDIDATES, "no passage was retrieved", nothingYet);
        }
        if (UnitSize.of(profile, List.of()) >= settings.unitTokens()) {
            return refuse(RefusalReason.NOTHING_VERIFIED, "the root leaves no room in its unit", nothingYet);
        }
        RootState.Scoring nothing = new RootState.Scoring(-1, Phase.CANDIDATES, List.of(), 0, nothingYet);
        try {
            boolean control =
                    settings.criterion().needsControl() && !material.controls().isEmpty();
            return control ? control(nothing, Phase.CONTROL_FIRST, indicesOfCandidates()) : wave(nothing);
        } catch (IllegalStateException | IllegalArgumentException e) {
            return failed(e, nothing);
        }
    }

    /**
     * @param state where the root stands
     * @param scored an answer, perhaps to an earlier request
     */
    public Step scored(RootState.Scoring state, ContextsScored scored) {
        if (scored.wave() != state.wave()) return new Step.Ignore();
        try {
            return switch (state.phase()) {
                case CONTROL_FIRST -> wave(controlled(state, indicesOfCandidates(), scored));
                case CANDIDATES -> decided(state, scored);
                case CONTROL_LAST -> conclude(controlled(state, indicesOfDependencies(state.findings()), scored));
            };
        } catch (IllegalStateException | IllegalArgumentException e) {
            return failed(e, state);
        }
    }

    private Step decided(RootState.Scoring state, ContextsScored scored) {
        List<RootState.Asked> asked =
                state.asked().subList(state.from(), state.asked().size());
        Answers.checkCount(asked.size(), scored.scores().size());
        WaveResult result = new WaveResult(material, state.findings());
        for (int i = 0; i < asked.size(); i++) {
            result.add(
                    candidate(asked.get(i)),
                    indices(asked.get(i)),
                    scored.scores().get(i));
        }
        RootState.Scoring next = state.with(result.findings());
        boolean enough = result.full()
                || next.findings().idle() >= settings.patience()
                || next.findings().cost().candidatesScored() >= settings.maxCandidates();
        return enough ? finish(next) : wave(next);
    }

    private Step wave(RootState.Scoring state) {
        int size = Math.min(
                settings.waveCandidates(),
                settings.maxCandidates() - state.findings().cost().candidatesScored());
        List<RootState.Asked> asked = choice.next(state.asked(), state.findings(), size);
        if (asked.isEmpty()) return finish(state);
        List<ScoresRequested.Context> contexts = asked.stream()
                .map(each -> screened(context(candidate(each), indices(each))))
                .toList();
        return ask(contexts, state.next(Phase.CANDIDATES, asked));
    }

    private Candidate candidate(RootState.Asked asked) {
        return material.ranked().get(asked.rank());
    }

    private List<Integer> indices(RootState.Asked asked) {
        return CandidateOrder.indices(candidate(asked)).subList(0, asked.positions());
    }

    private Step finish(RootState.Scoring state) {
        Findings findings = state.findings();
        if (findings.contexts().isEmpty()) {
            String detail = "none of " + findings.cost().candidatesScored()
                    + " scored passages has an accepted dependency and fits the unit";
            return refuse(RefusalReason.NOTHING_VERIFIED, detail, findings);
        }
        boolean known = settings.criterion().needsControl();
        if (known || material.controls().isEmpty()) return conclude(state);
        return control(state, Phase.CONTROL_LAST, indicesOfDependencies(findings));
    }

    private Step control(RootState.Scoring state, Phase phase, List<Integer> indices) {
        List<ScoresRequested.Context> contexts = material.controls().stream()
                .map(control -> context(control, indices))
                .toList();
        return ask(contexts, state.next(phase, List.of()));
    }

    /** The state with what the control passages did. */
    private RootState.Scoring controlled(RootState.Scoring state, List<Integer> indices, ContextsScored scored) {
        List<ControlScored> controls = ControlGains.scored(material, indices, scored.scores());
        ControlGains gains = new ControlGains(material, controls);
        Findings before = state.findings();
        return state.with(new Findings(
                before.idle(),
                before.contexts(),
                before.dependencies().stream().map(gains::addTo).toList(),
                before.candidates(),
                controls,
                before.rejected(),
                before.cost().plusControl(ControlGains.forwardTokens(scored.scores()))));
    }

    private List<Integer> indicesOfCandidates() {
        return material.ranked().stream()
                .flatMap(candidate -> CandidateOrder.indices(candidate).stream())
                .distinct()
                .sorted()
                .toList();
    }

    private static List<Integer> indicesOfDependencies(Findings findings) {
        return findings.dependencies().stream()
                .map(Dependency::position)
                .distinct()
                .sorted()
                .toList();
    }

    private ScoresRequested.Context context(Candidate candidate, List<Integer> indices) {
        indices.forEach(material::position);
        return new ScoresRequested.Context(candidate.passage(), candidate.text(), indices);
    }

    /** With two stages, the exact pass is only wanted where the first comes near a gain that the criterion may accept. */
    private ScoresRequested.Context screened(ScoresRequested.Context context) {
        if (settings.precision() != VerificationPrecision.TWO_STAGE) return context;
        Criterion criterion = settings.criterion();
        double least = criterion.epsilon() - settings.precisionBand();
        return new ScoresRequested.Context(
                context.passage(),
                context.text(),
                context.indices(),
                context.indices().stream()
                        .map(index -> index < criterion.minPosition()
                                ? 0.0 // no entropy lies below
                                : material.position(index).entropy() * (1 - least))
                        .toList());
    }

    private Step ask(List<ScoresRequested.Context> contexts, RootState.Scoring state) {
        int last = contexts.stream()
                .mapToInt(context -> context.indices().getLast())
                .max()
                .orElseThrow();
        RootProfiled.Profile profile = material.profile();
        return new Step.Ask(
                new ScoresRequested(
                        profile.ref(), state.wave(), profile.tokens().first(last + 1), contexts),
                state);
    }

    private Step conclude(RootState.Scoring state) {
        return new Step.Conclude(Conclusion.unit(material.profile(), state.findings()));
    }

    private Step refuse(RefusalReason reason, String detail, Findings findings) {
        return new Step.Conclude(Conclusion.refused(material.profile(), reason, detail, findings));
    }

    private Step failed(RuntimeException cause, RootState.Scoring state) {
        return refuse(RefusalReason.FAILED, String.valueOf(cause.getMessage()), state.findings());
    }
}
