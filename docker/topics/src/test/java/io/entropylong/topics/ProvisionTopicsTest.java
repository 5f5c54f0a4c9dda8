package io.entropylong.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.entropylong.common.topic.TopicSettings;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProvisionTopicsTest {
    @Test
    void readsTheServicesOwnSettings() {
        assertThat(ProvisionTopics.settings(Map.of())).isEqualTo(new TopicSettings(4, (short) 1, null, true));
        assertThat(ProvisionTopics.settings(Map.of(
                        "ENTROPYLONG_KAFKA_PARTITIONS", "32",
                        "ENTROPYLONG_KAFKA_REPLICAS", "3",
                        "ENTROPYLONG_KAFKA_RETENTION", "P90D",
                        "ENTROPYLONG_KAFKA_CREATETOPICS", "false")))
                .isEqualTo(new TopicSettings(32, (short) 3, Duration.ofDays(90), false));
    }

    @Test
    void handsSettingsOnToTheClient() {
        assertThat(ProvisionTopics.client(Map.of(
                        "ENTROPYLONG_KAFKA_BOOTSTRAPSERVERS", "a:1,b:2",
                        "ENTROPYLONG_KAFKA_CLIENT_SECURITY_PROTOCOL", "SASL_SSL",
                        "PATH", "/bin")))
                .containsOnly(Map.entry("bootstrap.servers", "a:1,b:2"), Map.entry("security.protocol", "SASL_SSL"));
    }

    @Test
    void wantsABroker() {
        assertThatThrownBy(() -> ProvisionTopics.client(Map.of()))
                .hasMessage("ENTROPYLONG_KAFKA_BOOTSTRAPSERVERS is not set");
    }

    @Test
    void namesTheVariableThatIsNoNumber() {
        assertThatThrownBy(() -> ProvisionTopics.settings(Map.of("ENTROPYLONG_KAFKA_PARTITIONS", "many")))
                .hasMessage("ENTROPYLONG_KAFKA_PARTITIONS is no whole number: 'many'");
    }
}
