package io.entropylong.retrieval.bindings;

import io.entropylong.common.message.CandidatesRetrieved;
import io.entropylong.common.message.MessageCodec;
import io.entropylong.common.message.RootProfiled;
import io.entropylong.common.topic.Topics;
import io.entropylong.messaging.Outbox;
import io.entropylong.messaging.RecordBatch;
import io.entropylong.messaging.StageMeters;
import io.entropylong.retrieval.candidate.CandidateFinder;
import io.entropylong.retrieval.candidate.CandidateParts;
import io.entropylong.retrieval.metrics.RetrievalMeters;
import io.entropylong.retrieval.search.SearchRefusedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.messaging.Message;

/** Answers profiles with candidates, or with why there can be none, so that each root ends; a refused root gets no answer. */
final class CandidatesFunction implements Consumer<Message<List<byte[]>>> {
    static final String STAGE = "retrieve";

    private final CandidateFinder finder;
    private final MessageCodec codec;
    private final Outbox outbox;
    private final StageMeters meters;
    private final RetrievalMeters retrieval;

    /**
     * @param meters of stage retrieve
     */
    CandidatesFunction(
            CandidateFinder finder, MessageCodec codec, Outbox outbox, StageMeters meters, RetrievalMeters retrieval) {
        this.finder = finder;
        this.codec = codec;
        this.outbox = outbox;
        this.meters = meters;
        this.retrieval = retrieval;
    }

    @Override
    public void accept(Message<List<byte[]>> batch) {
        outbox.answer(STAGE, batch, () -> meters.batch(batch.getPayload().size(), () -> answer(batch)));
    }

    private void answer(Message<List<byte[]>> batch) {
        RecordBatch<RootProfiled> records = RecordBatch.read(batch, codec, RootProfiled.class);
        List<CandidatesRetrieved> answers = new ArrayList<>();
        for (RootProfiled profiled : records.messages()) {
            if (profiled instanceof RootProfiled.Profile profile) answers.addAll(candidates(profile));
        }
        for (CandidatesRetrieved answer : answers) {
            outbox.send(Topics.CANDIDATES, answer.ref().root(), answer);
        }
        outbox.bury(STAGE, Topics.PROFILES, records.malformed());
    }

    private List<CandidatesRetrieved> candidates(RootProfiled.Profile profile) {
        try {
            long start = System.nanoTime();
            CandidateFinder.Found found = finder.find(profile);
            retrieval.found(profile.corpus(), found, Duration.ofNanos(System.nanoTime() - start));
            meters.ok(1);
            return CandidateParts.split(profile.ref(), found, candidate -> codec.encode(candidate).length);
        } catch (SearchRefusedException e) {
            meters.failed(1);
            return List.of(CandidatesRetrieved.failed(profile.ref(), String.valueOf(e.getMessage())));
        }
    }
}
