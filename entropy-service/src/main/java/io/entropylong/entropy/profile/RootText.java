package io.entropylong.entropy.profile;

import io.entropylong.common.message.TokenIds;
import io.entropylong.entropy.scoring.TokenSpan;
import java.util.List;
import java.util.function.Function;

/**
 * A root's text with its tokens; the tokens are exactly what the tokenizer gives for the text.
 *
 * @param text the text
 * @param spans its tokens, in text order
 */
public record RootText(String text, List<TokenSpan> spans) {
    /** Characters that {@link #before} gives at most. */
    static final int BEFORE_CHARACTERS = 400;
    /** Characters of a word's rest that are added at most; scripts without spaces would add a whole clause. */
    static final int WORD_REST_CHARACTERS = 40;

    public RootText {
        spans = List.copyOf(spans);
    }

    /**
     * The text, or its beginning up to the end of a paragraph, line or sentence when it has more tokens than allowed. A
     * beginning need not have the tokens that it has inside the whole, so it is tokenized again until it fits.
     *
     * @param maxTokens at least 1
     * @param tokenizer gives a text's tokens in text order
     */
    public static RootText fitting(String text, int maxTokens, Function<String, List<TokenSpan>> tokenizer) {
        if (maxTokens < 1) throw new IllegalArgumentException("maxTokens must be at least 1: " + maxTokens);
        RootText root = new RootText(text, tokenizer.apply(text));
        while (root.size() > maxTokens) {
            int end = root.spans.get(maxTokens - 1).end();
            // tokens that share a last character end alike: go back by one, or this would never end
            if (end >= root.text.length()) end = root.text.offsetByCodePoints(root.text.length(), -1);
            String shorter = root.text.substring(0, TextEnd.atOrBefore(root.text, end));
            root = new RootText(shorter, tokenizer.apply(shorter));
        }
        return root;
    }

    public int size() {
        return spans.size();
    }

    TokenIds tokens() {
        return TokenIds.of(spans.stream().mapToInt(TokenSpan::id).toArray());
    }

    /**
     * The text of tokens t-w to t+w, as far as there are such (EntropyLong, step 2).
     *
     * @param index t
     * @param window w
     */
    String query(int index, int window) {
        int first = Math.max(0, index - window);
        int last = (int) Math.min(spans.size() - 1L, (long) index + window);
        return text.substring(spans.get(first).start(), spans.get(last).end());
    }

    /**
     * Up to {@link #BEFORE_CHARACTERS} characters that end with the last character of token t; when that is a letter, a
     * digit or an underscore, with the end of the word that it lies in, since phrase search knows whole words only.
     *
     * @param index t
     */
    String before(int index) {
        int tokenEnd = spans.get(index).end();
        int end = tokenEnd;
        if (end > 0 && isWordPart(text.codePointBefore(end))) {
            int limit = Math.min(text.length(), tokenEnd + WORD_REST_CHARACTERS);
            while (end < limit && isWordPart(text.codePointAt(end))) end += Character.charCount(text.codePointAt(end));
        }
        int start = Math.max(0, end - BEFORE_CHARACTERS);
        if (start > 0 && Character.isLowSurrogate(text.charAt(start))) start++;
        return text.substring(start, end);
    }

    private static boolean isWordPart(int codePoint) {
        return Character.isLetterOrDigit(codePoint) || codePoint == '_';
    }
}
