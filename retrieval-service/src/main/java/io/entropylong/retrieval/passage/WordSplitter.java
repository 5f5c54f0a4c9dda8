package io.entropylong.retrieval.passage;

import java.util.ArrayList;
import java.util.List;

/**
 * Splits text into the words that phrases are matched by: runs of letters, digits, combining marks and underscores, and
 * every other visible character by itself. Case is kept; white space only separates.
 */
public final class WordSplitter {
    private WordSplitter() {}

    /** The words of a text in their order. */
    public static List<String> words(CharSequence text) {
        List<String> words = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            int character = Character.codePointAt(text, at);
            int end = at + Character.charCount(character);
            if (isWordCharacter(character)) {
                end = endOfWord(text, end);
                words.add(text.subSequence(at, end).toString());
            } else if (!isBlank(character)) {
                words.add(text.subSequence(at, end).toString());
            }
            at = end;
        }
        return words;
    }

    /** The words separated by single blanks, for an analyzer that splits at white space. */
    public static String separated(CharSequence text) {
        return String.join(" ", words(text));
    }

    /**
     * @param at an index of the text, or its length
     * @return the first index from {@code at} on that does not stand in a run of word characters
     */
    public static int endOfWord(CharSequence text, int at) {
        int end = at;
        while (end < text.length()) {
            int character = Character.codePointAt(text, end);
            if (!isWordCharacter(character)) break;
            end += Character.charCount(character);
        }
        return end;
    }

    /**
     * @return whether a cut at the index would separate two characters of one word, or the halves of a surrogate pair
     */
    public static boolean isInsideWord(CharSequence text, int at) {
        if (at <= 0 || at >= text.length()) return false;
        if (Character.isLowSurrogate(text.charAt(at)) && Character.isHighSurrogate(text.charAt(at - 1))) return true;
        return isWordCharacter(Character.codePointBefore(text, at)) && isWordCharacter(Character.codePointAt(text, at));
    }

    private static boolean isWordCharacter(int character) {
        if (character == '_' || Character.isLetterOrDigit(character)) return true;
        int type = Character.getType(character);
        return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
    }

    private static boolean isBlank(int character) {
        return Character.isWhitespace(character)
                || Character.isSpaceChar(character)
                || Character.isISOControl(character);
    }
}
