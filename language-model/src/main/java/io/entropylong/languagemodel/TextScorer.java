package io.entropylong.languagemodel;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Scores each token of a text as [start] text. A text longer than the model's window is read in windows that overlap by
 * half: a token of the first window has everything before it, each later one at least half a window.
 */
public final class TextScorer {
    private final LanguageModel model;
    private final int window;

    /**
     * @param model whose window is used
     */
    public TextScorer(LanguageModel model) {
        this(model, model.description().contextWindow());
    }

    /**
     * @param window most tokens of a pass, at least 4 and at most the model's
     */
    TextScorer(LanguageModel model, int window) {
        if (window < 4 || window > model.description().contextWindow()) {
            throw new IllegalArgumentException("a window of " + window + " tokens");
        }
        this.model = model;
        this.window = window;
    }

    /**
     * A token of the text.
     *
     * @param index 0-based
     * @param id its id
     * @param text the characters that it stands for; several tokens may share one character
     * @param entropy H in nats
     * @param surprisal -ln p in nats
     */
    public record ScoredToken(int index, int id, String text, double entropy, double surprisal) {}

    /**
     * @param sink takes the tokens in order
     */
    public void score(String text, Consumer<ScoredToken> sink) {
        List<TokenSpan> spans = model.spans(text);
        int[] start =
                model.description().start().stream().mapToInt(Integer::intValue).toArray();
        int room = window - start.length;
        int scored = 0;
        while (scored < spans.size()) {
            int from = scored == 0 ? 0 : scored - room / 2;
            int to = Math.min(spans.size(), from + room);
            int[] tokens = new int[start.length + to - from];
            System.arraycopy(start, 0, tokens, 0, start.length);
            for (int i = from; i < to; i++)
                tokens[start.length + i - from] = spans.get(i).id();
            int first = start.length + scored - from;
            Scores scores =
                    model.score(tokens, IntStream.range(first, tokens.length).toArray());
            for (int i = scored; i < to; i++) {
                TokenSpan span = spans.get(i);
                sink.accept(new ScoredToken(
                        i,
                        span.id(),
                        text.substring(span.startChar(), span.endChar()),
                        scores.entropies()[i - scored],
                        scores.surprisals()[i - scored]));
            }
            scored = to;
        }
    }
}
