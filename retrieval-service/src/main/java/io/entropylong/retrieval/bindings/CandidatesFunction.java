package io.entropylong.retrieval.bindings;

import io.entropylong.common.message.CandidatesRetrieved;
import io.entropylong.common.message.MessageCodec;
import io.entropylong.common.message.RootProfiled;
import io.entropylong.common.topic.Topics;
import io.entropylong.retrieval.bindings.Records.Good;
import io.entropylong.retrieval.candidate.CandidateFinder;
import io.entropylong.retrieval.candidate.CandidateParts;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.messaging.Message;

/** Answers profiles with candidates; a refused root gets none. */
final class CandidatesFunction implements Consumer<Message<List<byte[]>>> {
    private final CandidateFinder finder;
    private final MessageCodec codec;
    private final Outbox outbox;
    private final MeterRegistry meters;

    CandidatesFunction(CandidateFinder finder, MessageCodec codec, Outbox outbox, MeterRegistry meters) {
        this.finder = finder;
        this.codec = codec;
        this.outbox = outbox;
        this.meters = meters;
    }

    @Override
    public void accept(Message<List<byte[]>> batch) {
        Records<RootProfiled> records = Records.read(batch, codec, RootProfiled.class);
        List<CandidatesRetrieved> answers = new ArrayList<>();
        for (Good<RootProfiled> record : records.good()) {
            if (!(record.message() instanceof RootProfiled.Profile profile)) continue;
            CandidateFinder.Found found = finder.find(profile);
            answers.addAll(CandidateParts.split(profile.ref(), found, candidate -> codec.encode(candidate).length));
            meters.counter("entropylong.stage.records", "stage", "retrieve", "outcome", "ok")
                    .increment();
        }
        for (CandidatesRetrieved answer : answers)
            outbox.send(Topics.CANDIDATES, answer.ref().root(), answer);
        outbox.reject(Topics.PROFILES, records.rejected());
    }
}
