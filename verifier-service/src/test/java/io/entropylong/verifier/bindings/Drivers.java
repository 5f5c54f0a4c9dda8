package io.entropylong.verifier.bindings;

import io.entropylong.common.message.MessageCodec;
import io.entropylong.common.topic.Topics;
import io.entropylong.messaging.StageTraces;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Produced;

/** The topology without a broker. */
final class Drivers {
    private Drivers() {}

    static TopologyTestDriver start(Path state, Duration maxWait) {
        StreamsBuilder builder = new StreamsBuilder();
        KStream<byte[], byte[]> records = builder.stream(
                List.of(Topics.PROFILES, Topics.CANDIDATES, Topics.SCORES),
                Consumed.with(Serdes.ByteArray(), Serdes.ByteArray()));
        KStream<byte[], byte[]>[] outputs = new VerifyTopology(
                        new MessageCodec(),
                        new VerifyMeters(new SimpleMeterRegistry(), new PrometheusRegistry()),
                        StageTraces.none(),
                        maxWait)
                .apply(records);
        for (int i = 0; i < outputs.length; i++) {
            outputs[i].to(VerifyTopology.OUTPUTS.get(i), Produced.with(Serdes.ByteArray(), Serdes.ByteArray()));
        }
        Properties properties = new Properties();
        properties.put("application.id", "verifier");
        properties.put("bootstrap.servers", "none:1");
        properties.put("state.dir", state.toString());
        return new TopologyTestDriver(builder.build(), properties);
    }
}
