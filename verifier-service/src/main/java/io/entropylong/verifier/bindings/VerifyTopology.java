package io.entropylong.verifier.bindings;

import io.entropylong.common.message.MessageCodec;
import io.entropylong.common.topic.Topics;
import io.entropylong.messaging.StageTraces;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;

/** From the topics profiles, candidates and scores to those of {@link #OUTPUTS}. */
final class VerifyTopology implements Function<KStream<byte[], byte[]>, KStream<byte[], byte[]>[]> {
    /** The output bindings' topics, in the bindings' order. */
    static final List<String> OUTPUTS = List.of(
            Topics.SCORE_REQUESTS,
            Topics.UNITS,
            Topics.deadLetters(Topics.PROFILES),
            Topics.deadLetters(Topics.CANDIDATES),
            Topics.deadLetters(Topics.SCORES));

    private final MessageCodec codec;
    private final VerifyMeters meters;
    private final StageTraces traces;
    private final Duration maxWait;

    /**
     * @param maxWait after which a root whose next record does not come is given up
     */
    VerifyTopology(MessageCodec codec, VerifyMeters meters, StageTraces traces, Duration maxWait) {
        this.codec = codec;
        this.meters = meters;
        this.traces = traces;
        this.maxWait = maxWait;
    }

    @Override
    @SuppressWarnings({"unchecked", "rawtypes"})
    public KStream<byte[], byte[]>[] apply(KStream<byte[], byte[]> records) {
        KStream<byte[], Outgoing> outgoing = records.process(new Verification(codec, meters, traces, maxWait));
        return OUTPUTS.stream()
                .map(topic ->
                        outgoing.filter((key, out) -> out.topic().equals(topic)).mapValues(Outgoing::value))
                .toArray(KStream[]::new);
    }

    private record Verification(MessageCodec codec, VerifyMeters meters, StageTraces traces, Duration maxWait)
            implements ProcessorSupplier<byte[], byte[], byte[], Outgoing> {
        @Override
        public Processor<byte[], byte[], byte[], Outgoing> get() {
            return new VerifyProcessor(codec, meters, traces, maxWait);
        }

        @Override
        public Set<StoreBuilder<?>> stores() {
            return RootStores.builders();
        }
    }
}
