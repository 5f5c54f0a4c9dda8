package io.entropylong.common.topic;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;

/**
 * Makes the topics that are missing; the one place that decides partitions and limits. Every service calls it before its
 * bindings start, so the order in which services come up does not matter.
 *
 * @param bootstrapServers the broker, as host:port[,host:port]
 * @param partitions partitions of each topic; the ones keyed by root must have the same number
 * @param replicas copies of each partition
 */
public record TopicProvision(String bootstrapServers, int partitions, short replicas) {
    /** The largest record on any topic: a sample of 131,072 token ids in JSON is just under 1 MB. */
    public static final int MAX_RECORD_BYTES = 16 * 1024 * 1024;

    public TopicProvision {
        if (partitions < 1) throw new IllegalArgumentException("partitions must be at least 1: " + partitions);
        if (replicas < 1) throw new IllegalArgumentException("replicas must be at least 1: " + replicas);
    }

    /**
     * Makes what is missing and leaves what is there as it is.
     *
     * @throws IllegalStateException when the broker cannot be reached, or an existing topic has another number of partitions
     */
    public void ensure() {
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
            Set<String> existing = admin.listTopics().names().get();
            List<NewTopic> missing = wanted().stream()
                    .filter(topic -> !existing.contains(topic.name()))
                    .toList();
            create(admin, missing);
            checkPartitions(admin);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while making topics", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("cannot make topics on " + bootstrapServers, e.getCause());
        }
    }

    private static void create(Admin admin, List<NewTopic> missing) throws InterruptedException, ExecutionException {
        for (var result : admin.createTopics(missing).values().values()) {
            try {
                result.get();
            } catch (ExecutionException e) {
                // another service was quicker
                if (!(e.getCause() instanceof TopicExistsException)) throw e;
            }
        }
    }

    private void checkPartitions(Admin admin) throws InterruptedException, ExecutionException {
        var described = admin.describeTopics(Topics.ALL).allTopicNames().get();
        String wrong = described.values().stream()
                .filter(topic -> topic.partitions().size() != partitions)
                .map(topic -> topic.name() + " has " + topic.partitions().size())
                .sorted()
                .collect(Collectors.joining(", "));
        if (!wrong.isEmpty()) {
            throw new IllegalStateException("topics must have " + partitions + " partitions, but " + wrong);
        }
    }

    private List<NewTopic> wanted() {
        List<NewTopic> topics = new ArrayList<>();
        for (String name : Topics.ALL) {
            String cleanup = Topics.COMPACTED.contains(name)
                    ? TopicConfig.CLEANUP_POLICY_COMPACT
                    : TopicConfig.CLEANUP_POLICY_DELETE;
            topics.add(topic(name, cleanup));
            topics.add(topic(Topics.deadLetters(name), TopicConfig.CLEANUP_POLICY_DELETE));
        }
        return topics;
    }

    private NewTopic topic(String name, String cleanup) {
        return new NewTopic(name, partitions, replicas)
                .configs(Map.of(
                        TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                        Integer.toString(MAX_RECORD_BYTES),
                        TopicConfig.CLEANUP_POLICY_CONFIG,
                        cleanup,
                        TopicConfig.RETENTION_MS_CONFIG,
                        "-1"));
    }
}
