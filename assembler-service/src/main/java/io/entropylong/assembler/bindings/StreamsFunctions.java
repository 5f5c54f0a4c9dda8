package io.entropylong.assembler.bindings;

import io.entropylong.assembler.tally.Tally;
import io.entropylong.common.message.MessageCodec;
import io.entropylong.messaging.StageTraces;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.state.KeyValueStore;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The two Kafka Streams functions of this service. */
@Configuration(proxyBeanMethods = false)
public class StreamsFunctions {
    static final String TALLY = "tally";

    /** runs, run-plans and units to samples and runs; all keyed by run. */
    @Bean
    public Consumer<KStream<byte[], byte[]>> pack(MeterRegistry meters, StageTraces traces) {
        PackMeters packed = new PackMeters(meters);
        return events -> events.process(new DeferredProcessor<byte[], Outbound>(
                        KafkaPackStore.builders(), context -> new PackProcessor(context, packed, traces)))
                .to((key, outbound, context) -> outbound.topic(), Produced.with(Serdes.ByteArray(), Outbound.serde()));
    }

    /** profiles, candidates, scores, units and samples to the counts of each run. */
    @Bean
    public Consumer<KStream<byte[], byte[]>> tally() {
        return events -> events.process(new DeferredProcessor<String, Tally>(Set.of(), TallyProcessor::new))
                .groupByKey(Grouped.with("by-run", Serdes.String(), tallies()))
                .aggregate(
                        Tally::none,
                        (run, addition, sum) -> sum.plus(addition),
                        Materialized.<String, Tally, KeyValueStore<Bytes, byte[]>>as(TALLY)
                                .withKeySerde(Serdes.String())
                                .withValueSerde(tallies()));
    }

    private static Serde<Tally> tallies() {
        MessageCodec codec = new MessageCodec();
        return Serdes.serdeFrom(
                (topic, tally) -> codec.encode(tally), (topic, bytes) -> codec.decode(bytes, Tally.class));
    }
}
