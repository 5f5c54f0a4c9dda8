package io.entropylong.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import io.entropylong.common.message.MessageCodec;
import io.entropylong.common.message.RootConcluded;
import io.entropylong.common.message.RootProfiled;
import io.entropylong.common.message.ScoresRequested;
import io.entropylong.common.topic.Topics;
import io.entropylong.embedded.EmbeddedBroker;
import io.entropylong.embedded.ServerHome;
import io.entropylong.messaging.TopicProbe;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.FileSystemUtils;

/** The service between real topics; the model's part is played here. */
class VerifierServiceIT {
    private static final MessageCodec CODEC = new MessageCodec();
    private static final RootProfiled.Profile PROFILE = Roots.profile(Roots.settings(1, 9, 9, 1, 100));
    private static final String ROOT = PROFILE.ref().root();

    @TempDir
    Path data;

    @Test
    void aRootIsVerifiedAcrossARestartThatLosesItsStateFolder() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(ServerHome.find(), Files.createDirectory(data.resolve("b")));
                TopicProbe topics = new TopicProbe(broker.bootstrapServers())) {
            try (ConfigurableApplicationContext service = service(broker)) {
                topics.send(Topics.PROFILES, ROOT, CODEC.encode(PROFILE));
                topics.send(
                        Topics.CANDIDATES,
                        ROOT,
                        CODEC.encode(Roots.part(
                                0,
                                1,
                                List.of(Roots.candidate("a", "helps", 0.5), Roots.candidate("b", "idle", 0.9)),
                                List.of(Roots.control("idle")))));
                assertThat(requests(topics, 1).getFirst().contexts())
                        .singleElement()
                        .satisfies(first -> assertThat(first.passage()).isEqualTo("b"));
                assertThat(service.isRunning()).isTrue();
            }
            FileSystemUtils.deleteRecursively(data.resolve("state"));
            try (ConfigurableApplicationContext service = service(broker)) {
                // the two candidates, one a wave, and the control passage
                for (int wave = 1; wave <= 3; wave++) {
                    ScoresRequested request = requests(topics, wave).get(wave - 1);
                    topics.send(Topics.SCORES, ROOT, CODEC.encode(Roots.answer(request)));
                }
                byte[] event =
                        topics.await(Topics.UNITS, 1, key -> true).getFirst().value();
                assertThat(CODEC.decode(event, RootConcluded.class))
                        .isInstanceOfSatisfying(RootConcluded.Unit.class, unit -> {
                            assertThat(unit.contexts())
                                    .extracting(RootConcluded.Context::passage)
                                    .containsExactly("a");
                            assertThat(unit.dependencies()).singleElement().satisfies(dependency -> assertThat(
                                            dependency.controlGain())
                                    .isEqualTo(0.25));
                            assertThat(unit.measured().controls()).hasSize(1);
                        });
                assertThat(service.isRunning()).isTrue();
            }
        }
    }

    private ConfigurableApplicationContext service(EmbeddedBroker broker) {
        return VerifierServiceApplication.builder()
                .run(
                        "--entropylong.kafka.bootstrap-servers=" + broker.bootstrapServers(),
                        "--entropylong.verifier.state-dir=" + data.resolve("state"),
                        "--server.port=0");
    }

    private static List<ScoresRequested> requests(TopicProbe topics, int count) {
        return topics.await(Topics.SCORE_REQUESTS, count, key -> true).stream()
                .map(record -> CODEC.decode(record.value(), ScoresRequested.class))
                .toList();
    }
}
