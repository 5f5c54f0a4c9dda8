package io.entropylong.assembler.bindings;

import io.entropylong.assembler.dataset.DatasetLibrary;
import io.entropylong.common.message.MessageCodec;
import io.entropylong.common.message.Packed;
import io.entropylong.common.topic.Topics;
import io.entropylong.messaging.Backlog;
import io.entropylong.messaging.KafkaProperties;
import io.entropylong.messaging.Outbox;
import io.entropylong.messaging.RecordBatch;
import io.entropylong.messaging.StageMeters;
import io.entropylong.messaging.StageTraces;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.cloud.stream.config.ListenerContainerCustomizer;
import org.springframework.cloud.stream.function.StreamBridge;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.listener.AbstractMessageListenerContainer;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.messaging.Message;
import org.springframework.util.backoff.FixedBackOff;

/** The plain Kafka function that writes samples to disk; at least once, which the dataset folder makes exactly once. */
@Configuration(proxyBeanMethods = false)
public class WriteFunction {
    private static final String STAGE = "assemble";
    private static final long RETRY_MILLIS = 1000;
    /** The record of a run may be read a little later than its samples, but it was written long before them. */
    private static final Duration UNKNOWN_RUN_WAIT = Duration.ofSeconds(30);

    @Bean
    public Consumer<Message<List<byte[]>>> write(
            DatasetLibrary datasets, StreamBridge bridge, MeterRegistry meters, StageTraces traces) {
        MessageCodec codec = new MessageCodec();
        Outbox outbox = new Outbox("assembler", bridge, codec, meters, traces);
        StageMeters stage = new StageMeters(meters, STAGE);
        SampleIntake samples = new SampleIntake(datasets, UNKNOWN_RUN_WAIT);
        return batch -> {
            RecordBatch<Packed> records = RecordBatch.read(batch, codec, Packed.class);
            outbox.bury(STAGE, Topics.SAMPLES, records.malformed());
            outbox.answer(
                    STAGE,
                    batch,
                    () -> stage.batch(
                            records.received().size(),
                            () -> outbox.bury(STAGE, Topics.SAMPLES, samples.write(records.received()))));
            stage.ok(records.received().size());
        };
    }

    /** A batch that fails is tried again until it works: a full disk loses nothing. */
    @Bean
    public ListenerContainerCustomizer<AbstractMessageListenerContainer<?, ?>> retryForEver() {
        return (container, destination, group) -> container.setCommonErrorHandler(
                new DefaultErrorHandler(new FixedBackOff(RETRY_MILLIS, FixedBackOff.UNLIMITED_ATTEMPTS)));
    }

    @Bean
    Backlog backlog(KafkaProperties kafka, MeterRegistry meters) {
        return new Backlog(
                kafka,
                meters,
                List.of(
                        new Backlog.Reader(
                                "pack", "assembler-pack", List.of(Topics.RUNS, Topics.RUN_PLANS, Topics.UNITS)),
                        new Backlog.Reader(STAGE, "assembler-write", List.of(Topics.SAMPLES))));
    }
}
