package io.entropylong.retrieval.passage;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts documents into passages: at most {@value #CHARACTERS_PER_TOKEN} characters for each token wanted (a budget: what
 * a model makes of English text and code is about that), ending at a paragraph, else at a line or a sentence as {@link
 * java.text.BreakIterator} knows it, else at white space; never inside a word or a surrogate pair, unless one word is longer than a passage. White space between passages
 * belongs to none. A pure function of text and size.
 *
 * @param passageTokens about how many tokens a passage may have
 */
public record PassageCutter(int passageTokens) {
    /** Characters allowed for a token. */
    public static final int CHARACTERS_PER_TOKEN = 4;

    public PassageCutter {
        if (passageTokens < 1) throw new IllegalArgumentException("passageTokens must be at least 1: " + passageTokens);
    }

    /** The passages of a text in their order; none when it is blank. */
    public List<Span> cut(String text) {
        List<Span> passages = new ArrayList<>();
        int limit = Math.multiplyExact(passageTokens, CHARACTERS_PER_TOKEN);
        int start = 0;
        while (start < text.length()) {
            int end = TextBoundary.end(text, start, limit);
            Span passage = TextBoundary.trimmed(text, start, end);
            if (passage != null) passages.add(passage);
            start = end;
        }
        return passages;
    }

    /** The name of a passage: {@code <document>#<start>-<end>}. */
    public static String passageId(String document, Span span) {
        return document + "#" + span.start() + "-" + span.end();
    }
}
