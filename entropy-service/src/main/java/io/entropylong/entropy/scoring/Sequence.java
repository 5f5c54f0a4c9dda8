package io.entropylong.entropy.scoring;

import io.entropylong.common.message.ModelIdentity;
import io.entropylong.common.message.TokenIds;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The tokens of one forward pass and which of them are asked for; the one place that decides how a sequence is laid out.
 * Immutable.
 */
public final class Sequence {
    private final TokenIds tokens;
    private final int[] wanted;

    private Sequence(TokenIds tokens, int[] wanted) {
        this.tokens = tokens;
        this.wanted = wanted;
    }

    /** [start] D, all of D wanted. */
    public static Sequence baseline(ModelIdentity model, TokenIds root) {
        int start = model.start().size();
        return new Sequence(
                model.start().then(root),
                IntStream.range(start, start + root.size()).toArray());
    }

    /**
     * [start] C [separator] D, where D ends with the last token asked for: what follows it changes nothing.
     *
     * @param context C
     * @param root D, at least as far as the last index
     * @param indices root indices, ascending, at least one
     * @throws IllegalArgumentException when an index is not in the root, or they do not ascend
     */
    public static Sequence withContext(ModelIdentity model, TokenIds context, TokenIds root, List<Integer> indices) {
        int previous = -1;
        for (int index : indices) {
            if (index <= previous) throw new IllegalArgumentException("indices do not ascend from 0: " + indices);
            previous = index;
        }
        if (previous < 0) throw new IllegalArgumentException("no index is asked for");
        if (previous >= root.size()) {
            throw new IllegalArgumentException(
                    "index " + previous + " is asked of a root of " + root.size() + " tokens");
        }
        TokenIds front = model.start().then(context, model.separator());
        int offset = front.size();
        return new Sequence(
                front.then(root.first(previous + 1)),
                indices.stream().mapToInt(index -> offset + index).toArray());
    }

    public int length() {
        return tokens.size();
    }

    public TokenIds tokens() {
        return tokens;
    }

    /** 0-based indices into {@link #tokens()}, ascending, each at least 1; a copy. */
    public int[] wanted() {
        return wanted.clone();
    }
}
