package io.entropylong.retrieval.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import io.entropylong.common.message.DocumentSubmitted;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonlReaderTest {
    private final List<DocumentSubmitted> documents = new ArrayList<>();
    private final List<LineError> rejections = new ArrayList<>();

    @Test
    void documentsWithoutAnIdAreNamedByFileAndLine() throws IOException {
        IntakeReport report = read("\uFEFF{\"text\":\"a\"}\r\n\n{\"text\":\"b\",\"id\":7,\"metadata\":{\"n\":1}}");
        assertThat(report).isEqualTo(new IntakeReport(2, 0, List.of()));
        assertThat(documents)
                .containsExactly(
                        new DocumentSubmitted("c", "f.jsonl:1", "a", Map.of()),
                        new DocumentSubmitted("c", "7", "b", Map.of("n", "1")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "nonsense                              | ``            | is not JSON",
                "{\"text\":\"a\"} {}                   | ``            | is not JSON",
                "[1]                                   | ``            | is not a JSON object",
                "{\"id\":\"x\"}                        | text          | is missing",
                "{\"text\":3}                          | text          | is not a string",
                "{\"text\":\"  \"}                     | text          | is blank",
                "{\"text\":\"\\ud83d\"}              | text          | has half a surrogate pair",
                "{\"text\":\"12345678901\"}            | text          | has 11 characters; at most 10",
                "{\"text\":\"a\",\"id\":[]}            | id            | is neither a string nor an integer",
                "{\"text\":\"a\",\"id\":\" \"}         | id            | is blank",
                "{\"text\":\"a\",\"metadata\":2}       | metadata      | is not an object",
                "{\"text\":\"a\",\"metadata\":{\"k\":[]}} | metadata.k | is neither a string nor a number",
            })
    void aBadLineIsDescribedAndTheRestGoesOn(String line, String field, String reason) throws IOException {
        IntakeReport report = read("{\"text\":\"a\"}\n" + line + "\n{\"text\":\"b\"}\n");
        assertThat(report.accepted()).isEqualTo(2);
        assertThat(report.rejected()).isEqualTo(1);
        assertThat(report.errors()).singleElement().satisfies(error -> {
            assertThat(error.file()).isEqualTo("f.jsonl");
            assertThat(error.line()).isEqualTo(2);
            assertThat(error.field()).isEqualTo(field);
            assertThat(error.reason()).startsWith(reason);
        });
    }

    @Test
    void aLineThatIsTooLongIsSkippedToItsEnd() throws IOException {
        IntakeReport report = read("{\"text\":\"" + "x".repeat(300_000) + "\"}\n{\"text\":\"b\"}\n");
        assertThat(report.accepted()).isEqualTo(1);
        assertThat(report.errors())
                .singleElement()
                .extracting(LineError::reason)
                .asString()
                .contains("200");
    }

    @Test
    void bytesThatAreNotUtf8AreABadLine() throws IOException {
        byte[] line = "{\"text\":\"\u00e9\"}\n".getBytes(StandardCharsets.ISO_8859_1);
        IntakeReport report =
                intake().read(file("f.jsonl"), new ByteArrayInputStream(line), documents::add, rejections::add);
        assertThat(report.errors()).containsExactly(new LineError("f.jsonl", 1, "", "is not UTF-8"));
    }

    @Test
    void theReportDescribesTheFirstHundredBadLinesAndAllAreHandedOn() throws IOException {
        IntakeReport report = read("x\n".repeat(150));
        assertThat(report.rejected()).isEqualTo(150);
        assertThat(report.errors()).hasSize(100);
        assertThat(rejections).hasSize(150);
    }

    private IntakeReport read(String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return intake().read(file("f.jsonl"), new ByteArrayInputStream(bytes), documents::add, rejections::add);
    }

    private static IntakeFile file(String name) {
        return IntakeFile.named("c", name, FileKind.JSONL);
    }

    private static FileIntake intake() {
        return new FileIntake(new IntakeLimits(10, 200), 1);
    }
}
