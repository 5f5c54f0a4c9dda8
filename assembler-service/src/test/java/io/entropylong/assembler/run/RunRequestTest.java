package io.entropylong.assembler.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.entropylong.common.message.Outputs;
import io.entropylong.common.message.Outputs.Compression;
import io.entropylong.common.message.Outputs.Format;
import io.entropylong.common.message.Outputs.MdsProfile;
import io.entropylong.common.message.RetrievalSettings;
import io.entropylong.common.message.RunSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunRequestTest {
    @Test
    void samplesAreMdsInTheProfilePortableUnlessToldOtherwise() {
        assertThat(outputs("")).isEqualTo(Outputs.portable());
    }

    @Test
    void formatsProfileCompressionAndSizeAreSettings() {
        assertThat(
                        outputs(
                                "\"formats\":[\"megatron\",\"jsonl\",\"mds\"],\"mdsProfile\":\"prolong\","
                                        + "\"compression\":\"zstd\",\"shardBytes\":200000000,\"padSpanMultiple\":16,\"lossMask\":\"root\""))
                .isEqualTo(new Outputs(
                        List.of(Format.MDS, Format.JSONL, Format.MEGATRON),
                        MdsProfile.PROLONG,
                        Compression.ZSTD,
                        200_000_000,
                        16,
                        Outputs.LossMask.ROOT));
    }

    @Test
    void rootsAndContextsAreChosenByShareAndMetadata() {
        RunSettings settings = settings("\"rootShare\":0.5,\"fusion\":\"bm25\",\"rootFilter\":{\"language\":[\"en\"]},"
                + "\"contextFilter\":{\"language\":[\"de\",\"en\"]}");
        assertThat(settings.roots().taken(9)).isEqualTo(5);
        assertThat(settings.roots().rootFilter().anyOf()).isEqualTo(Map.of("language", List.of("en")));
        assertThat(settings.retrieval().fusion()).isEqualTo(RetrievalSettings.Fusion.BM25);
        assertThat(settings.retrieval().contextFilter().anyOf()).isEqualTo(Map.of("language", List.of("de", "en")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`\"formats\":[\"mds\",\"avro\"]`  | settings.formats     | must be an array of mds, parquet, jsonl, megatron",
                "`\"formats\":\"mds\"`             | settings.formats     | must be an array of mds, parquet, jsonl, megatron",
                "`\"formats\":[\"parquet\"]`       | settings.formats     | formats must hold mds, the others are made from it",
                "`\"mdsProfile\":\"PORTABLE\"`     | settings.mdsProfile  | must be portable or prolong",
                "`\"compression\":\"gzip\"`        | settings.compression | must be none or zstd",
                "`\"shardBytes\":268435457`        | settings.shardBytes  | must be at least 1 and at most 268435456",
                "`\"shardBytes\":1.5`              | settings.shardBytes  | must be a whole number",
                "`\"padSpanMultiple\":0`         | settings.padSpanMultiple | must be at least 1",
                "`\"padSpanMultiple\":3`         | settings.sampleTokens | must be a multiple of padSpanMultiple 3",
                "`\"rootShare\":0`                | settings.rootShare   | must be above 0 and at most 1",
                "`\"rootShare\":\"half\"`         | settings.rootShare   | must be a number or null",
                "`\"fusion\":\"rrf\"`              | settings.fusion      | must be none or bm25",
                "`\"rootFilter\":{\"language\":\"en\"}` | settings.rootFilter | must be an object of arrays of strings",
                "`\"contextFilter\":{\"language\":[]}` | settings.contextFilter | the filter language has no value",
                "`\"order\":\"shuffle\"`           | settings.order       | must be SHUFFLE or SEQUENCE"
            })
    void aSettingThatCannotBeIsNamed(String setting, String field, String message) {
        assertThatExceptionOfType(InvalidRunException.class)
                .isThrownBy(() -> outputs(setting))
                .satisfies(refused -> assertThat(refused.problems())
                        .singleElement()
                        .satisfies(problem -> {
                            assertThat(problem.field()).isEqualTo(field);
                            assertThat(problem.message()).contains(message);
                        }));
    }

    private static Outputs outputs(String settings) {
        return settings(settings).outputs();
    }

    private static RunSettings settings(String settings) {
        byte[] body = "{\"corpus\":\"c\",\"settings\":{%s}}".formatted(settings).getBytes(UTF_8);
        return RunRequest.parse(body, Path.of("out"), null).settings();
    }
}
