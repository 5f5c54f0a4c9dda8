package io.entropylong.topics;

import io.entropylong.common.topic.TopicProvision;
import io.entropylong.common.topic.TopicSettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;

/**
 * Makes the topics that are missing, checks the others and ends. The settings are the services' own, as environment
 * variables: ENTROPYLONG_KAFKA_BOOTSTRAPSERVERS, ENTROPYLONG_KAFKA_PARTITIONS (default 4), ENTROPYLONG_KAFKA_REPLICAS
 * (default 1), ENTROPYLONG_KAFKA_RETENTION (ISO 8601; default for ever), ENTROPYLONG_KAFKA_CREATETOPICS (default true), and
 * ENTROPYLONG_KAFKA_CLIENT_* for further settings of the client, for instance ENTROPYLONG_KAFKA_CLIENT_SECURITY_PROTOCOL.
 */
public final class ProvisionTopics {
    private static final String CLIENT = "ENTROPYLONG_KAFKA_CLIENT_";

    private ProvisionTopics() {}

    public static void main(String[] args) {
        Map<String, String> environment = System.getenv();
        new TopicProvision(client(environment), settings(environment)).ensure();
        System.out.println("topics are there");
    }

    /**
     * @param environment variables
     * @throws IllegalArgumentException when the broker is not named
     */
    static Map<String, Object> client(Map<String, String> environment) {
        String servers = environment.get("ENTROPYLONG_KAFKA_BOOTSTRAPSERVERS");
        if (servers == null || servers.isBlank()) {
            throw new IllegalArgumentException("ENTROPYLONG_KAFKA_BOOTSTRAPSERVERS is not set");
        }
        Map<String, Object> client = new HashMap<>();
        environment.forEach((name, value) -> {
            if (!name.startsWith(CLIENT)) return;
            String setting = name.substring(CLIENT.length()).toLowerCase(Locale.ROOT);
            client.put(setting.replace('_', '.'), value);
        });
        client.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, servers);
        return client;
    }

    /**
     * @param environment variables
     * @throws IllegalArgumentException when a number or duration is none, naming the variable
     */
    static TopicSettings settings(Map<String, String> environment) {
        String retention = environment.getOrDefault("ENTROPYLONG_KAFKA_RETENTION", "");
        return new TopicSettings(
                number(environment, "ENTROPYLONG_KAFKA_PARTITIONS", 4),
                (short) number(environment, "ENTROPYLONG_KAFKA_REPLICAS", 1),
                retention.isEmpty() ? null : Duration.parse(retention),
                Boolean.parseBoolean(environment.getOrDefault("ENTROPYLONG_KAFKA_CREATETOPICS", "true")));
    }

    private static int number(Map<String, String> environment, String name, int fallback) {
        String value = environment.get(name);
        if (value == null || value.isEmpty()) return fallback;
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + " is no whole number: '" + value + "'", e);
        }
    }
}
