package io.entropylong.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ProgressTest {
    private static final JsonNode RUN =
            JsonMapper.shared().readTree("{\"settings\": {\"sampleTokens\": 100, \"maxSamples\": 1}}");

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(written, true, StandardCharsets.UTF_8);

    @Test
    void withoutATerminalThereIsALineEveryTenSecondsAndNoControlCharacter() {
        Progress progress = new Progress(out, false, false, StandardCharsets.UTF_8);
        progress.stage("running");
        for (int look = 0; look < 5; look++) progress.run(RUN);
        progress.done();

        assertThat(text()).doesNotContain("\u001b").doesNotContain("\r");
        assertThat(text().lines()).hasSize(2).element(1).asString().startsWith("running: 0 %");
    }

    @Test
    void onATerminalTheSameLinesAreDrawnAgainAndTheLastOnesStay() {
        Progress progress = new Progress(out, true, false, StandardCharsets.UTF_8);
        progress.stage("running");
        progress.run(RUN);
        progress.run(RUN);
        progress.done();
        progress.note("after");

        assertThat(text().split("\u001b\\[5A\u001b\\[J", -1)).hasSize(2);
        assertThat(text().lines().toList().getLast()).isEqualTo("after");
    }

    @Test
    void withoutColoursNothingIsColoured() {
        Progress progress = new Progress(out, true, false, StandardCharsets.UTF_8);
        progress.stage("running");
        progress.run(RUN);

        assertThat(text()).doesNotContain("\u001b[32m").doesNotContain("\u001b[1m");
    }

    private String text() {
        return written.toString(StandardCharsets.UTF_8);
    }
}
