package io.entropylong.entropy.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.entropylong.common.message.ModelIdentity;
import io.entropylong.common.message.TokenIds;
import java.util.List;
import org.junit.jupiter.api.Test;

class SequenceTest {
    private final ModelIdentity model = new CopyingScorer(100).identity();
    private final TokenIds root = TokenIds.of(11, 12, 13, 14, 15);

    @Test
    void aBaselineIsStartThenTheRootAndAsksForAllOfTheRoot() {
        Sequence sequence = Sequence.baseline(model, root);

        assertThat(sequence.tokens().toArray()).containsExactly(0, 11, 12, 13, 14, 15);
        assertThat(sequence.wanted()).containsExactly(1, 2, 3, 4, 5);
    }

    @Test
    void aContextStandsBetweenStartAndSeparatorAndTheRootEndsWithTheLastIndex() {
        Sequence sequence = Sequence.withContext(model, TokenIds.of(7, 8), root, List.of(0, 2));

        assertThat(sequence.tokens().toArray()).containsExactly(0, 7, 8, 900, 900, 11, 12, 13);
        assertThat(sequence.wanted()).containsExactly(5, 7);
    }

    @Test
    void indicesOutsideTheRootOrOutOfOrderAreRefused() {
        assertThatThrownBy(() -> Sequence.withContext(model, TokenIds.none(), root, List.of(5)))
                .hasMessage("index 5 is asked of a root of 5 tokens");
        assertThatThrownBy(() -> Sequence.withContext(model, TokenIds.none(), root, List.of(2, 1)))
                .hasMessageContaining("[2, 1]");
    }
}
