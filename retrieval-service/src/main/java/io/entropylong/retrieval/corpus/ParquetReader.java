package io.entropylong.retrieval.corpus;

import dev.hardwood.InputFile;
import dev.hardwood.metadata.LogicalType;
import dev.hardwood.metadata.PhysicalType;
import dev.hardwood.reader.ParquetFileReader;
import dev.hardwood.reader.RowReader;
import dev.hardwood.schema.ColumnProjection;
import dev.hardwood.schema.ColumnSchema;
import io.entropylong.common.message.DocumentSubmitted;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a Parquet file, a document a row. Its directory stands at its end, so the stream goes through a temporary file. Only
 * the columns of text and id are read.
 */
final class ParquetReader implements RecordReader {
    private static final List<String> TEXT_NAMES = List.of("text", "content", "body", "document", "raw_content");
    private static final List<String> ID_NAMES = List.of("id", "doc_id", "document_id", "uuid", "url");

    private final DocumentRules rules;

    ParquetReader(IntakeLimits limits) {
        this.rules = new DocumentRules(limits);
    }

    @Override
    public void read(InputStream in, Tally tally) throws IOException {
        Path copy = Files.createTempFile("entropylong-", ".parquet");
        try {
            Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
            readFile(copy, tally);
        } finally {
            Files.deleteIfExists(copy);
        }
    }

    private void readFile(Path path, Tally tally) throws IOException {
        String name = tally.file().name();
        try (ParquetFileReader file = opened(path, name)) {
            Columns columns = Columns.of(file.getFileSchema().getColumns(), tally.file());
            try (RowReader rows = rows(file, columns, name)) {
                Row row = next(rows, columns, name, 1);
                for (long number = 1; row != null; number++) {
                    Row current = row;
                    String defaultId = tally.defaultId(number);
                    tally.take(number, () -> document(tally.file().corpus(), current, columns, defaultId));
                    row = next(rows, columns, name, number + 1);
                }
            }
        }
    }

    private DocumentSubmitted document(String corpus, Row row, Columns columns, String defaultId)
            throws BadLineException {
        if (row.text() == null) throw new BadLineException(columns.text(), "is missing");
        String text = rules.text(columns.text(), row.text());
        String id = rules.id(columns.id() == null ? "id" : columns.id(), row.id() == null ? defaultId : row.id());
        return new DocumentSubmitted(corpus, id, text, Map.of());
    }

    private static ParquetFileReader opened(Path path, String name) throws IOException {
        try {
            return ParquetFileReader.open(InputFile.of(path));
        } catch (IOException | RuntimeException e) {
            throw unreadable(name, e);
        }
    }

    private static RowReader rows(ParquetFileReader file, Columns columns, String name) throws IOException {
        try {
            return file.buildRowReader().projection(columns.projection()).build();
        } catch (RuntimeException e) {
            throw unreadable(name, e);
        }
    }

    private static @Nullable Row next(RowReader rows, Columns columns, String name, long number) throws IOException {
        try {
            if (!rows.hasNext()) return null;
            rows.next();
            String id = columns.id() == null || rows.isNull(columns.id())
                    ? null
                    : String.valueOf(rows.getValue(columns.id()));
            return new Row(rows.isNull(columns.text()) ? null : rows.getString(columns.text()), id);
        } catch (RuntimeException e) {
            throw unreadable(name + ", row " + number + ",", e);
        }
    }

    private static UnreadableFileException unreadable(String what, Exception cause) {
        return new UnreadableFileException(what + " cannot be read as Parquet: " + cause.getMessage(), cause);
    }

    private record Row(@Nullable String text, @Nullable String id) {}

    /** The columns that are read; without one of ids documents are named by file and row. */
    private record Columns(String text, @Nullable String id) {
        static Columns of(List<ColumnSchema> schema, IntakeFile file) throws UnreadableFileException {
            List<ColumnSchema> flat = schema.stream()
                    .filter(column -> column.fieldPath().elements().size() == 1 && column.maxRepetitionLevel() == 0)
                    .toList();
            List<String> names = flat.stream().map(ColumnSchema::name).toList();
            List<String> strings = flat.stream()
                    .filter(column -> column.logicalType() instanceof LogicalType.StringType
                            || (column.type() == PhysicalType.BYTE_ARRAY && column.logicalType() == null))
                    .map(ColumnSchema::name)
                    .toList();
            String id = file.idField() == null ? first(ID_NAMES, names) : chosen(file.idField(), names, file);
            String text =
                    file.textField() == null ? first(TEXT_NAMES, strings) : chosen(file.textField(), strings, file);
            if (text == null && strings.size() == 1) text = strings.getFirst();
            if (text == null) {
                throw new UnreadableFileException(file.name() + ": which column holds the text? Name it with ?text=; "
                        + "columns of strings are " + strings);
            }
            return new Columns(text, id);
        }

        ColumnProjection projection() {
            return id == null ? ColumnProjection.columns(text) : ColumnProjection.columns(text, id);
        }

        private static @Nullable String first(List<String> wanted, List<String> there) {
            return wanted.stream().filter(there::contains).findFirst().orElse(null);
        }

        private static String chosen(String name, List<String> there, IntakeFile file) throws UnreadableFileException {
            if (there.contains(name)) return name;
            throw new UnreadableFileException(file.name() + " has no such column " + name + "; there are " + there);
        }
    }
}
