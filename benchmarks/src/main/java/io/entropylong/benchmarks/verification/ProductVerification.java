package io.entropylong.benchmarks.verification;

import io.entropylong.common.message.Dependency;
import io.entropylong.common.message.MessageCodec;
import io.entropylong.common.message.RootConcluded;
import io.entropylong.common.message.RootProfiled;
import io.entropylong.common.message.RunSettings;
import io.entropylong.verifier.verification.RootVerification;
import io.entropylong.verifier.verification.Step;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/** The product's own verification, its two services' rules driven in one loop. */
final class ProductVerification {
    private final MessageCodec codec = new MessageCodec();
    private final ScoreBook scores;
    private final UnaryOperator<RunSettings> settings;

    /**
     * @param settings what a root's settings are changed to
     */
    ProductVerification(ScoreBook scores, UnaryOperator<RunSettings> settings) {
        this.scores = scores;
        this.settings = settings;
    }

    Verified verify(RecordedRoot root) {
        RootVerification verification = new RootVerification(profile(root.profile()), root.parts());
        Step step = verification.begin();
        int stateBytes = 0;
        while (step instanceof Step.Ask ask) {
            stateBytes = Math.max(stateBytes, codec.encode(ask.state()).length);
            step = verification.scored(ask.state(), scores.answer(root, ask.request()));
        }
        if (!(step instanceof Step.Conclude conclude)) throw new IllegalStateException("no conclusion of " + root);
        RootConcluded event = conclude.event();
        Map<Pair, Double> dependencies = new HashMap<>();
        if (event instanceof RootConcluded.Unit unit) {
            for (Dependency found : unit.dependencies()) {
                dependencies.put(
                        new Pair(root.profile().ref().root(), found.passage(), found.position()), found.gain());
            }
        }
        return new Verified(
                dependencies,
                event.measured().candidates(),
                event.cost().verificationTokens() + event.cost().controlTokens(),
                stateBytes);
    }

    private RootProfiled.Profile profile(RootProfiled.Profile recorded) {
        return new RootProfiled.Profile(
                recorded.ref(),
                recorded.corpus(),
                settings.apply(recorded.settings()),
                recorded.model(),
                recorded.text(),
                recorded.tokens(),
                recorded.mu(),
                recorded.sigma(),
                recorded.tau(),
                recorded.positions(),
                recorded.forwardTokens());
    }
}
