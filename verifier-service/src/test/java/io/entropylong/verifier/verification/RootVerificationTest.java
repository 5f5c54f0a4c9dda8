package io.entropylong.verifier.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.entropylong.common.message.Candidate;
import io.entropylong.common.message.Candidate.Arm;
import io.entropylong.common.message.Candidate.Retrieval;
import io.entropylong.common.message.ContextsScored;
import io.entropylong.common.message.Criterion;
import io.entropylong.common.message.RefusalReason;
import io.entropylong.common.message.RootConcluded;
import io.entropylong.common.message.RootConcluded.Cost;
import io.entropylong.common.message.RootMeasurements;
import io.entropylong.common.message.RunSettings;
import io.entropylong.common.message.ScoresRequested;
import io.entropylong.common.message.TokenIds;
import io.entropylong.common.message.Verdict;
import io.entropylong.verifier.Roots;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RootVerificationTest {
    private final List<ScoresRequested> requests = new ArrayList<>();

    @Test
    void aLongPhraseComesBeforeAShortOneAndThatBeforeANeighbour() {
        assertThat(List.of(found("n", Arm.KNN, 1), found("s", Arm.PHRASE, 2), found("l", Arm.PHRASE, 9)).stream()
                        .sorted(CandidateOrder.bestFirst(0))
                        .map(Candidate::passage))
                .containsExactly("l", "s", "n");
    }

    @Test
    void aPromiseIsTheChanceOfEachPositionsBestFindForEachTokenOfThePass() {
        Candidate candidate = new Candidate(
                "p",
                "d",
                "text of 16 chars",
                List.of(
                        new Retrieval(40, Arm.KNN, 0.8, 4),
                        new Retrieval(40, Arm.PHRASE, 4, 1),
                        new Retrieval(95, Arm.KNN, 0.9, 9)));
        // PHRASE: 1 - (1 - 0.13) (1 - 0.5 * 4 / 8) = 0.3475; KNN: 0.05 * 0.9 / 3 = 0.015; 16 / 4 + 95 + 1 tokens
        assertThat(CandidateOrder.promise(candidate, 0)).isCloseTo((0.3475 + 0.015) / 100, within(1e-12));
        assertThat(CandidateOrder.promise(candidate, 64)).isCloseTo(0.015 / 100, within(1e-12));
    }

    @Test
    void anEarlyPositionPromisesMoreThanALateOne() {
        assertThat(CandidateOrder.promise(at(3), 0)).isGreaterThan(CandidateOrder.promise(at(20), 0));
        assertThat(CandidateOrder.promise(at(20), 0)).isGreaterThan(CandidateOrder.promise(at(63), 0));
        assertThat(CandidateOrder.promise(at(63), 0)).isGreaterThan(CandidateOrder.promise(at(64), 0));
    }

    @Test
    void equalPromisesAreRankedByPassage() {
        run(Roots.settings(3, 9, 9, 0, 100), candidates("c:idle", "a:idle", "b:idle"));
        assertThat(passages(0)).containsExactly("a", "b", "c");
    }

    @Test
    void wavesAskInOrderUntilTheMostCandidatesAreScored() {
        run(Roots.settings(2, 3, 9, 0, 100), candidates("a:idle", "b:idle", "c:idle", "d:idle"));
        assertThat(requests).hasSize(2);
        assertThat(passages(0)).containsExactly("a", "b");
        assertThat(passages(1)).containsExactly("c");
        assertThat(requests.getFirst().tokens().size()).isEqualTo(4);
    }

    @Test
    void patienceEndsTheWavesAndADependencyRenewsIt() {
        run(Roots.settings(1, 9, 2, 0, 100), candidates("a:idle", "b:helps", "c:idle", "d:idle", "e:helps"));
        assertThat(requests).hasSize(4);
    }

    @Test
    void aContextThatDoesNotFitTheUnitIsNotUsedAndEndsTheWaves() {
        // start 1 + root 10 + end 1 = 12; each context adds 5 + 2: two fill 26
        RootConcluded event =
                run(Roots.settings(1, 9, 9, 0, 26), candidates("a:helps", "b:helps", "c:helps", "d:helps"));
        assertThat(requests).hasSize(3);
        assertThat(event).isInstanceOfSatisfying(RootConcluded.Unit.class, unit -> {
            assertThat(unit.contexts()).hasSize(2);
            assertThat(unit.size()).isEqualTo(26);
        });
    }

    @Test
    void controlPassagesAreScoredLastAndTheirLargestGainIsKept() {
        RootConcluded event = run(Roots.settings(2, 9, 9, 1, 100), candidates("a:helps", "b:idle"));
        assertThat(requests).hasSize(2);
        assertThat(passages(1)).containsExactly("control");
        assertThat(event).isInstanceOfSatisfying(RootConcluded.Unit.class, unit -> assertThat(unit.dependencies())
                .singleElement()
                .satisfies(dependency -> {
                    assertThat(dependency.gain()).isEqualTo(0.75);
                    assertThat(dependency.controlGain()).isEqualTo(0.25);
                }));
    }

    @Test
    void aCriterionThatNeedsTheControlAsksForItFirstAndDecidesWithIt() {
        RunSettings paper = Roots.settings(2, 9, 9, 1, 100);
        RunSettings own = Roots.with(paper, new Criterion(0.4, 0, false, 0, 0.49));
        RunSettings any = Roots.with(paper, new Criterion(0.4, 0, false, 0, 0.51));

        RootConcluded accepted = run(own, candidates("a:helps", "b:idle"));
        assertThat(passages(0)).containsExactly("control");
        assertThat(requests).hasSize(2);
        assertThat(accepted).isInstanceOf(RootConcluded.Unit.class);

        // the passage gains 0.75, the control 0.25
        RootConcluded rejected = run(any, candidates("a:helps", "b:idle"));
        assertThat(rejected).isInstanceOf(RootConcluded.Refused.class);
        assertThat(rejected.rejected()).containsExactly(Map.entry(Verdict.CONTROL, 1L));
        assertThat(rejected.cost().controlTokens()).isPositive();
    }

    @Test
    void candidatesOfColdPositionsAloneAreNotScored() {
        RunSettings late = Roots.with(Roots.settings(2, 9, 9, 0, 100), new Criterion(0.4, 4, false, 0, null));
        assertThat(run(late, candidates("a:helps", "b:idle")))
                .isInstanceOfSatisfying(RootConcluded.Refused.class, refused -> assertThat(refused.reason())
                        .isEqualTo(RefusalReason.NO_CANDIDATES));
        assertThat(requests).isEmpty();
    }

    @Test
    void aCopiedSpanIsTheLongestOneAroundThePosition() {
        TokenIds root = TokenIds.of(1, 2, 3, 4, 5, 6);
        assertThat(CopiedSpan.around(root, 2, TokenIds.of(9, 3, 9, 2, 3, 4, 9))).isEqualTo(3);
        assertThat(CopiedSpan.around(root, 5, TokenIds.of(4, 5, 6, 7))).isEqualTo(3);
        assertThat(CopiedSpan.around(root, 0, root)).isEqualTo(6);
        assertThat(CopiedSpan.around(root, 1, TokenIds.of(7, 8))).isZero();
    }

    @Test
    void costsAreCountedInForwardTokens() {
        RootConcluded event = run(Roots.settings(4, 9, 9, 1, 100), candidates("a:helps", "b:idle", "c:long"));
        // a pass at position 3: 8 + 3 = 11 by the scorer, and 1 start + 5 context + 2 separator + 3 root = 11;
        // naive: with all 10 of the root
        assertThat(event.cost()).isEqualTo(new Cost(10, 22, 11, 0, 36, 22, 3, 2, 2, 1));
    }

    @Test
    void inTwoStagesOnlyWhatComesNearEpsilonIsScoredExactly() {
        RunSettings settings = Roots.twoStage(Roots.settings(4, 9, 9, 1, 100), 0.1);

        RootConcluded event = run(settings, candidates("a:helps", "b:idle"));

        // H = 4: a gain above 0.4 - 0.1 is an entropy below 2.8; control passages are always exact
        assertThat(requests.getFirst().contexts()).allSatisfy(context -> assertThat(context.ceilings())
                .singleElement()
                .satisfies(ceiling -> assertThat(ceiling).isCloseTo(2.8, within(1e-12))));
        assertThat(requests.getLast().contexts())
                .allSatisfy(context -> assertThat(context.ceilings()).isEmpty());
        assertThat(event.measured().candidates())
                .extracting(RootMeasurements.CandidateScored::passage, RootMeasurements.CandidateScored::exact)
                .containsExactly(tuple("a", true), tuple("b", false));
        assertThat(event.cost()).isEqualTo(new Cost(10, 11, 11, 22, 36, 22, 2, 2, 2, 0));
        assertThat(event).isInstanceOf(RootConcluded.Unit.class);
    }

    @Test
    void aWiderBandScoresMoreExactlyAndAcceptsTheSame() {
        RunSettings exact = Roots.settings(4, 9, 9, 0, 100);

        RootConcluded wide = run(Roots.twoStage(exact, 0.2), candidates("a:helps", "b:idle"));

        assertThat(wide.measured().candidates()).allMatch(RootMeasurements.CandidateScored::exact);
        RootConcluded once = run(exact, candidates("a:helps", "b:idle"));
        assertThat(((RootConcluded.Unit) wide).dependencies()).isEqualTo(((RootConcluded.Unit) once).dependencies());
    }

    @Test
    void aPositionThatTheCriterionCannotAcceptCallsForNoExactPass() {
        RunSettings late = Roots.with(Roots.settings(4, 9, 9, 0, 100), new Criterion(0.4, 4, false, 0, null));
        Candidate both = new Candidate(
                "p", "d", "helps", List.of(new Retrieval(3, Arm.KNN, 0.8, 1), new Retrieval(7, Arm.KNN, 0.8, 1)));

        run(Roots.twoStage(late, 0.1), List.of(both));

        assertThat(requests.getFirst().contexts().getFirst().ceilings().getFirst())
                .isZero();
        assertThat(requests.getFirst().contexts().getFirst().ceilings().getLast())
                .isPositive();
    }

    @Test
    void allScoredPairsAreKeptWhateverTheCriterionSays() {
        RootConcluded event = run(Roots.settings(4, 9, 9, 1, 100), candidates("a:helps", "b:idle", "c:long"));
        assertThat(event.measured().positions())
                .extracting(RootMeasurements.PositionAlone::index)
                .containsExactly(3, 7);
        assertThat(event.measured().candidates())
                .extracting(RootMeasurements.CandidateScored::passage)
                .containsExactly("a", "b");
        assertThat(event.measured().candidates().getLast().pairs())
                .containsExactly(new RootMeasurements.PairScored(3, 3, 2, 0, new Retrieval(3, Arm.KNN, 0.5, 1)));
    }

    @Test
    void aPairKeepsTheFindsOfBothArmsTheBestFirst() {
        Retrieval phrase = new Retrieval(3, Arm.PHRASE, 6, 2);
        Retrieval nearest = new Retrieval(3, Arm.KNN, 0.5, 4);
        Candidate both = new Candidate("a", "d", "helps", List.of(nearest, phrase));

        RootConcluded event = run(Roots.settings(4, 9, 9, 1, 100), List.of(both));

        assertThat(event.measured().candidates().getFirst().pairs())
                .extracting(RootMeasurements.PairScored::retrievals)
                .containsExactly(List.of(phrase, nearest));
    }

    @Test
    void nothingRetrievedAndNothingVerifiedAreRefusalsWithTheRootsBeginning() {
        assertThat(run(Roots.settings(1, 1, 1, 0, 100), List.of()))
                .isInstanceOfSatisfying(RootConcluded.Refused.class, refused -> {
                    assertThat(refused.reason()).isEqualTo(RefusalReason.NO_CANDIDATES);
                    assertThat(refused.rootTokens().size()).isEqualTo(10);
                });
        assertThat(run(Roots.settings(1, 1, 1, 1, 100), candidates("a:idle")))
                .isInstanceOfSatisfying(RootConcluded.Refused.class, refused -> assertThat(refused.reason())
                        .isEqualTo(RefusalReason.NOTHING_VERIFIED));
        assertThat(Conclusion.refused(Roots.refused(5000)).rootTokens().size()).isEqualTo(2048);
    }

    @Test
    void theShuffleDependsOnTheSeedAloneAndNotOnTheOrderOfCandidates() {
        RunSettings settings = Roots.settings(4, 9, 9, 0, 100);
        RootConcluded one = run(settings, candidates("a:helps", "b:helps", "c:helps"));
        RootConcluded other = run(settings, candidates("c:helps", "a:helps", "b:helps"));
        assertThat(other).isEqualTo(one);
    }

    @Test
    void aRepeatedAnswerIsIgnoredAndAWrongOneFailsTheRoot() {
        RootVerification verification = new RootVerification(
                Roots.profile(Roots.settings(1, 9, 9, 0, 100)),
                List.of(Roots.part(0, 1, candidates("a:idle", "b:idle"), List.of())));
        Step.Ask first = (Step.Ask) verification.begin();
        Step.Ask second = (Step.Ask) verification.scored(first.state(), Roots.answer(first.request()));
        assertThat(verification.scored(second.state(), Roots.answer(first.request())))
                .isInstanceOf(Step.Ignore.class);
        assertThat(verification.scored(second.state(), new ContextsScored(Roots.REF, 1, List.of())))
                .isInstanceOfSatisfying(Step.Conclude.class, conclude -> assertThat(conclude.event())
                        .isInstanceOfSatisfying(RootConcluded.Refused.class, refused -> assertThat(refused.reason())
                                .isEqualTo(RefusalReason.FAILED)));
    }

    private RootConcluded run(RunSettings settings, List<Candidate> candidates) {
        requests.clear();
        RootVerification verification = new RootVerification(
                Roots.profile(settings), List.of(Roots.part(0, 1, candidates, List.of(Roots.control("idle")))));
        Step step = verification.begin();
        while (step instanceof Step.Ask ask) {
            requests.add(ask.request());
            step = verification.scored(ask.state(), Roots.answer(ask.request()));
        }
        return ((Step.Conclude) step).event();
    }

    private List<String> passages(int wave) {
        return requests.get(wave).contexts().stream()
                .map(ScoresRequested.Context::passage)
                .toList();
    }

    /** Passage and text; idle ones are as long as helping ones, since the order looks at the length. */
    private static List<Candidate> candidates(String... described) {
        return List.of(described).stream()
                .map(each ->
                        Roots.candidate(each.substring(0, 1), each.substring(2).replace("idle", "idle "), 0.5))
                .toList();
    }

    private static Candidate at(int index) {
        return new Candidate("p", "d", "t", List.of(new Retrieval(index, Arm.KNN, 0.8, 1)));
    }

    private static Candidate found(String passage, Arm arm, double similarity) {
        return new Candidate(passage, "d", "t", List.of(new Retrieval(3, arm, similarity, 1)));
    }
}
