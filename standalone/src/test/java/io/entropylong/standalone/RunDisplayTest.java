package io.entropylong.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class RunDisplayTest {
    private final RunDisplay display = new RunDisplay(false, StandardCharsets.US_ASCII);

    @Test
    void theFirstLookShowsHowFarItIsWithoutRates() {
        assertThat(display.lines(run(3, 12, 40_000, 65_536), 5))
                .containsExactly(
                        "###############...............   50 %   0:05 so far, time left not known yet",
                        "roots     3 of 12 ended, 2 under way, 2 became units",
                        "evidence  40 pairs scored, 7 dependencies",
                        "samples   0 written, the next is 50 % full",
                        "model     0 tokens/s, 0.0 pairs/s, 40,000 forward tokens");
    }

    @Test
    void laterLooksTellTheRateAndTheTimeThatIsLeft() {
        display.lines(run(3, 12, 40_000, 26_214), 10);
        List<String> lines = display.lines(run(3, 12, 60_000, 65_536), 40);

        assertThat(lines.getFirst()).endsWith("50 %   0:40 so far, 1:00 left");
        assertThat(lines.getLast()).isEqualTo("model     667 tokens/s, 0.7 pairs/s, 60,000 forward tokens");
    }

    @Test
    void theRateForgetsWhatIsOlderThanHalfAMinute() {
        display.lines(run(0, 12, 0, 0), 0);
        display.lines(run(0, 12, 90_000, 0), 100);

        assertThat(display.lines(run(0, 12, 90_000, 0), 120).getLast()).startsWith("model     0 tokens/s");
    }

    @Test
    void tokensEnoughForTheLastSampleAreNoSampleYet() {
        display.lines(run(3, 12, 40_000, 26_214), 10);

        assertThat(display.lines(run(3, 12, 60_000, 140_000), 40).getFirst())
                .endsWith("99 %   0:40 so far, time left not known yet");
    }

    @Test
    void aRunThatUsesUpItsRootsFirstIsAsFarAsItsRootsAre() {
        assertThat(display.line(run(9, 12, 1, 1000), 1)).startsWith("running: 75 %, roots 9 of 12");
    }

    @Test
    void aTerminalWithUnicodeAndColoursHasAGreenBar() {
        RunDisplay coloured = new RunDisplay(true, StandardCharsets.UTF_8);

        assertThat(coloured.lines(run(3, 12, 1, 65_536), 5).getFirst())
                .startsWith("\u001b[32m" + "\u2588".repeat(15) + "\u001b[0m" + "\u2591".repeat(15));
    }

    private static JsonNode run(int concluded, int planned, long tokens, long open) {
        return JsonMapper.shared()
                .readTree("""
                {"run": "r", "state": "RUNNING", "settings": {"sampleTokens": 131072, "maxSamples": 1},
                 "progress": {"roots": {"planned": %d, "profiled": %d, "concluded": %d, "units": 2}, "pairsScored": %d,
                 "forwardTokens": %d, "openSampleTokens": %d, "samples": 0}, "totals": {"dependencies": 7}}""".formatted(planned, concluded + 2, concluded, tokens / 1000, tokens, open));
    }
}
