package io.entropylong.retrieval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.entropylong.common.message.Criterion;
import io.entropylong.common.message.MessageCodec;
import io.entropylong.common.message.MetadataFilter;
import io.entropylong.common.message.Outputs;
import io.entropylong.common.message.RetrievalSettings;
import io.entropylong.common.message.RootChoice;
import io.entropylong.common.message.RootSelected;
import io.entropylong.common.message.RunPlanned;
import io.entropylong.common.message.RunRecorded;
import io.entropylong.common.message.RunSettings;
import io.entropylong.common.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Documents become roots while they arrive, against a real broker and search node. */
class ContinuousRunIT {
    private static final MessageCodec CODEC = new MessageCodec();
    private static final RootChoice ENGLISH = new RootChoice(
            RootChoice.Mode.CONTINUOUS, 100, null, new MetadataFilter(Map.of("language", List.of("en"))));

    @Test
    void whatArrivesAfterTheRunBeganIsARootOnceIfTheFilterTakesIt(@TempDir Path work) throws Exception {
        try (RetrievalFixture fixture = RetrievalFixture.start(work)) {
            fixture.post("/v1/corpora", "{\"name\":\"stream\"}");
            upload(fixture, "before.jsonl", "before", "en");
            await().atMost(RetrievalFixture.PATIENCE)
                    .until(() ->
                            fixture.get("/v1/corpora/stream").path("documents").asInt() == 1);
            RunRecorded run = new RunRecorded("run", "stream", settings(), "out", RunRecorded.State.RUNNING, null);
            fixture.send(Topics.RUNS, "run", CODEC.encode(run));
            RunPlanned plan =
                    fixture.only(Topics.RUN_PLANS, "run", RunPlanned.class, 1).getFirst();
            assertThat(plan.refusal()).isNull();
            assertThat(plan.roots()).isEqualTo(100);

            upload(fixture, "first.jsonl", "first", "en");
            upload(fixture, "second.jsonl", "second", "de");
            upload(fixture, "third.jsonl", "third", "en");
            assertThat(fixture.only(Topics.ROOTS, "run/", RootSelected.class, 2))
                    .hasSize(2);
            upload(fixture, "fourth.jsonl", "fourth", "en");

            assertThat(fixture.only(Topics.ROOTS, "run/", RootSelected.class, 3))
                    .extracting(root -> root.ref().document())
                    .containsExactlyInAnyOrder("first", "third", "fourth");
        }
    }

    private static void upload(RetrievalFixture fixture, String file, String id, String language) throws Exception {
        String line = "{\"id\":\"%s\",\"text\":\"A story of %s.\",\"metadata\":{\"language\":\"%s\"}}%n"
                .formatted(id, id, language);
        fixture.upload("stream", file, line.getBytes(StandardCharsets.UTF_8));
    }

    private static RunSettings settings() {
        return new RunSettings(
                2,
                16,
                RetrievalSettings.of(3, 2),
                Criterion.paper(0.4),
                RunSettings.VerificationPrecision.FP32,
                0.1,
                8,
                64,
                16,
                0,
                2,
                4,
                256,
                512,
                1024,
                ENGLISH,
                1,
                2,
                RunSettings.ContextOrder.SHUFFLE,
                42,
                Outputs.portable());
    }
}
