package io.entropylong.verifier.verification;

import static org.assertj.core.api.Assertions.assertThat;

import io.entropylong.common.message.Candidate;
import io.entropylong.common.message.Candidate.Arm;
import io.entropylong.common.message.Candidate.Retrieval;
import io.entropylong.common.message.HighEntropyPosition;
import io.entropylong.common.message.TokenIds;
import java.util.List;
import org.junit.jupiter.api.Test;

class PairCluesTest {
    private static final TokenIds ROOT = TokenIds.of(1, 2, 3, 4, 1, 2, 9);

    @Test
    void theWordsInFrontOfThePositionMayStandInTheCandidateWithAnotherWordBehindThem() {
        PairClues clues = clues(6, "a bean of the context", "is a bean of the container");
        assertThat(clues.followed()).isTrue();
        assertThat(clues.quoted()).isFalse();
    }

    @Test
    void aQuoteHoldsTheWordOfThePositionToo() {
        assertThat(clues(6, "a bean of the context", "every bean of the context")
                        .quoted())
                .isTrue();
    }

    @Test
    void aSymbolIsAWordOfItsOwn() {
        // in front of the bracket stand 14 characters
        assertThat(clues(6, "new ArrayList<>(", "new ArrayList<>;").followed()).isTrue();
        assertThat(clues(6, "(", "(").followed()).isFalse();
    }

    @Test
    void aPositionIsFamiliarWhenTheTwoTokensInFrontOfItStoodTogetherBefore() {
        assertThat(clues(6, "b", "c").familiar()).isTrue();
        assertThat(clues(5, "b", "c").familiar()).isFalse();
        assertThat(clues(1, "b", "c").familiar()).isFalse();
    }

    @Test
    void thePhraseArmsLongestMatchOfThePositionCounts() {
        assertThat(clues(6, "b", "c").phraseWords()).isEqualTo(5);
        assertThat(clues(5, "b", "c").phraseWords()).isZero();
    }

    private static PairClues clues(int index, String before, String text) {
        List<Retrieval> finds = List.of(
                new Retrieval(6, Arm.KNN, 0.9, 1),
                new Retrieval(6, Arm.PHRASE, 5, 1),
                new Retrieval(6, Arm.PHRASE, 4, 2),
                new Retrieval(5, Arm.KNN, 0.8, 3));
        return PairClues.of(
                ROOT, new HighEntropyPosition(index, 6, 6, "", before), new Candidate("p", "d", text, finds));
    }
}
