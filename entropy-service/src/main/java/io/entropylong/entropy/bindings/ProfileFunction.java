package io.entropylong.entropy.bindings;

import io.entropylong.common.message.MessageCodec;
import io.entropylong.common.message.RootProfiled;
import io.entropylong.common.message.RootSelected;
import io.entropylong.common.topic.Topics;
import io.entropylong.entropy.profile.RootProfiler;
import io.entropylong.messaging.Outbox;
import io.entropylong.messaging.RecordBatch;
import io.entropylong.messaging.StageMeters;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.messaging.Message;

/** Roots in, profiles out; all is computed before anything is sent, since the transaction's clock starts with that. */
final class ProfileFunction implements Consumer<Message<List<byte[]>>> {
    static final String STAGE = "entropy";

    private final RootProfiler profiler;
    private final MessageCodec codec;
    private final Outbox outbox;
    private final StageMeters meters;
    private final ProfileMeters profiles;

    /**
     * @param meters of stage entropy
     */
    ProfileFunction(
            RootProfiler profiler, MessageCodec codec, Outbox outbox, StageMeters meters, ProfileMeters profiles) {
        this.profiler = profiler;
        this.codec = codec;
        this.outbox = outbox;
        this.meters = meters;
        this.profiles = profiles;
    }

    @Override
    public void accept(Message<List<byte[]>> records) {
        outbox.answer(STAGE, records, () -> meters.batch(records.getPayload().size(), () -> answer(records)));
    }

    private void answer(Message<List<byte[]>> records) {
        RecordBatch<RootSelected> batch = RecordBatch.read(records, codec, RootSelected.class);
        for (RootProfiled profiled : profiler.profile(batch.messages())) {
            outbox.send(Topics.PROFILES, profiled.ref().root(), profiled);
            switch (profiled) {
                case RootProfiled.Profile profile -> {
                    meters.ok(1);
                    profiles.profiled(profile);
                }
                case RootProfiled.Refused refused -> meters.skipped(1);
            }
        }
        outbox.bury(STAGE, Topics.ROOTS, batch.malformed());
    }
}
