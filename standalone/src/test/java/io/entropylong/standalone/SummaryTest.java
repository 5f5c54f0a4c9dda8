package io.entropylong.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class SummaryTest {
    @TempDir
    Path dataset;

    @Test
    void itShowsWhatEachCriterionAccepts() throws IOException {
        assertThat(summary(100, 60))
                .containsPattern("in the root's first 32 +30 +30 %")
                .containsPattern("a random passage gives too +20 +20 %")
                .containsPattern("accepted by 'controlled' too +60 +60 %")
                .containsPattern("accepted by 'paper' +107")
                .containsPattern("rejected: cold start +7");
    }

    @Test
    void mostlyColdStartsOrGainsOfAnyTextBringAHintToTheControlledCriterion() throws IOException {
        assertThat(summary(100, 49)).contains("--criterion controlled");
        assertThat(summary(100, 50)).doesNotContain("--criterion controlled");
        assertThat(summary(0, 0)).doesNotContain("--criterion controlled");
    }

    private String summary(int dependencies, int controlled) throws IOException {
        Files.writeString(dataset.resolve("manifest.json"), """
                {"counts": {"dependencies": %d, "controlled": %d, "cold_starts": 30, "by_control": 20, "likelier": 80,
                  "rejected": {"cold_start": 7}}, "cost": {"forward_tokens": 1}}
                """.formatted(dependencies, controlled));
        return Summary.of(dataset, JsonMapper.shared().readTree("{}"), Map.of("running", Duration.ofSeconds(1)));
    }
}
