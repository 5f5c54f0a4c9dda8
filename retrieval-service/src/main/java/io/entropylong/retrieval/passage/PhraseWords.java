package io.entropylong.retrieval.passage;

import java.util.List;

/**
 * Finds, for one position of a root after the other, the words that end with the one in which x_t ends. Positions must be
 * asked for in ascending order, for that is how a text that repeats itself is told apart. Not thread-safe.
 */
public final class PhraseWords {
    private final String text;
    private int previousEnd;

    /**
     * @param text the root's text
     */
    public PhraseWords(String text) {
        this.text = text;
    }

    /**
     * @param before text that ends with x_t
     * @return its words, the last one completed from the root; none when x_t is white space
     */
    public List<String> upTo(String before) {
        if (before.isBlank() || Character.isWhitespace(before.charAt(before.length() - 1))) return List.of();
        int start = text.indexOf(before, Math.max(0, previousEnd - before.length()));
        if (start < 0) return WordSplitter.words(before);
        previousEnd = start + before.length();
        int end =
                WordSplitter.isInsideWord(text, previousEnd) ? WordSplitter.endOfWord(text, previousEnd) : previousEnd;
        List<String> words = WordSplitter.words(text.substring(start, end));
        // the first word of a text that begins inside one is no word
        return WordSplitter.isInsideWord(text, start) ? words.subList(1, words.size()) : words;
    }
}
