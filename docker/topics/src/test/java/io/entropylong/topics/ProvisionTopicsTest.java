package io.entropylong.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.entropylong.common.topic.TopicProvision;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProvisionTopicsTest {
    @Test
    void readsTheServicesOwnSettings() {
        assertThat(ProvisionTopics.provision(Map.of("ENTROPYLONG_KAFKA_BOOTSTRAPSERVERS", "kafka:9092")))
                .isEqualTo(new TopicProvision("kafka:9092", 4, (short) 1));
        assertThat(ProvisionTopics.provision(Map.of(
                        "ENTROPYLONG_KAFKA_BOOTSTRAPSERVERS", "a:1,b:2",
                        "ENTROPYLONG_KAFKA_PARTITIONS", "32",
                        "ENTROPYLONG_KAFKA_REPLICAS", "3")))
                .isEqualTo(new TopicProvision("a:1,b:2", 32, (short) 3));
    }

    @Test
    void wantsABroker() {
        assertThatThrownBy(() -> ProvisionTopics.provision(Map.of()))
                .hasMessage("ENTROPYLONG_KAFKA_BOOTSTRAPSERVERS is not set");
    }
}
