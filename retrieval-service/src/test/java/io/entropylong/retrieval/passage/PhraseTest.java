package io.entropylong.retrieval.passage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PhraseTest {
    @Test
    void wordsAreIdentifiersAndSinglePunctuationWithTheirCase() {
        assertThat(WordSplitter.words("Foo.bar_baz(x1) += caf\u00e9;"))
                .containsExactly("Foo", ".", "bar_baz", "(", "x1", ")", "+", "=", "caf\u00e9", ";");
        assertThat(WordSplitter.separated("a\u00a0b\uD83D\uDE00")).isEqualTo("a b \uD83D\uDE00");
    }

    @Test
    void theLengthOfAMatchCountsBackFromTheLastWord() {
        List<String> phrase = List.of("the", "big", "red", "fox");
        assertThat(PhraseMatch.longest(phrase, List.of("a", "big", "red", "fox", "ran")))
                .isEqualTo(3);
        assertThat(PhraseMatch.longest(phrase, List.of("fox", "the", "big", "red")))
                .isEqualTo(1);
        assertThat(PhraseMatch.longest(phrase, List.of("the", "big", "red"))).isZero();
    }

    @Test
    void theWordInWhichThePositionEndsIsCompletedFromTheRoot() {
        PhraseWords words = new PhraseWords("new KafkaConsumer(config); new KafkaProducer(config)");
        assertThat(words.upTo("new Kafka")).containsExactly("new", "KafkaConsumer");
        assertThat(words.upTo("; new Kafka")).containsExactly(";", "new", "KafkaProducer");
        assertThat(words.upTo("Producer(config")).containsExactly("(", "config");
    }

    @Test
    void aPositionOfWhiteSpaceHasNoWords() {
        assertThat(new PhraseWords("a b c").upTo("a b ")).isEmpty();
    }
}
