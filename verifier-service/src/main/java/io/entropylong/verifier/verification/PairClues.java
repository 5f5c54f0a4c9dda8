package io.entropylong.verifier.verification;

import io.entropylong.common.message.Candidate;
import io.entropylong.common.message.Candidate.Arm;
import io.entropylong.common.message.Candidate.Retrieval;
import io.entropylong.common.message.HighEntropyPosition;
import io.entropylong.common.message.TokenIds;

/**
 * What is known of a pair (position, candidate) before it is scored, from the texts alone. Where the tokens in front of the
 * position stand in the candidate too, the model can copy on; where they stood in the root before, it could do so without.
 *
 * @param position index t in the root
 * @param followed whether at least {@value #FOLLOWED_CHARACTERS} characters in front of the word of x_t stand in the candidate
 * @param quoted whether at least {@value #QUOTED_CHARACTERS} characters that end with the word of x_t do
 * @param familiar whether the last two tokens in front of x_t stand together earlier in the root
 * @param phraseWords words of the phrase arm's match; 0 when only the other arm found it
 */
public record PairClues(int position, boolean followed, boolean quoted, boolean familiar, double phraseWords) {
    static final int FOLLOWED_CHARACTERS = 8;
    static final int QUOTED_CHARACTERS = 12;

    /**
     * @param root ids of the root
     * @param position with the text before it
     */
    public static PairClues of(TokenIds root, HighEntropyPosition position, Candidate candidate) {
        String before = position.before();
        String text = candidate.text();
        return new PairClues(
                position.index(),
                holdsEnd(text, before.substring(0, lastWord(before)), FOLLOWED_CHARACTERS),
                holdsEnd(text, before, QUOTED_CHARACTERS),
                isFamiliar(root, position.index()),
                candidate.retrievals().stream()
                        .filter(find -> find.index() == position.index() && find.arm() == Arm.PHRASE)
                        .mapToDouble(Retrieval::similarity)
                        .max()
                        .orElse(0));
    }

    private static boolean holdsEnd(String text, String before, int characters) {
        return before.length() >= characters && text.contains(before.substring(before.length() - characters));
    }

    /** Where the last word begins: letters, digits and underscores, else a single character. */
    private static int lastWord(String text) {
        int at = text.length();
        while (at > 0 && isWordPart(text.codePointBefore(at))) at -= Character.charCount(text.codePointBefore(at));
        if (at < text.length() || at == 0) return at;
        return at - Character.charCount(text.codePointBefore(at));
    }

    private static boolean isWordPart(int codePoint) {
        return Character.isLetterOrDigit(codePoint) || codePoint == '_';
    }

    private static boolean isFamiliar(TokenIds root, int index) {
        for (int at = 2; at < index; at++) {
            if (root.at(at - 1) == root.at(index - 1) && root.at(at - 2) == root.at(index - 2)) return true;
        }
        return false;
    }
}
