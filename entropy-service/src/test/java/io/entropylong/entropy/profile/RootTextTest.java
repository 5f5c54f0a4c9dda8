package io.entropylong.entropy.profile;

import static org.assertj.core.api.Assertions.assertThat;

import io.entropylong.entropy.scoring.CopyingScorer;
import io.entropylong.entropy.scoring.TokenSpan;
import java.util.List;
import org.junit.jupiter.api.Test;

class RootTextTest {
    private final CopyingScorer scorer = new CopyingScorer(1000);

    @Test
    void aTextThatFitsIsKeptAsItIs() {
        assertThat(RootText.fitting("one two three\n", 3, scorer::spans).text()).isEqualTo("one two three\n");
    }

    @Test
    void aTextThatIsTooLongEndsWithItsLastWholeSentence() {
        String text = "a b c d e f g h. i j k l";

        RootText root = RootText.fitting(text, 10, scorer::spans);

        assertThat(root.text()).isEqualTo("a b c d e f g h.");
        assertThat(root.tokens()).isEqualTo(scorer.tokenize(root.text()));
    }

    @Test
    void aParagraphGoesBeforeALineAndALineBeforeASentence() {
        assertThat(TextEnd.atOrBefore("aaaaaaaaaaaaaaaa\n\nb\nc. d e f g", 20)).isEqualTo(16);
        assertThat(TextEnd.atOrBefore("aaaaaaaaaaaaaaaa. b\nc. d e f g", 24)).isEqualTo(19);
        assertThat(TextEnd.atOrBefore("aaaaaaaaaaaaaaaa b c.\u201d d e f g", 24))
                .isEqualTo(22);
        assertThat(TextEnd.atOrBefore("aaaaaaaaaaaaaaaa b c d e f g", 24)).isEqualTo(24);
        assertThat(TextEnd.atOrBefore("aaaaaaaaaaaaaaaabbbbbbbbbbbbbbb", 24)).isEqualTo(24);
    }

    @Test
    void aWideFullStopEndsASentenceWithoutASpace() {
        assertThat(TextEnd.atOrBefore("今日は良い天気です。明日も", 11)).isEqualTo(10);
    }

    @Test
    void tokensThatShareTheirLastCharacterAreCutAwayTogether() {
        // each emoji word is two tokens of one span: three tokens end in the middle of the second word
        RootText root = RootText.fitting("\ud83d\ude00 \ud83d\ude01", 3, scorer::spans);

        assertThat(root.text()).isEqualTo("\ud83d\ude00 ");
        assertThat(root.size()).isEqualTo(2);
    }

    @Test
    void aTextWithoutASingleTokenThatFitsBecomesEmpty() {
        RootText root = RootText.fitting("\ud83d\ude00", 1, scorer::spans);

        assertThat(root.text()).isEmpty();
        assertThat(root.size()).isZero();
    }

    @Test
    void aQueryIsTheTextOfTheTokensAroundThePositionAsFarAsThereAreAny() {
        String text = "naïve 日本 \ud83d\ude00 x yz";
        RootText root = new RootText(text, scorer.spans(text));

        assertThat(root.query(1, 1)).isEqualTo("naïve 日本 \ud83d\ude00");
        assertThat(root.query(3, 1)).isEqualTo(" \ud83d\ude00 x");
        assertThat(root.query(0, 0)).isEqualTo("naïve");
        assertThat(root.query(2, Integer.MAX_VALUE)).isEqualTo(text);
    }

    @Test
    void theTextBeforeEndsWithTheWordThatTheTokenLiesIn() {
        // Über_größe is four tokens
        List<TokenSpan> spans = List.of(
                new TokenSpan(1, 0, 3), new TokenSpan(2, 3, 6), new TokenSpan(3, 6, 10), new TokenSpan(4, 10, 12));
        RootText root = new RootText("an Über_größe!", spans);

        assertThat(root.before(0)).isEqualTo("an ");
        assertThat(root.before(1)).isEqualTo("an Über_größe");
        assertThat(root.before(3)).isEqualTo("an Über_größe");
    }

    @Test
    void theTextBeforeHasAtMostFourHundredCharactersAndNoHalfOnes() {
        String text = "\ud83d\ude00".repeat(300) + " x";
        RootText root = new RootText(text, List.of(new TokenSpan(1, 600, 602)));

        // 400 characters back from 602 is 202, the start of an emoji; 400 back from 601 would be the middle of one
        assertThat(root.before(0)).isEqualTo("\ud83d\ude00".repeat(199) + " x");
        RootText odd = new RootText(text, List.of(new TokenSpan(1, 600, 601)));
        assertThat(odd.before(0)).isEqualTo("\ud83d\ude00".repeat(199) + " ");
    }
}
