package io.entropylong.common.topic;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Makes the topics that are missing and checks those that are there; the one place that decides partitions and limits. Every
 * service calls it before its bindings start, so the order in which services come up does not matter.
 */
public final class TopicProvision {
    /** The largest record on any topic: a sample of 131,072 token ids in JSON is just under 1 MB. */
    public static final int MAX_RECORD_BYTES = 16 * 1024 * 1024;

    private static final int ATTEMPTS = 20;
    private static final Duration BETWEEN_ATTEMPTS = Duration.ofMillis(500);

    private final Map<String, Object> client;
    private final TopicSettings settings;

    /**
     * @param client settings of a Kafka client, {@code bootstrap.servers} among them
     */
    public TopicProvision(Map<String, Object> client, TopicSettings settings) {
        this.client = new HashMap<>(client);
        this.settings = settings;
    }

    /**
     * Makes what is missing and leaves what is there as it is.
     *
     * @throws IllegalStateException when the broker cannot be reached, or topics are missing or do not fit; the message names
     *     all that is wrong with them
     */
    public void ensure() {
        try (Admin admin = Admin.create(client)) {
            Set<String> existing = admin.listTopics().names().get();
            List<TopicSpec> present = new ArrayList<>();
            List<TopicSpec> missing = new ArrayList<>();
            for (TopicSpec spec : TopicSpec.all(settings)) {
                (existing.contains(spec.name()) ? present : missing).add(spec);
            }
            List<String> problems = new ArrayList<>();
            if (settings.create()) present.addAll(create(admin, missing));
            else missing.forEach(spec -> problems.add(spec.name() + " is missing"));
            problems.addAll(checkPatiently(admin, present));
            if (!problems.isEmpty()) {
                throw new IllegalStateException("topics on " + servers() + " do not fit: " + String.join("; ", problems)
                        + ". Alter or delete them, or change entropylong.kafka.*");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while making topics", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("cannot make topics on " + servers() + ": " + e.getCause(), e.getCause());
        } catch (KafkaException e) {
            throw new IllegalStateException("cannot make topics on " + servers() + ": " + e.getMessage(), e);
        }
    }

    /** Those that another service made meanwhile. */
    private static List<TopicSpec> create(Admin admin, List<TopicSpec> missing)
            throws InterruptedException, ExecutionException {
        List<TopicSpec> others = new ArrayList<>();
        var results = admin.createTopics(
                        missing.stream().map(TopicSpec::missing).toList())
                .values();
        for (TopicSpec spec : missing) {
            try {
                requireNonNull(results.get(spec.name())).get();
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof TopicExistsException)) throw e;
                others.add(spec);
            }
        }
        return others;
    }

    /** A topic that was just made may not be known to every broker yet. */
    private static List<String> checkPatiently(Admin admin, List<TopicSpec> present)
            throws InterruptedException, ExecutionException {
        for (int attempt = 1; ; attempt++) {
            try {
                return check(admin, present);
            } catch (ExecutionException e) {
                boolean notYet = e.getCause() instanceof UnknownTopicOrPartitionException;
                if (!notYet || attempt == ATTEMPTS) throw e;
                Thread.sleep(BETWEEN_ATTEMPTS);
            }
        }
    }

    private static List<String> check(Admin admin, List<TopicSpec> present)
            throws InterruptedException, ExecutionException {
        Collection<String> names = present.stream().map(TopicSpec::name).toList();
        Map<String, TopicDescription> described =
                admin.describeTopics(names).allTopicNames().get();
        Map<ConfigResource, Config> configs = admin.describeConfigs(
                        names.stream().map(TopicProvision::resource).toList())
                .all()
                .get();
        List<String> problems = new ArrayList<>();
        for (TopicSpec spec : present) {
            TopicDescription found = requireNonNull(described.get(spec.name()));
            problems.addAll(spec.problems(found, requireNonNull(configs.get(resource(spec.name())))));
        }
        return problems;
    }

    private static ConfigResource resource(String topic) {
        return new ConfigResource(ConfigResource.Type.TOPIC, topic);
    }

    private Object servers() {
        return client.getOrDefault(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, "an unnamed broker");
    }
}
