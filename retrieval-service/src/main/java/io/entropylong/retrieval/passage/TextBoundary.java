package io.entropylong.retrieval.passage;

import java.text.BreakIterator;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Finds the best place to end a piece of text; a pure function. */
final class TextBoundary {
    private static final int LOOK_AHEAD = 200;

    private TextBoundary() {}

    /**
     * Looks back from the limit: for the end of a paragraph, else of a line or sentence, both in the second half of the
     * piece, else for white space, else for the border of a word. Only one word longer than the limit is cut inside, and
     * even that not inside a surrogate pair.
     *
     * @param text the whole text
     * @param start where the piece begins
     * @param limit most characters of the piece, at least 2
     * @return where it ends, above {@code start}
     */
    static int end(String text, int start, int limit) {
        if (limit < 2) throw new IllegalArgumentException("limit must be at least 2: " + limit);
        if (text.length() - start <= limit) return text.length();
        int most = start + limit;
        int half = start + limit / 2;
        int line = -1;
        for (int at = most; at > half; at--) {
            if (isParagraphEnd(text, at)) return at;
            if (line < 0 && text.charAt(at - 1) == '\n') line = at;
        }
        int sentence = sentenceEnd(text, start, most);
        if (Math.max(line, sentence) > half) return Math.max(line, sentence);
        for (int at = most; at > start; at--) {
            if (Character.isWhitespace(text.charAt(at - 1))) return at;
        }
        for (int at = most; at > start; at--) {
            if (!WordSplitter.isInsideWord(text, at)) return at;
        }
        return Character.isLowSurrogate(text.charAt(most)) ? most - 1 : most;
    }

    /**
     * Takes blank lines off the front and white space off the end; the indentation of the first line stays.
     *
     * @return null when only white space is left
     */
    static @Nullable Span trimmed(String text, int start, int end) {
        int last = end;
        while (last > start && Character.isWhitespace(text.charAt(last - 1))) last--;
        if (last == start) return null;
        int first = start;
        for (int at = start; Character.isWhitespace(text.charAt(at)); at++) {
            if (text.charAt(at) == '\n' || text.charAt(at) == '\r') first = at + 1;
        }
        return new Span(first, last);
    }

    private static boolean isParagraphEnd(String text, int at) {
        if (text.charAt(at - 1) != '\n') return false;
        for (int before = at - 2; before >= 0; before--) {
            char character = text.charAt(before);
            if (character == '\n') return true;
            if (!Character.isWhitespace(character)) return false;
        }
        return false;
    }

    /** The last end of a sentence up to {@code most}, white space behind it included; {@code start} when there is none. */
    private static int sentenceEnd(String text, int start, int most) {
        BreakIterator sentences = BreakIterator.getSentenceInstance(Locale.ROOT);
        // whether a sentence ends at the limit is told by what follows
        sentences.setText(text.substring(start, Math.min(text.length(), most + LOOK_AHEAD)));
        return start + sentences.preceding(most - start + 1);
    }
}
