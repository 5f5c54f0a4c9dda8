package io.entropylong.verifier.verification;

import static org.assertj.core.api.Assertions.assertThat;

import io.entropylong.common.message.Candidate;
import io.entropylong.common.message.Candidate.Arm;
import io.entropylong.common.message.Candidate.Retrieval;
import io.entropylong.common.message.HighEntropyPosition;
import io.entropylong.common.message.RootConcluded.Cost;
import io.entropylong.common.message.RootMeasurements.CandidateScored;
import io.entropylong.common.message.RootMeasurements.PairScored;
import io.entropylong.common.message.RootProfiled;
import io.entropylong.common.message.TokenIds;
import io.entropylong.verifier.Roots;
import io.entropylong.verifier.verification.PairChance.Seen;
import io.entropylong.verifier.verification.RootState.Asked;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Roots of 1000 tokens with positions at 5, 300 and 900; H is 4. */
class PromisingChoiceTest {
    private static final String BEFORE = "the beans of the application context";
    private static final Findings NOTHING = Findings.none(Cost.baseline(1));

    @Test
    void aCandidateThatHoldsWhatStandsBeforeThePositionComesAlone() {
        List<Candidate> candidates =
                List.of(candidate("follows", "all " + BEFORE, 300), candidate("strange", "something else", 300));
        assertThat(asked(candidates, 1, NOTHING)).containsExactly("follows:1");
    }

    @Test
    void aPassEndsInFrontOfPositionsThatAreNotWorthTheWayToThem() {
        assertThat(asked(List.of(candidate("p", "something else", 5, 900)), 1, NOTHING))
                .containsExactly("p:1");
    }

    @Test
    void aLowPriceBuysAllPositions() {
        assertThat(asked(List.of(candidate("p", "something else", 5, 900)), 1e-6, NOTHING))
                .containsExactly("p:2");
    }

    @Test
    void whatOthersGainedAtAPositionDecidesTheNextWave() {
        List<Candidate> candidates =
                List.of(candidate("first", "something else", 300), candidate("second", "something else", 300));
        assertThat(asked(candidates, 0.1, seen("first", 0.5))).containsExactly("second:1");
        assertThat(asked(candidates, 0.1, seen("first", 3.9))).isEmpty();
    }

    @Test
    void chancesRiseWithTheGainsThatWereSeen() {
        PairClues clues = new PairClues(300, false, false, false, 0);
        double high = PairChance.of(clues, Seen.NOTHING.plus(0.9));
        double unknown = PairChance.of(clues, Seen.NOTHING);
        double low = PairChance.of(clues, Seen.NOTHING.plus(-0.1));
        assertThat(high).isGreaterThan(unknown).isBetween(0.0, 1.0);
        assertThat(unknown).isGreaterThan(low);
    }

    /** Names with the number of positions that are asked for; those in the findings were asked before. */
    private static List<String> asked(List<Candidate> candidates, double screen, Findings findings) {
        RootMaterial material = RootMaterial.of(profile(), List.of(Roots.part(0, 1, candidates, List.of())));
        List<String> known =
                findings.candidates().stream().map(CandidateScored::passage).toList();
        List<Asked> before = IntStream.range(0, material.ranked().size())
                .filter(rank -> known.contains(material.ranked().get(rank).passage()))
                .mapToObj(rank -> new Asked(rank, 1))
                .toList();
        return new PromisingChoice(material, screen / 1000)
                .next(before, findings, 8).stream()
                        .map(asked -> material.ranked().get(asked.rank()).passage() + ":" + asked.positions())
                        .toList();
    }

    private static Findings seen(String passage, double entropy) {
        PairScored pair = new PairScored(300, entropy, 1, 0, new Retrieval(300, Arm.KNN, 0.8, 1));
        return new Findings(
                0,
                List.of(),
                List.of(),
                List.of(new CandidateScored(passage, "d", 4, true, List.of(pair))),
                List.of(),
                Map.of(),
                Cost.baseline(1));
    }

    private static Candidate candidate(String passage, String text, int... indices) {
        return new Candidate(
                passage,
                "d",
                text,
                Arrays.stream(indices)
                        .mapToObj(index -> new Retrieval(index, Arm.KNN, 0.8, 1))
                        .toList());
    }

    private static RootProfiled.Profile profile() {
        RootProfiled.Profile one = Roots.profile(Roots.settings(8, 9, 9, 0, 1000));
        return new RootProfiled.Profile(
                one.ref(),
                one.corpus(),
                one.settings(),
                one.model(),
                "",
                TokenIds.of(IntStream.range(0, 1000).toArray()),
                1,
                1,
                3,
                List.of(position(5), position(300), position(900)),
                1000);
    }

    private static HighEntropyPosition position(int index) {
        return new HighEntropyPosition(index, 4, 5, "", BEFORE);
    }
}
