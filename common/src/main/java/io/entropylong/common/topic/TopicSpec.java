package io.entropylong.common.topic;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.TopicConfig;

/**
 * What a topic must be like.
 *
 * @param name its name
 * @param cleanup its cleanup.policy: a compacted topic forgets all but the last record of a key, the others nothing
 * @param settings what is decided of all topics
 */
record TopicSpec(String name, String cleanup, TopicSettings settings) {
    /** All topics, dead letters included. */
    static List<TopicSpec> all(TopicSettings settings) {
        List<TopicSpec> specs = new ArrayList<>();
        for (String name : Topics.ALL) {
            String cleanup = Topics.COMPACTED.contains(name)
                    ? TopicConfig.CLEANUP_POLICY_COMPACT
                    : TopicConfig.CLEANUP_POLICY_DELETE;
            specs.add(new TopicSpec(name, cleanup, settings));
            specs.add(new TopicSpec(Topics.deadLetters(name), TopicConfig.CLEANUP_POLICY_DELETE, settings));
        }
        return specs;
    }

    NewTopic missing() {
        return new NewTopic(name, settings.partitions(), settings.replicas())
                .configs(Map.of(
                        TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                        Integer.toString(TopicProvision.MAX_RECORD_BYTES),
                        TopicConfig.CLEANUP_POLICY_CONFIG,
                        cleanup,
                        TopicConfig.RETENTION_MS_CONFIG,
                        settings.retentionMillis()));
    }

    /** What is wrong with the topic that is there, in words; empty when it fits. */
    List<String> problems(TopicDescription found, Config config) {
        List<String> problems = new ArrayList<>();
        int partitions = found.partitions().size();
        if (partitions != settings.partitions()) {
            problems.add(name + " has " + partitions + " partitions, wanted are " + settings.partitions());
        }
        int replicas = found.partitions().stream()
                .mapToInt(partition -> partition.replicas().size())
                .min()
                .orElse(0);
        if (replicas < settings.replicas()) {
            problems.add(name + " has " + replicas + " replicas, wanted are " + settings.replicas());
        }
        entry(config, TopicConfig.MAX_MESSAGE_BYTES_CONFIG)
                .filter(bytes -> Long.parseLong(bytes) < TopicProvision.MAX_RECORD_BYTES)
                .ifPresent(bytes -> problems.add(
                        name + " has max.message.bytes " + bytes + ", wanted are " + TopicProvision.MAX_RECORD_BYTES));
        entry(config, TopicConfig.CLEANUP_POLICY_CONFIG)
                .filter(policy -> !policy.equals(cleanup))
                .ifPresent(policy ->
                        problems.add(name + " has cleanup.policy '" + policy + "', wanted is '" + cleanup + "'"));
        if (cleanup.equals(TopicConfig.CLEANUP_POLICY_DELETE)) {
            entry(config, TopicConfig.RETENTION_MS_CONFIG)
                    .filter(millis -> !settings.keeps(millis))
                    .ifPresent(millis -> problems.add(
                            name + " has retention.ms " + millis + ", wanted are " + settings.retentionMillis()));
            entry(config, TopicConfig.RETENTION_BYTES_CONFIG)
                    .filter(bytes -> !bytes.equals("-1"))
                    .ifPresent(bytes -> problems.add(name + " has retention.bytes " + bytes
                            + ", wanted are -1: it would forget records of a" + " run that goes on"));
        }
        return problems;
    }

    private static Optional<String> entry(Config config, String key) {
        return Optional.ofNullable(config.get(key)).map(found -> found.value());
    }
}
