package io.entropylong.retrieval.passage;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts documents into the windows that are roots: at most {@value #CHARACTERS_PER_TOKEN} characters for each token
 * wanted, of about equal length, ending like passages do. A document that fits is one window. A pure function of text and
 * size.
 *
 * @param maxTokens about how many tokens a root may have
 */
public record RootWindows(int maxTokens) {
    /** Characters allowed for a token; few, for a root that is too long in tokens loses its end. */
    public static final int CHARACTERS_PER_TOKEN = 3;

    public RootWindows {
        if (maxTokens < 1) throw new IllegalArgumentException("maxTokens must be at least 1: " + maxTokens);
    }

    /** Most characters of a window. */
    public int budget() {
        return (int) Math.min(Integer.MAX_VALUE, (long) maxTokens * CHARACTERS_PER_TOKEN);
    }

    /** The windows of a text in their order; none when it is blank. */
    public List<Span> cut(String text) {
        List<Span> windows = new ArrayList<>();
        int start = 0;
        while (start < text.length()) {
            int end = TextBoundary.end(text, start, limit(text.length() - start));
            Span window = TextBoundary.trimmed(text, start, end);
            if (window != null) windows.add(window);
            start = end;
        }
        return windows;
    }

    /** An equal share of what is left and a tenth more, for the boundary lies before the limit. */
    private int limit(int left) {
        int budget = budget();
        if (left <= budget) return Math.max(2, left);
        long parts = ((long) left + budget - 1) / budget;
        long share = left / parts + 1;
        return (int) Math.max(2, Math.min(budget, share + share / 10));
    }
}
