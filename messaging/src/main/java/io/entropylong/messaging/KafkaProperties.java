package io.entropylong.messaging;

import io.entropylong.common.topic.TopicProvision;
import io.entropylong.common.topic.TopicSettings;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The broker that all services share.
 *
 * @param bootstrapServers host:port[,host:port]
 * @param partitions of each topic
 * @param replicas of each partition
 * @param retention how long topics keep records; for ever when it is not set
 * @param createTopics whether missing topics are made, or must be there
 * @param client further settings of every Kafka client, for instance {@code security.protocol}; they may hold passwords
 */
@Validated
@ConfigurationProperties(prefix = KafkaProperties.PREFIX, ignoreUnknownFields = false)
public record KafkaProperties(
        @NotBlank @DefaultValue("127.0.0.1:9092") String bootstrapServers,
        @Min(1) @DefaultValue("4") int partitions,
        @Min(1) @DefaultValue("1") short replicas,
        @Nullable Duration retention,
        @DefaultValue("true") boolean createTopics,
        @DefaultValue Map<String, String> client) {
    static final String PREFIX = "entropylong.kafka";

    public KafkaProperties {
        client = Map.copyOf(client);
    }

    /** Settings of a Kafka client: where the broker is, and how to speak to it. */
    public Map<String, Object> clientSettings() {
        Map<String, Object> settings = new HashMap<>(client);
        settings.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        return settings;
    }

    /** The same with further settings. */
    public Map<String, Object> clientSettings(Map<String, ?> further) {
        Map<String, Object> settings = clientSettings();
        settings.putAll(further);
        return settings;
    }

    TopicProvision topics() {
        return new TopicProvision(clientSettings(), new TopicSettings(partitions, replicas, retention, createTopics));
    }

    /** Without the values of the client's settings, which may be passwords. */
    @Override
    public String toString() {
        return "KafkaProperties[" + bootstrapServers + ", client " + client.keySet() + "]";
    }
}
