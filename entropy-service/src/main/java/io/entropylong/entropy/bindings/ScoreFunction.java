package io.entropylong.entropy.bindings;

import io.entropylong.common.message.ContextsScored;
import io.entropylong.common.message.MessageCodec;
import io.entropylong.common.message.ScoresRequested;
import io.entropylong.common.topic.Topics;
import io.entropylong.entropy.context.ContextScorer;
import io.entropylong.messaging.Outbox;
import io.entropylong.messaging.RecordBatch;
import io.entropylong.messaging.StageMeters;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.messaging.Message;

/**
 * Score requests in, scores out; all is computed before anything is sent, since the transaction's clock starts with that. A
 * context that the model cannot score is answered as failed, so that its root always ends.
 */
final class ScoreFunction implements Consumer<Message<List<byte[]>>> {
    static final String STAGE = "score";

    private final ContextScorer scorer;
    private final MessageCodec codec;
    private final Outbox outbox;
    private final StageMeters meters;

    /**
     * @param meters of stage score
     */
    ScoreFunction(ContextScorer scorer, MessageCodec codec, Outbox outbox, StageMeters meters) {
        this.scorer = scorer;
        this.codec = codec;
        this.outbox = outbox;
        this.meters = meters;
    }

    @Override
    public void accept(Message<List<byte[]>> records) {
        outbox.answer(STAGE, records, () -> meters.batch(records.getPayload().size(), () -> answer(records)));
    }

    private void answer(Message<List<byte[]>> records) {
        RecordBatch<ScoresRequested> batch = RecordBatch.read(records, codec, ScoresRequested.class);
        for (ContextsScored scores : scorer.score(batch.messages())) {
            outbox.send(Topics.SCORES, scores.ref().root(), scores);
            boolean failed = scores.scores().stream().anyMatch(ContextsScored.Failed.class::isInstance);
            if (failed) meters.failed(1);
            else meters.ok(1);
        }
        outbox.bury(STAGE, Topics.SCORE_REQUESTS, batch.malformed());
    }
}
