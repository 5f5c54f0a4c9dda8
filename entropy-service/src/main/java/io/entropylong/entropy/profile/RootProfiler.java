package io.entropylong.entropy.profile;

import io.entropylong.common.message.HighEntropyPosition;
import io.entropylong.common.message.ModelIdentity;
import io.entropylong.common.message.RefusalReason;
import io.entropylong.common.message.RootProfiled;
import io.entropylong.common.message.RootSelected;
import io.entropylong.common.message.TokenIds;
import io.entropylong.entropy.scoring.Outcome;
import io.entropylong.entropy.scoring.Phase;
import io.entropylong.entropy.scoring.ScoringPool;
import io.entropylong.entropy.scoring.Sequence;
import io.entropylong.entropy.scoring.TokenScorer;
import io.entropylong.entropy.scoring.TokenScores;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Finds the high-entropy positions of roots, or the reason why a root has none. Thread-safe. */
public final class RootProfiler {
    private final TokenScorer scorer;
    private final ScoringPool pool;

    /**
     * @param pool its passes run there
     */
    public RootProfiler(TokenScorer scorer, ScoringPool pool) {
        this.scorer = scorer;
        this.pool = pool;
    }

    /**
     * @return one profile or refusal for each root, in their order
     */
    public List<RootProfiled> profile(List<RootSelected> roots) {
        List<Preparation> preparations = roots.stream().map(this::prepare).toList();
        List<Sequence> sequences = preparations.stream()
                .filter(Ready.class::isInstance)
                .map(ready -> ((Ready) ready).sequence())
                .toList();
        Iterator<Outcome> outcomes =
                pool.scoreAll(scorer, Phase.ENTROPY, sequences).iterator();
        List<RootProfiled> profiles = new ArrayList<>();
        for (Preparation preparation : preparations) {
            profiles.add(
                    switch (preparation) {
                        case Hopeless hopeless -> hopeless.refusal();
                        case Ready ready -> conclude(ready, outcomes.next());
                    });
        }
        return profiles;
    }

    private sealed interface Preparation {}

    private record Hopeless(RootProfiled.Refused refusal) implements Preparation {}

    private record Ready(RootSelected root, RootText text, TokenIds tokens, Sequence sequence) implements Preparation {}

    private Preparation prepare(RootSelected root) {
        ModelIdentity model = scorer.identity();
        int least = root.settings().rootMinTokens();
        int room = model.contextWindow() - model.start().size();
        int most = Math.min(root.settings().rootMaxTokens(), room);
        RootText text;
        try {
            text = RootText.fitting(root.text(), most, scorer::spans);
        } catch (RuntimeException e) {
            String detail = "the text cannot be tokenized: " + e.getMessage();
            return new Hopeless(refuse(root, RefusalReason.FAILED, detail, TokenIds.none(), 0));
        }
        TokenIds tokens = text.tokens();
        if (tokens.size() < least) {
            String detail = tokens.size() + " tokens of at least " + least;
            return new Hopeless(refuse(root, RefusalReason.TOO_SHORT, detail, tokens, 0));
        }
        return new Ready(root, text, tokens, Sequence.baseline(model, tokens));
    }

    private RootProfiled conclude(Ready ready, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Failed failed ->
                refuse(ready.root(), RefusalReason.FAILED, failed.reason(), ready.tokens(), 0);
            case Outcome.Scored scored -> conclude(ready, scored.scores());
        };
    }

    private RootProfiled conclude(Ready ready, TokenScores scores) {
        RootSelected root = ready.root();
        EntropyThreshold threshold =
                EntropyThreshold.over(scores.entropies(), root.settings().alpha());
        List<HighEntropyPosition> positions = positions(ready, scores, threshold);
        if (positions.isEmpty()) {
            String detail = "no entropy of " + scores.size() + " lies above " + threshold.tau() + " nats";
            return refuse(root, RefusalReason.NO_POSITIONS, detail, ready.tokens(), scores.forwardTokens());
        }
        return new RootProfiled.Profile(
                root.ref(),
                root.corpus(),
                root.settings(),
                scorer.identity(),
                ready.text().text(),
                ready.tokens(),
                threshold.mu(),
                threshold.sigma(),
                threshold.tau(),
                positions,
                scores.forwardTokens());
    }

    private static List<HighEntropyPosition> positions(Ready ready, TokenScores scores, EntropyThreshold threshold) {
        int window = ready.root().settings().window();
        List<HighEntropyPosition> positions = new ArrayList<>();
        for (int index = 0; index < scores.size(); index++) {
            if (!threshold.isExceededBy(scores.entropy(index))) continue;
            positions.add(new HighEntropyPosition(
                    index,
                    scores.entropy(index),
                    scores.surprisal(index),
                    ready.text().query(index, window),
                    ready.text().before(index)));
        }
        return positions;
    }

    private RootProfiled.Refused refuse(
            RootSelected root, RefusalReason reason, String detail, TokenIds tokens, long forwardTokens) {
        return new RootProfiled.Refused(
                root.ref(), root.settings(), scorer.identity(), reason, detail, tokens, forwardTokens);
    }
}
