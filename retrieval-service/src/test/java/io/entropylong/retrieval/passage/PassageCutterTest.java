package io.entropylong.retrieval.passage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PassageCutterTest {
    @Test
    void paragraphEndsComeBeforeLineEndsAndSentences() {
        String text = "First one. Here.\n\nSecond one is\na bit longer. And longer still.";
        assertThat(pieces(8, text)).first().isEqualTo("First one. Here.");
        assertThat(pieces(5, "aaaa bbbb cc.\ndddd eeee")).containsExactly("aaaa bbbb cc.", "dddd eeee");
        assertThat(pieces(5, "Aaaa bbbb cc. Dddd eeee")).containsExactly("Aaaa bbbb cc.", "Dddd eeee");
    }

    @Test
    void aFullStopInsideASentenceEndsNoPassage() {
        assertThat(pieces(6, "Birds, e.g. owls, see in the dark.")).first().isEqualTo("Birds, e.g. owls, see");
        assertThat(pieces(6, "It rose by 3.5 percent a year.")).first().isEqualTo("It rose by 3.5 percent");
        assertThat(
                        pieces(
                                4,
                                "\u6628\u65e5\u306f\u96e8\u3067\u3057\u305f\u3002\u4eca\u65e5\u306f\u6674\u308c\u3066\u3044\u307e\u3059\u3002"))
                .first()
                .isEqualTo("\u6628\u65e5\u306f\u96e8\u3067\u3057\u305f\u3002");
    }

    @Test
    void aWordIsCutOnlyWhenItIsLongerThanAPassageAndThenBetweenWholeCharacters() {
        assertThat(pieces(2, "abcdef ghijklm nop")).containsExactly("abcdef", "ghijklm", "nop");
        assertThat(pieces(1, "ab\uD83D\uDE00\uD83D\uDE00\uD83D\uDE00"))
                .allSatisfy(piece ->
                        assertThat(Character.isLowSurrogate(piece.charAt(0))).isFalse());
        assertThat(pieces(1, "abcdefghij")).containsExactly("abcd", "efgh", "ij");
    }

    @Test
    void passagesHoldEveryVisibleCharacterInOrderAndKeepTheBudget() {
        Random random = new Random(7);
        String alphabet = "abc  \n\n.,_\u00e9\uD83D";
        for (int round = 0; round < 300; round++) {
            StringBuilder built = new StringBuilder();
            for (int i = 0; i < 200; i++) {
                char next = alphabet.charAt(random.nextInt(alphabet.length()));
                built.append(next);
                if (Character.isHighSurrogate(next)) built.append('\uDE00');
            }
            String text = built.toString();
            List<Span> passages = new PassageCutter(4).cut(text);
            StringBuilder joined = new StringBuilder();
            passages.forEach(passage -> joined.append(passage.of(text)));
            assertThat(joined.toString().replaceAll("\\s", "")).isEqualTo(text.replaceAll("\\s", ""));
            assertThat(passages).allMatch(passage -> passage.end() - passage.start() <= 16);
        }
    }

    @Test
    void blankTextHasNoPassage() {
        assertThat(new PassageCutter(4).cut(" \n\t ")).isEmpty();
    }

    @Test
    void theIndentationOfTheFirstLineStays() {
        assertThat(pieces(10, "\n\n    indented\n")).containsExactly("    indented");
    }

    private static List<String> pieces(int tokens, String text) {
        return new PassageCutter(tokens)
                .cut(text).stream().map(span -> span.of(text)).toList();
    }
}
