package io.entropylong.assembler.explain;

import java.util.Arrays;

/** Cuts tokens into text around a part that matters. */
final class Excerpts {
    /** A sentence that is longer on one side is cut there. */
    private static final int SIDE = 64;

    private Excerpts() {}

    /** All of it, tokens [from, to) marked. */
    static Explanation.Excerpt marked(int[] ids, int from, int to, TokenTexts texts) {
        return new Explanation.Excerpt(
                texts.of(Arrays.copyOfRange(ids, 0, from)),
                texts.of(Arrays.copyOfRange(ids, from, to)),
                texts.of(Arrays.copyOfRange(ids, to, ids.length)));
    }

    /** The token in its sentence or line. */
    static Explanation.Excerpt sentence(int[] ids, int index, TokenTexts texts) {
        String before = texts.of(Arrays.copyOfRange(ids, Math.max(0, index - SIDE), index));
        String behind = texts.of(Arrays.copyOfRange(ids, index + 1, Math.min(ids.length, index + 1 + SIDE)));
        return new Explanation.Excerpt(
                before.substring(begin(before)), texts.of(new int[] {ids[index]}), behind.substring(0, end(behind)));
    }

    private static int begin(String before) {
        for (int at = before.length(); at > 0; at--) if (isEnd(before, at)) return at;
        return 0;
    }

    private static int end(String behind) {
        for (int at = 1; at < behind.length(); at++) if (isEnd(behind, at)) return at;
        return behind.length();
    }

    /** Whether a sentence or line ends in front of that index. */
    private static boolean isEnd(String text, int at) {
        char last = text.charAt(at - 1);
        if (last == '\n') return true;
        boolean stop = last == '.' || last == '!' || last == '?' || last == '\u3002';
        return stop && (last == '\u3002' || (at < text.length() && Character.isWhitespace(text.charAt(at))));
    }
}
