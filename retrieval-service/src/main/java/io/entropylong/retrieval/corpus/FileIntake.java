package io.entropylong.retrieval.corpus;

import com.github.luben.zstd.ZstdIOException;
import io.entropylong.common.message.DocumentSubmitted;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.zip.ZipException;

/**
 * Reads files of any length with constant memory. Records that are no documents are counted and described; the rest goes
 * on, unless they are too large a share of the file. Thread-safe.
 */
public final class FileIntake {
    private final RecordReader jsonl;
    private final RecordReader parquet;
    private final RecordReader text;
    private final double maxRejectedShare;

    /**
     * @param maxRejectedShare most of a file's records, from 0 to 1, that may be no documents
     */
    public FileIntake(IntakeLimits limits, double maxRejectedShare) {
        this.jsonl = new JsonlReader(limits);
        this.parquet = new ParquetReader(limits);
        this.text = new TextReader(limits);
        this.maxRejectedShare = maxRejectedShare;
    }

    /**
     * @param in read to its end, not closed
     * @param sink takes each document; false says that it is too large for a record
     * @param rejections takes what is wrong with each other record
     * @throws CorruptFileException when the file cannot be read as what it should be; what came before was taken
     * @throws RejectedShareException when too much of the file is no document; what came before was taken
     * @throws IOException when the stream breaks
     */
    public IntakeReport read(
            IntakeFile file, InputStream in, Predicate<DocumentSubmitted> sink, Consumer<LineError> rejections)
            throws IOException {
        Tally tally = new Tally(file, maxRejectedShare, sink, rejections);
        RecordReader reader =
                switch (file.kind()) {
                    case JSONL -> jsonl;
                    case PARQUET -> parquet;
                    case TEXT -> text;
                };
        try {
            reader.read(file.compression().open(in), tally);
            return tally.finish();
        } catch (ZipException | EOFException | ZstdIOException e) {
            String compression = file.compression().name().toLowerCase(Locale.ROOT);
            throw corrupt(tally, "the " + compression + " stream is broken: " + e.getMessage(), e);
        } catch (UnreadableFileException e) {
            throw corrupt(tally, String.valueOf(e.getMessage()), e);
        }
    }

    private static CorruptFileException corrupt(Tally tally, String reason, IOException cause) {
        IntakeReport before = tally.report();
        tally.reject(before.accepted() + before.rejected() + 1, "", reason);
        return new CorruptFileException(tally.file().name() + ": " + reason, tally.report(), cause);
    }
}
