package io.entropylong.retrieval.bindings;

import io.entropylong.common.message.MessageCodec;
import io.entropylong.common.message.RootSelected;
import io.entropylong.common.message.RunPlanned;
import io.entropylong.common.message.RunRecorded;
import io.entropylong.common.topic.Topics;
import io.entropylong.messaging.Outbox;
import io.entropylong.messaging.Received;
import io.entropylong.messaging.RecordBatch;
import io.entropylong.retrieval.run.RunPlan;
import io.entropylong.retrieval.run.RunPlanner;
import io.entropylong.retrieval.run.StoredRun;
import io.entropylong.retrieval.search.RunStore;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.springframework.messaging.Message;

/** Plans runs and releases their first roots; remembers how each run stands. */
final class PlanFunction implements Consumer<Message<List<byte[]>>> {
    private final RunPlanner planner;
    private final RunStore runs;
    private final MessageCodec codec;
    private final Outbox outbox;

    PlanFunction(RunPlanner planner, RunStore runs, MessageCodec codec, Outbox outbox) {
        this.planner = planner;
        this.runs = runs;
        this.codec = codec;
        this.outbox = outbox;
    }

    @Override
    public void accept(Message<List<byte[]>> batch) {
        RecordBatch<RunRecorded> records = RecordBatch.read(batch, codec, RunRecorded.class);
        Map<String, Begun> begun = new LinkedHashMap<>();
        for (Received<RunRecorded> record : records.received()) {
            RunRecorded run = record.message();
            Optional<StoredRun> known = runs.find(run.run());
            String plannedBy = known.map(StoredRun::plannedBy).orElse(record.place());
            if (run.state() != RunRecorded.State.RUNNING) {
                // cancelled before it began: nothing of it is released
                begun.remove(run.run());
            } else if (plannedBy.equals(record.place())) {
                begun.put(run.run(), new Begun(run.run(), planner.plan(run), planner.first(run)));
            }
            runs.put(new StoredRun(run, plannedBy));
        }
        begun.values().forEach(this::send);
        outbox.bury("plan", Topics.RUNS, records.malformed());
    }

    private void send(Begun begun) {
        RunPlan plan = begun.plan();
        RunPlanned planned =
                new RunPlanned(begun.run(), plan.count(), plan.documents(), plan.passages(), plan.refusal());
        outbox.send(Topics.RUN_PLANS, begun.run(), planned);
        for (RootSelected root : begun.first())
            outbox.send(Topics.ROOTS, root.ref().root(), root);
    }

    private record Begun(String run, RunPlan plan, List<RootSelected> first) {}
}
