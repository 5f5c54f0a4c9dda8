package io.entropylong.entropy.bindings;

import io.entropylong.common.message.ContextsScored;
import io.entropylong.common.message.MessageCodec;
import io.entropylong.common.message.ScoresRequested;
import io.entropylong.entropy.context.Answer;
import io.entropylong.entropy.context.ContextScorer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.springframework.messaging.Message;

/**
 * Score requests in, scores out; all is computed before anything is sent. A request with a context that the model can
 * never score gets no answer: it goes to the dead-letter topic, and its root stays open until someone looks there.
 */
final class ScoreFunction implements Function<Message<List<byte[]>>, List<Message<byte[]>>> {
    private final ContextScorer scorer;
    private final MessageCodec codec;
    private final DeadLetters deadLetters;

    ScoreFunction(ContextScorer scorer, MessageCodec codec, DeadLetters deadLetters) {
        this.scorer = scorer;
        this.codec = codec;
        this.deadLetters = deadLetters;
    }

    @Override
    public List<Message<byte[]>> apply(Message<List<byte[]>> records) {
        Batch<ScoresRequested> batch = Batch.read(records, codec, ScoresRequested.class);
        List<Answer> answers = scorer.score(batch.messages());
        List<Message<byte[]>> scored = new ArrayList<>();
        List<Rejected> rejected = new ArrayList<>(batch.malformed());
        for (int i = 0; i < answers.size(); i++) {
            switch (answers.get(i)) {
                case Answer.Answered answered -> {
                    ContextsScored scores = answered.scores();
                    scored.add(Outgoing.keyedByRoot(scores.ref(), codec.encode(scores)));
                    deadLetters.meters().done();
                }
                case Answer.Impossible impossible ->
                    rejected.add(new Rejected(batch.incoming().get(i).record(), false, impossible.reason()));
            }
        }
        deadLetters.send(rejected);
        return scored;
    }
}
