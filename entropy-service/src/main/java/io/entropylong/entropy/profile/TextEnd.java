package io.entropylong.entropy.profile;

import java.util.function.IntPredicate;

/** Finds the place where a text that is too long can end: behind a paragraph, a line, a sentence or a word. */
final class TextEnd {
    private static final String CLOSING = "\"')]\u201d\u2019\u00bb";
    private static final String FULL_STOPS = ".!?\u2026";
    private static final String WIDE_FULL_STOPS = "\u3002\uff01\uff1f";

    private TextEnd() {}

    /**
     * The last such end in the last quarter before {@code limit}: of a paragraph if there is one, else of a line, else of
     * a sentence, else of a word, else {@code limit} itself.
     *
     * @param limit UTF-16 offset, at least 1, not inside a surrogate pair
     * @return UTF-16 offset, at most {@code limit} and more than 0
     */
    static int atOrBefore(String text, int limit) {
        int least = Math.max(1, limit - limit / 4);
        int paragraph = last(least, limit, at -> text.startsWith("\n\n", at) || text.startsWith("\r\n\r\n", at));
        if (paragraph > 0) return paragraph;
        int line = last(least, limit, at -> text.startsWith("\n", at) || text.startsWith("\r\n", at));
        if (line > 0) return line;
        int sentence = last(least, limit, at -> isSentenceEnd(text, at));
        if (sentence > 0) return sentence;
        int word = last(least, limit, at -> at < text.length() && Character.isWhitespace(text.charAt(at)));
        return word > 0 ? word : limit;
    }

    private static int last(int least, int limit, IntPredicate isEnd) {
        for (int at = limit; at >= least; at--) {
            if (isEnd.test(at)) return at;
        }
        return -1;
    }

    private static boolean isSentenceEnd(String text, int at) {
        int mark = at - 1;
        while (mark > 0 && CLOSING.indexOf(text.charAt(mark)) >= 0) mark--;
        if (mark < 0) return false;
        if (WIDE_FULL_STOPS.indexOf(text.charAt(mark)) >= 0) return true;
        boolean spaceFollows = at < text.length() && Character.isWhitespace(text.charAt(at));
        return spaceFollows && FULL_STOPS.indexOf(text.charAt(mark)) >= 0;
    }
}
