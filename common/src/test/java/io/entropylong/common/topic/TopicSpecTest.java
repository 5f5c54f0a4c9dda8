package io.entropylong.common.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopicSpecTest {
    private final TopicSettings forEver = new TopicSettings(4, (short) 2, null, true);

    @Test
    void aTopicThatItMakesFits() {
        for (TopicSpec spec : TopicSpec.all(forEver)) {
            NewTopic made = spec.missing();
            assertThat(spec.problems(
                            topic(made.name(), made.numPartitions(), made.replicationFactor()), config(made.configs())))
                    .isEmpty();
        }
    }

    @Test
    void onlyWhatSaysSoIsCompacted() {
        assertThat(TopicSpec.all(forEver).stream()
                        .filter(spec -> spec.cleanup().equals("compact"))
                        .map(TopicSpec::name))
                .containsExactlyInAnyOrderElementsOf(Topics.COMPACTED);
    }

    @ParameterizedTest
    @CsvSource({
        "max.message.bytes, 1048588, roots has max.message.bytes 1048588",
        "cleanup.policy, compact, roots has cleanup.policy 'compact'",
        "retention.ms, 604800000, roots has retention.ms 604800000",
        "retention.bytes, 1000, roots has retention.bytes 1000"
    })
    void namesTheSettingThatDoesNotFit(String setting, String value, String problem) {
        TopicSpec roots = spec(Topics.ROOTS, forEver);
        Map<String, String> config = new HashMap<>(roots.missing().configs());
        config.put(setting, value);

        assertThat(roots.problems(topic("roots", 4, 2), config(config)))
                .singleElement()
                .asString()
                .startsWith(problem + ", wanted");
    }

    @Test
    void namesPartitionsAndReplicas() {
        TopicSpec roots = spec(Topics.ROOTS, forEver);

        assertThat(roots.problems(topic("roots", 3, 1), config(roots.missing().configs())))
                .containsExactly("roots has 3 partitions, wanted are 4", "roots has 1 replicas, wanted are 2");
    }

    /** What keeps more, or holds larger records, or has more copies, does no harm. */
    @Test
    void takesMoreThanIsWanted() {
        TopicSpec roots = spec(Topics.ROOTS, new TopicSettings(4, (short) 2, Duration.ofDays(30), true));
        Map<String, String> config = new HashMap<>(roots.missing().configs());
        config.put("max.message.bytes", "104857600");
        for (String retention : List.of("-1", Long.toString(Duration.ofDays(31).toMillis()))) {
            config.put("retention.ms", retention);
            assertThat(roots.problems(topic("roots", 4, 3), config(config))).isEmpty();
        }
    }

    @Test
    void refusesARetentionThatIsNone() {
        assertThatThrownBy(() -> new TopicSettings(4, (short) 1, Duration.ZERO, true))
                .hasMessage("retention must be positive: PT0S");
    }

    private static TopicSpec spec(String name, TopicSettings settings) {
        return TopicSpec.all(settings).stream()
                .filter(spec -> spec.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static TopicDescription topic(String name, int partitions, int replicas) {
        List<Node> nodes = Collections.nCopies(replicas, new Node(1, "localhost", 9092));
        return new TopicDescription(
                name,
                false,
                IntStream.range(0, partitions)
                        .mapToObj(number -> new TopicPartitionInfo(number, nodes.getFirst(), nodes, nodes))
                        .toList());
    }

    private static Config config(Map<String, String> entries) {
        return new Config(entries.entrySet().stream()
                .map(entry -> new ConfigEntry(entry.getKey(), entry.getValue()))
                .toList());
    }
}
