package io.entropylong.deployment.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.entropylong.common.topic.TopicProvision;
import io.entropylong.common.topic.TopicSettings;
import io.entropylong.common.topic.Topics;
import io.entropylong.embedded.EmbeddedBroker;
import io.entropylong.embedded.ServerHome;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TopicProvisionIT {
    private static final TopicSettings FOR_EVER = new TopicSettings(4, (short) 1, null, true);

    @TempDir
    static Path folder;

    private static EmbeddedBroker broker;
    private static Admin admin;

    @BeforeAll
    static void startBroker() {
        broker = EmbeddedBroker.start(ServerHome.find(), folder);
        admin = Admin.create(client());
    }

    @AfterAll
    static void stopBroker() {
        admin.close();
        broker.close();
    }

    @AfterEach
    void deleteAll() throws Exception {
        admin.deleteTopics(admin.listTopics().names().get()).all().get();
        while (!admin.listTopics().names().get().isEmpty()) Thread.sleep(50);
    }

    @Test
    void whatItMadeItTakes() throws Exception {
        provide(FOR_EVER);

        assertThat(admin.listTopics().names().get())
                .containsAll(Topics.ALL)
                .contains(Topics.deadLetters(Topics.DOCUMENTS));
        assertThatCode(() -> provide(FOR_EVER)).doesNotThrowAnyException();
        assertThatCode(() -> provide(new TopicSettings(4, (short) 1, Duration.ofDays(7), false)))
                .as("what keeps records for longer fits")
                .doesNotThrowAnyException();
    }

    @Test
    void namesAllThatDoesNotFitAndMakesTheRest() throws Exception {
        admin.createTopics(List.of(
                        new NewTopic(Topics.ROOTS, 3, (short) 1)
                                .configs(Map.of("max.message.bytes", "1048588", "retention.ms", "604800000")),
                        new NewTopic(Topics.RUNS, 4, (short) 1).configs(Map.of("cleanup.policy", "delete"))))
                .all()
                .get();

        assertThatThrownBy(() -> provide(FOR_EVER))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("roots has 3 partitions, wanted are 4")
                .hasMessageContaining("roots has max.message.bytes 1048588, wanted are 16777216")
                .hasMessageContaining("roots has retention.ms 604800000, wanted are -1")
                .hasMessageContaining("runs has cleanup.policy 'delete', wanted is 'compact'");
        assertThat(admin.listTopics().names().get()).contains(Topics.UNITS);
    }

    @Test
    void onlyLooksWhereOthersMakeTheTopics() throws Exception {
        assertThatThrownBy(() -> provide(new TopicSettings(4, (short) 1, null, false)))
                .hasMessageContaining("documents is missing; documents.dlt is missing; runs is missing");
        assertThat(admin.listTopics().names().get()).isEmpty();
    }

    @Test
    void saysWhichBrokerDoesNotTakeItsSettings() {
        assertThatThrownBy(() -> new TopicProvision(
                                Map.of("bootstrap.servers", "127.0.0.1:1", "security.protocol", "NONSENSE"), FOR_EVER)
                        .ensure())
                .hasMessageContaining("cannot make topics on 127.0.0.1:1")
                .hasMessageContaining("NONSENSE");
    }

    private static void provide(TopicSettings settings) {
        new TopicProvision(client(), settings).ensure();
    }

    private static Map<String, Object> client() {
        return Map.of("bootstrap.servers", broker.bootstrapServers());
    }
}
