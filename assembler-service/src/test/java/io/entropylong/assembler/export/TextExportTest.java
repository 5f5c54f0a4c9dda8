package io.entropylong.assembler.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.entropylong.assembler.dataset.WrittenDataset;
import io.entropylong.assembler.explain.TokenTexts;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class TextExportTest {
    @TempDir
    private Path temporary;

    private Path dataset;

    @BeforeEach
    void write() throws IOException {
        dataset = WrittenDataset.under(temporary);
    }

    @Test
    void eachUnitIsALineOfContextsSeparatorAndRoot() throws IOException {
        List<JsonNode> lines = export();

        assertThat(lines).hasSize(10);
        JsonNode first = lines.getFirst();
        assertThat(first.propertyNames()).containsExactly("text", "id", "metadata");
        assertThat(first.path("id").asString()).isEqualTo("r-000000/0");
        assertThat(first.path("text").asString())
                .startsWith("[15000][15001]")
                .contains("[9][9][10002]")
                .endsWith("[10061]")
                .doesNotContain("[0]", "[1]");
        assertThat(first.path("metadata"))
                .isEqualTo(JsonMapper.shared()
                        .readTree("{\"run\":\"r\",\"sample\":\"r-000000\",\"root\":\"r/d1\",\"root_start\":"
                                + first.path("text").asString().indexOf("[10002]")
                                + ",\"contexts\":1,\"dependencies\":1}"));
    }

    @Test
    void everyLineHasTheSameKeysAndAnIdOfItsOwn() throws IOException {
        assertThat(export())
                .allSatisfy(line -> assertThat(line.path("text").asString()).isNotEmpty())
                .extracting(line -> line.path("id").asString())
                .doesNotHaveDuplicates();
    }

    @Test
    void shardsThatHoldOtherSamplesAreRefused() throws IOException {
        Path samples = dataset.resolve("provenance/samples.jsonl");
        Files.writeString(samples, Files.readString(samples).replace("\"r-000002\"", "\"r-000009\""));

        assertThatIOException().isThrownBy(this::export).withMessageContaining("does not go on with r-000002");
    }

    private List<JsonNode> export() throws IOException {
        StringWriter out = new StringWriter();
        TextExport.write(dataset, TokenTexts.unread(), out);
        return out.toString().lines().map(JsonMapper.shared()::readTree).toList();
    }
}
