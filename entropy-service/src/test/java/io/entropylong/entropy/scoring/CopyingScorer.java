package io.entropylong.entropy.scoring;

import io.entropylong.common.message.ModelIdentity;
import io.entropylong.common.message.TokenIds;
import io.entropylong.common.message.Vocabulary;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A model whose numbers can be worked out by hand. A token is a word with the white space in front of it, and its id is the
 * number of the word's characters; a word with an emoji is two tokens of the same span. A token's entropy is its id divided
 * by 1 + how often the id stood earlier in the sequence, its surprisal is twice that. The word {@code ?} is one that the
 * model fails on.
 */
public final class CopyingScorer implements TokenScorer {
    public static final int START = 0;
    public static final int SEPARATOR = 900;
    private static final Pattern TOKEN = Pattern.compile("\\s*\\S+");
    public static final int QUESTION_MARK = 999;

    private final int contextWindow;

    public CopyingScorer(int contextWindow) {
        this.contextWindow = contextWindow;
    }

    @Override
    public ModelIdentity identity() {
        return new ModelIdentity(
                "copying",
                "a",
                "exact",
                "b",
                contextWindow,
                100_000,
                TokenIds.of(START),
                TokenIds.of(SEPARATOR, SEPARATOR),
                TokenIds.none());
    }

    /** Ids 0 to 2 only. */
    @Override
    public Optional<Vocabulary> vocabulary() {
        return Optional.of(new Vocabulary("b", List.of("", " a", " ab")));
    }

    @Override
    public TokenIds tokenize(String text) {
        return TokenIds.of(spans(text).stream().mapToInt(TokenSpan::id).toArray());
    }

    @Override
    public List<TokenSpan> spans(String text) {
        List<TokenSpan> spans = new ArrayList<>();
        Matcher matcher = TOKEN.matcher(text);
        while (matcher.find()) {
            String word = matcher.group().strip();
            int characters = word.codePointCount(0, word.length());
            TokenSpan span =
                    new TokenSpan(word.equals("?") ? QUESTION_MARK : characters, matcher.start(), matcher.end());
            spans.add(span);
            if (characters < word.length()) spans.add(span);
        }
        return spans;
    }

    @Override
    public List<TokenScores> score(List<Sequence> batch) {
        return batch.stream().map(CopyingScorer::score).toList();
    }

    private static TokenScores score(Sequence sequence) {
        int[] tokens = sequence.tokens().toArray();
        int[] wanted = sequence.wanted();
        float[] entropies = new float[wanted.length];
        float[] surprisals = new float[wanted.length];
        for (int i = 0; i < wanted.length; i++) {
            int id = tokens[wanted[i]];
            if (id == QUESTION_MARK) throw new IllegalStateException("no answer to ?");
            int earlier = 0;
            for (int at = 0; at < wanted[i]; at++) if (tokens[at] == id) earlier++;
            entropies[i] = (float) id / (1 + earlier);
            surprisals[i] = 2 * entropies[i];
        }
        return new TokenScores(entropies, surprisals, tokens.length);
    }
}
