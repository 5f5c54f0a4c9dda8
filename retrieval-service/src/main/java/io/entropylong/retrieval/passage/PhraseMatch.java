package io.entropylong.retrieval.passage;

import java.util.List;

/** How much of the words before a position a passage holds verbatim. */
public final class PhraseMatch {
    /** Shorter matches say nothing. */
    public static final int LEAST_WORDS = 3;

    private PhraseMatch() {}

    /**
     * @param phrase words, the last of which must be part of the match
     * @param passage words of a passage
     * @return the largest n for which the last n words of the phrase stand side by side in the passage; 0 for none
     */
    public static int longest(List<String> phrase, List<String> passage) {
        int best = 0;
        for (int end = 0; end < passage.size(); end++) {
            int length = 0;
            while (length < phrase.size()
                    && length <= end
                    && passage.get(end - length).equals(phrase.get(phrase.size() - 1 - length))) {
                length++;
            }
            best = Math.max(best, length);
        }
        return best;
    }
}
