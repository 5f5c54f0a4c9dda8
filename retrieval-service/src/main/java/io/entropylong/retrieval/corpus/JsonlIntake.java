package io.entropylong.retrieval.corpus;

import io.entropylong.common.message.DocumentSubmitted;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Reads JSON Lines, plain or gzip, of any length with constant memory. Lines that are no documents are counted and
 * described; the rest goes on. Thread-safe.
 */
public final class JsonlIntake {
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final IntakeLimits limits;
    private final DocumentLine documentLine;

    public JsonlIntake(IntakeLimits limits) {
        this.limits = limits;
        this.documentLine = new DocumentLine(limits);
    }

    /**
     * @param corpus the documents' corpus
     * @param file the file's name; documents without an id are named {@code file:line}
     * @param gzip whether the stream should be compressed
     * @param in read to its end, not closed
     * @param sink takes each document; false says that it is too large for a record
     * @throws CorruptFileException when the file cannot be decompressed; what came before was taken
     * @throws IOException when the stream breaks
     */
    public IntakeReport read(
            String corpus, String file, boolean gzip, InputStream in, Predicate<DocumentSubmitted> sink)
            throws IOException {
        long accepted = 0;
        long number = 0;
        List<LineError> errors = new ArrayList<>();
        long rejected = 0;
        try {
            Lines lines =
                    new Lines(gzip ? new GZIPInputStream(new BufferedInputStream(in)) : in, limits.maxLineBytes());
            for (byte[] line = lines.next(); line != null; line = lines.next()) {
                number++;
                byte[] content = number == 1 ? withoutMark(line) : line;
                if (isBlank(content)) continue;
                try {
                    accept(content, lines.tooLong(), corpus, file + ":" + number, sink);
                    accepted++;
                } catch (BadLineException e) {
                    rejected++;
                    if (errors.size() < IntakeReport.MAX_ERRORS) {
                        errors.add(new LineError(file, number, e.field(), String.valueOf(e.getMessage())));
                    }
                }
            }
        } catch (ZipException | EOFException e) {
            errors.add(new LineError(
                    file,
                    number + 1,
                    "",
                    "the gzip stream is broken: "
                            + String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT)));
            throw new CorruptFileException(file, new IntakeReport(accepted, rejected + 1, errors), e);
        }
        return new IntakeReport(accepted, rejected, errors);
    }

    private void accept(
            byte[] line, boolean tooLong, String corpus, String defaultId, Predicate<DocumentSubmitted> sink)
            throws BadLineException {
        if (tooLong) {
            throw new BadLineException("", "has more bytes than the " + limits.maxLineBytes() + " that are supported");
        }
        DocumentSubmitted document = documentLine.parse(line, corpus, defaultId);
        if (!sink.test(document)) throw new BadLineException("text", "is too large for a record");
    }

    private static byte[] withoutMark(byte[] line) {
        int mark = BYTE_ORDER_MARK.length;
        if (line.length < mark || !Arrays.equals(line, 0, mark, BYTE_ORDER_MARK, 0, mark)) return line;
        return Arrays.copyOfRange(line, mark, line.length);
    }

    private static boolean isBlank(byte[] line) {
        for (byte character : line) {
            if (character != ' ' && character != '\t' && character != '\r') return false;
        }
        return true;
    }
}
