package io.entropylong.topics;

import io.entropylong.common.topic.TopicProvision;
import java.util.Map;

/**
 * Makes the topics that are missing and ends. The settings are the services' own, as environment variables:
 * ENTROPYLONG_KAFKA_BOOTSTRAPSERVERS, ENTROPYLONG_KAFKA_PARTITIONS (default 4), ENTROPYLONG_KAFKA_REPLICAS (default 1).
 */
public final class ProvisionTopics {
    private ProvisionTopics() {}

    public static void main(String[] args) {
        provision(System.getenv()).ensure();
        System.out.println("topics are there");
    }

    /**
     * @param settings environment variables
     * @throws IllegalArgumentException when the broker is not named or a number is none
     */
    static TopicProvision provision(Map<String, String> settings) {
        String servers = settings.get("ENTROPYLONG_KAFKA_BOOTSTRAPSERVERS");
        if (servers == null || servers.isBlank()) {
            throw new IllegalArgumentException("ENTROPYLONG_KAFKA_BOOTSTRAPSERVERS is not set");
        }
        int partitions = Integer.parseInt(settings.getOrDefault("ENTROPYLONG_KAFKA_PARTITIONS", "4"));
        short replicas = Short.parseShort(settings.getOrDefault("ENTROPYLONG_KAFKA_REPLICAS", "1"));
        return new TopicProvision(servers, partitions, replicas);
    }
}
