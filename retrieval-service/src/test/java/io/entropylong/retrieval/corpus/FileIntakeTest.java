package io.entropylong.retrieval.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.github.luben.zstd.Zstd;
import io.entropylong.common.message.DocumentSubmitted;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class FileIntakeTest {
    private static final byte[] LINES = "{\"text\":\"a\"}\n{\"text\":\"b\"}\n".getBytes(StandardCharsets.UTF_8);

    private final List<DocumentSubmitted> documents = new ArrayList<>();
    private final List<LineError> rejections = new ArrayList<>();

    @Test
    void gzipIsReadAndABrokenStreamIsNamedWithWhatCameBefore() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(LINES);
        }
        assertReadAndBrokenNamed("f.jsonl.gz", bytes.toByteArray(), "gzip");
    }

    @Test
    void zstdIsReadAndABrokenStreamIsNamedWithWhatCameBefore() throws IOException {
        assertReadAndBrokenNamed("f.jsonl.zst", Zstd.compress(LINES), "zstd");
    }

    @Test
    void theColumnsOfAParquetFileAreFoundByTheirNamesAndARowWithoutTextIsDescribed() throws IOException {
        IntakeReport report = read(named("p.parquet"), resource("snappy.parquet"));
        assertThat(report.accepted()).isEqualTo(2);
        assertThat(rejections).containsExactly(new LineError("p.parquet", 2, "content", "is missing"));
        assertThat(documents)
                .extracting(DocumentSubmitted::id, DocumentSubmitted::text)
                .containsExactly(tuple("u1", "first text"), tuple("u3", "third text"));
    }

    @Test
    void theColumnsOfAParquetFileCanBeChosen() throws IOException {
        read(named("p.parquet").withFields("abstract", "n"), resource("two-texts.parquet"));
        assertThat(documents).extracting(DocumentSubmitted::id).containsExactly("10", "11");
        assertThat(documents).extracting(DocumentSubmitted::text).containsExactly("x y", "z");
    }

    @Test
    void aParquetFileWhoseTextCannotBeToldSaysWhichColumnsThereAre() {
        assertThatThrownBy(() -> read(named("p.parquet"), resource("two-texts.parquet")))
                .isInstanceOf(CorruptFileException.class)
                .hasMessageContaining("[title, abstract]")
                .hasMessageContaining("?text=");
    }

    @Test
    void whatIsNoParquetIsSaidToBeNone() {
        assertThatThrownBy(() -> read(named("p.parquet"), LINES))
                .isInstanceOf(CorruptFileException.class)
                .hasMessageContaining("p.parquet cannot be read as Parquet");
    }

    @Test
    void aTextFileIsOneDocumentOfItsName() throws IOException {
        read(named("notes.md"), "# Title\n\nBody.\n".getBytes(StandardCharsets.UTF_8));
        assertThat(documents).singleElement().satisfies(document -> {
            assertThat(document.id()).isEqualTo("notes.md");
            assertThat(document.text()).isEqualTo("# Title\n\nBody.\n");
        });
    }

    @Test
    void fieldsOfJsonLinesCanBeChosen() throws IOException {
        read(
                named("f.jsonl").withFields("body", "key"),
                "{\"body\":\"a\",\"key\":\"k\",\"id\":3}".getBytes(StandardCharsets.UTF_8));
        assertThat(documents).singleElement().extracting(DocumentSubmitted::id).isEqualTo("k");
    }

    @Test
    void aFileOfWhichTooMuchIsNoDocumentFailsWithItsCounts() {
        byte[] lines = "{\"text\":\"a\"}\nx\ny\n".getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> read(named("f.jsonl"), lines))
                .isInstanceOfSatisfying(RejectedShareException.class, e -> {
                    assertThat(e).hasMessageContaining("f.jsonl: 2 of 3 records");
                    assertThat(e.report().accepted()).isEqualTo(1);
                });
    }

    @Test
    void aHopelessFileIsGivenUpBeforeItsEnd() {
        byte[] lines = "x\n".repeat(100_000).getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> read(named("f.jsonl"), lines)).isInstanceOf(RejectedShareException.class);
        assertThat(rejections).hasSize(1000);
    }

    private void assertReadAndBrokenNamed(String file, byte[] whole, String compression) throws IOException {
        assertThat(read(named(file), whole).accepted()).isEqualTo(2);
        byte[] broken = Arrays.copyOf(whole, whole.length - 6);
        assertThatThrownBy(() -> read(named(file), broken))
                .isInstanceOf(CorruptFileException.class)
                .hasMessageContaining(file + ": the " + compression + " stream is broken");
        assertThatThrownBy(() -> read(named(file), new byte[] {'{', '}', '\n', '\n', '\n', '\n'}))
                .isInstanceOf(CorruptFileException.class);
    }

    private IntakeReport read(IntakeFile file, byte[] bytes) throws IOException {
        return new FileIntake(new IntakeLimits(100, 200), 0.5)
                .read(file, new ByteArrayInputStream(bytes), documents::add, rejections::add);
    }

    private static IntakeFile named(String name) {
        return IntakeFile.named("c", name, FileKind.ofName(name).orElseThrow());
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = FileIntakeTest.class.getResourceAsStream("/corpus/" + name)) {
            return Objects.requireNonNull(in).readAllBytes();
        }
    }
}
