package io.entropylong.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class RunOptionsTest {
    @Test
    void whatIsNotGivenIsLeftToTheService() {
        assertThat(given()).containsOnlyKeys("rootsInFlight");
    }

    @Test
    void formatsAreAListUnderTheNamesOfTheApi() {
        assertThat(given(
                        "--formats",
                        "mds,parquet,jsonl,megatron",
                        "--mds-profile",
                        "prolong",
                        "--compression",
                        "zstd",
                        "--shard-bytes",
                        "1000",
                        "--loss-mask",
                        "root"))
                .containsEntry("formats", List.of("mds", "parquet", "jsonl", "megatron"))
                .containsEntry("mdsProfile", "prolong")
                .containsEntry("compression", "zstd")
                .containsEntry("shardBytes", 1000L)
                .containsEntry("lossMask", "root");
    }

    @Test
    void aFiltersPairsAreGatheredByName() {
        assertThat(given("--root-filter", "language=en", "--root-filter", "language=de", "--context-filter", "a=b=c"))
                .containsEntry("rootFilter", Map.of("language", List.of("en", "de")))
                .containsEntry("contextFilter", Map.of("a", List.of("b=c")));
        assertThatThrownBy(() -> given("--root-filter", "language"))
                .isInstanceOf(UserError.class)
                .hasMessage("--root-filter language: is no NAME=VALUE");
    }

    private static Map<String, Object> given(String... options) {
        RunCommand command = new RunCommand();
        List<String> all = new ArrayList<>(List.of("--corpus", "a.jsonl", "--out", "out"));
        all.addAll(List.of(options));
        new CommandLine(command).parseArgs(all.toArray(String[]::new));
        return command.options.given();
    }
}
