package io.entropylong.retrieval.bindings;

import io.entropylong.common.message.MessageCodec;
import io.entropylong.common.message.RootConcluded;
import io.entropylong.common.message.RootRef;
import io.entropylong.common.message.RootSelected;
import io.entropylong.common.topic.Topics;
import io.entropylong.messaging.DeadLetter;
import io.entropylong.messaging.DeadLetterReason;
import io.entropylong.messaging.Outbox;
import io.entropylong.messaging.Received;
import io.entropylong.messaging.RecordBatch;
import io.entropylong.retrieval.run.RunPlanner;
import io.entropylong.retrieval.run.StoredRun;
import io.entropylong.retrieval.search.RunStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.springframework.messaging.Message;

/** Releases a root for each that has ended, while its run goes on. */
final class ReleaseFunction implements Consumer<Message<List<byte[]>>> {
    private final RunPlanner planner;
    private final RunStore runs;
    private final MessageCodec codec;
    private final Outbox outbox;

    ReleaseFunction(RunPlanner planner, RunStore runs, MessageCodec codec, Outbox outbox) {
        this.planner = planner;
        this.runs = runs;
        this.codec = codec;
        this.outbox = outbox;
    }

    @Override
    public void accept(Message<List<byte[]>> batch) {
        RecordBatch<RootConcluded> records = RecordBatch.read(batch, codec, RootConcluded.class);
        List<DeadLetter> letters = new ArrayList<>(records.malformed());
        List<RootSelected> released = new ArrayList<>();
        Map<String, Optional<StoredRun>> known = new HashMap<>();
        for (Received<RootConcluded> record : records.received()) {
            RootRef ended = record.message().facts().ref();
            Optional<StoredRun> run = known.computeIfAbsent(ended.run(), runs::find);
            if (run.isEmpty()) {
                letters.add(record.rejected(DeadLetterReason.UNKNOWN_RUN, "there is no run " + ended.run()));
            } else if (run.get().isRunning()) {
                planner.afterEndOf(run.get().record(), ended.ordinal()).ifPresent(released::add);
            }
        }
        for (RootSelected root : released) outbox.send(Topics.ROOTS, root.ref().root(), root);
        outbox.bury("release", Topics.UNITS, letters);
    }
}
