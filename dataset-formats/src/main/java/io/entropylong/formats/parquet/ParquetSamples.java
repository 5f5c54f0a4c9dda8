package io.entropylong.formats.parquet;

import dev.hardwood.InputFile;
import dev.hardwood.reader.ParquetFileReader;
import dev.hardwood.reader.RowReader;
import dev.hardwood.row.PqList;
import dev.hardwood.schema.ColumnSchema;
import io.entropylong.formats.DamagedDatasetException;
import io.entropylong.formats.NumberedParts;
import io.entropylong.formats.SampleSource;
import io.entropylong.formats.TrainingSample;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads and checks the samples of a folder of Parquet files, with another library than the one that writes them. */
public final class ParquetSamples implements SampleSource {
    private static final List<String> COLUMNS = List.of(
            "id BYTE_ARRAY", "indices.list.element.list.element INT32", "input_ids.list.element INT32", "length INT32");

    /** Without a mask. */
    private static final int FIELDS = COLUMNS.size();

    private static final String MASK = "mask.list.element INT32";

    private final List<Path> files;

    private ParquetSamples(List<Path> files) {
        this.files = files;
    }

    /**
     * @throws DamagedDatasetException as {@link NumberedParts#in}
     */
    public static ParquetSamples open(Path folder) throws IOException {
        return new ParquetSamples(NumberedParts.in(folder, ParquetFile.SUFFIX));
    }

    @Override
    public void forEach(Action action) throws IOException {
        for (Path file : files) read(file, action);
    }

    private static void read(Path file, Action action) throws IOException {
        try (ParquetFileReader reader = opened(file);
                RowReader rows = rows(reader, file)) {
            int number = 0;
            for (TrainingSample sample = next(rows, file, number);
                    sample != null;
                    sample = next(rows, file, ++number)) {
                action.accept(sample);
            }
        }
    }

    // the library throws many kinds of exceptions where a file is damaged

    private static ParquetFileReader opened(Path file) throws DamagedDatasetException {
        try {
            return ParquetFileReader.open(InputFile.of(file));
        } catch (IOException | RuntimeException e) {
            throw new DamagedDatasetException(file, "file", "cannot be read as Parquet: " + e.getMessage());
        }
    }

    private static RowReader rows(ParquetFileReader reader, Path file) throws DamagedDatasetException {
        List<String> columns = reader.getFileSchema().getColumns().stream()
                .map(ParquetSamples::column)
                .toList();
        List<String> known = new ArrayList<>(COLUMNS);
        if (columns.contains(MASK)) known.add(MASK);
        if (!columns.equals(known)) {
            throw new DamagedDatasetException(file, "schema", columns + " instead of " + COLUMNS);
        }
        try {
            return reader.rowReader();
        } catch (RuntimeException e) {
            throw new DamagedDatasetException(file, "rows", String.valueOf(e.getMessage()));
        }
    }

    private static @Nullable TrainingSample next(RowReader rows, Path file, int number) throws DamagedDatasetException {
        try {
            if (!rows.hasNext()) return null;
            rows.next();
            return sample(rows);
        } catch (RuntimeException e) {
            throw new DamagedDatasetException(file, "row " + number, String.valueOf(e.getMessage()));
        }
    }

    private static String column(ColumnSchema column) {
        return String.join(".", column.fieldPath().elements()) + " " + column.type();
    }

    private static TrainingSample sample(RowReader row) {
        boolean masked = row.getFieldCount() > FIELDS;
        List<int[]> indices = new ArrayList<>();
        for (PqList pair : row.getList("indices").lists())
            indices.add(pair.ints().toArray());
        return TrainingSample.checked(
                row.getString("id"),
                row.getList("input_ids").ints().toArray(),
                row.getInt("length"),
                indices,
                masked ? row.getList("mask").ints().toArray() : null);
    }
}
