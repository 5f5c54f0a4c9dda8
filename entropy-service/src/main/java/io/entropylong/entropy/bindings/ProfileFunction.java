package io.entropylong.entropy.bindings;

import io.entropylong.common.message.MessageCodec;
import io.entropylong.common.message.RootProfiled;
import io.entropylong.common.message.RootSelected;
import io.entropylong.entropy.profile.RootProfiler;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.springframework.messaging.Message;

/** Roots in, profiles out; all is computed before anything is sent, since the transaction's clock starts with that. */
final class ProfileFunction implements Function<Message<List<byte[]>>, List<Message<byte[]>>> {
    private final RootProfiler profiler;
    private final MessageCodec codec;
    private final DeadLetters deadLetters;

    ProfileFunction(RootProfiler profiler, MessageCodec codec, DeadLetters deadLetters) {
        this.profiler = profiler;
        this.codec = codec;
        this.deadLetters = deadLetters;
    }

    @Override
    public List<Message<byte[]>> apply(Message<List<byte[]>> records) {
        Batch<RootSelected> batch = Batch.read(records, codec, RootSelected.class);
        List<Message<byte[]>> profiles = new ArrayList<>();
        for (RootProfiled profiled : profiler.profile(batch.messages())) {
            profiles.add(Outgoing.keyedByRoot(profiled.ref(), codec.encode(profiled)));
            switch (profiled) {
                case RootProfiled.Profile profile -> deadLetters.meters().done();
                case RootProfiled.Refused refused -> deadLetters.meters().skipped();
            }
        }
        deadLetters.send(batch.malformed());
        return profiles;
    }
}
