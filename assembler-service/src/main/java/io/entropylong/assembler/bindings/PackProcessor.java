package io.entropylong.assembler.bindings;

import io.entropylong.assembler.pack.PackOutput;
import io.entropylong.assembler.pack.Packer;
import io.entropylong.common.message.MalformedMessageException;
import io.entropylong.common.message.MessageCodec;
import io.entropylong.common.message.Packed;
import io.entropylong.common.message.RootConcluded;
import io.entropylong.common.message.RunPlanned;
import io.entropylong.common.message.RunRecorded;
import io.entropylong.common.topic.Topics;
import io.entropylong.messaging.DeadLetter;
import io.entropylong.messaging.DeadLetterReason;
import io.entropylong.messaging.StageTraces;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Feeds runs, plans and concluded roots of a partition to its packer. */
final class PackProcessor implements Processor<byte[], byte[], byte[], Outbound> {
    private static final Logger log = LoggerFactory.getLogger(PackProcessor.class);

    private final MessageCodec codec = new MessageCodec();
    private final ProcessorContext<byte[], Outbound> context;
    private final PackMeters meters;
    private final StageTraces traces;
    private final Packer packer;
    private long timestamp;

    PackProcessor(ProcessorContext<byte[], Outbound> context, PackMeters meters, StageTraces traces) {
        this.context = context;
        this.meters = meters;
        this.traces = traces;
        KafkaPackStore store = new KafkaPackStore(
                context.getStateStore(KafkaPackStore.STATES), context.getStateStore(KafkaPackStore.ROOTS), codec);
        this.packer = new Packer(store, new Forwarding());
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        timestamp = record.timestamp();
        String topic = context.recordMetadata().orElseThrow().topic();
        traces.record("pack", topic, record.key(), record.headers(), () -> pack(topic, record));
    }

    private void pack(String topic, Record<byte[], byte[]> record) {
        try {
            switch (topic) {
                case Topics.RUNS -> packer.accept(codec.decode(record.value(), RunRecorded.class));
                case Topics.RUN_PLANS -> packer.accept(codec.decode(record.value(), RunPlanned.class));
                default -> packer.accept(codec.decode(record.value(), RootConcluded.class));
            }
        } catch (MalformedMessageException e) {
            bury(topic, record, DeadLetterReason.MALFORMED, e);
        } catch (IllegalArgumentException | IllegalStateException | IndexOutOfBoundsException e) {
            bury(topic, record, DeadLetterReason.CONTRADICTORY, e);
        }
    }

    private void bury(String topic, Record<byte[], byte[]> record, DeadLetterReason reason, RuntimeException cause) {
        DeadLetter letter = new DeadLetter(record.key(), record.value(), reason, String.valueOf(cause.getMessage()));
        letter.warn(log, topic);
        meters.buried(letter);
        Headers headers = new RecordHeaders();
        letter.headers("assembler").forEach(headers::add);
        Outbound dead = new Outbound(Topics.deadLetters(topic), letter.value());
        context.forward(new Record<>(letter.key(), dead, timestamp, headers));
    }

    private final class Forwarding implements PackOutput {
        @Override
        public void packed(Packed message) {
            meters.packed(message);
            send(Topics.SAMPLES, message.run(), message);
        }

        @Override
        public void recorded(RunRecorded run) {
            send(Topics.RUNS, run.run(), run);
        }

        private void send(String topic, String key, Object message) {
            Outbound outbound = new Outbound(topic, codec.encode(message));
            context.forward(new Record<>(
                    key.getBytes(StandardCharsets.UTF_8), outbound, timestamp, traces.headers(topic, key)));
        }
    }
}
