package io.entropylong.retrieval.corpus;

import io.entropylong.common.message.DocumentSubmitted;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Hands on the records of one file and counts what becomes of them. Not thread-safe. */
final class Tally {
    /** So many records are looked at before a file is given up half-way. */
    private static final long TRIAL = 1000;

    private final IntakeFile file;
    private final double maxRejectedShare;
    private final Predicate<DocumentSubmitted> sink;
    private final Consumer<LineError> rejections;
    private final List<LineError> first = new ArrayList<>();
    private long accepted;
    private long rejected;

    /**
     * @param sink takes each document; false says that it is too large for a record
     * @param rejections takes what is wrong with each other record
     */
    Tally(IntakeFile file, double maxRejectedShare, Predicate<DocumentSubmitted> sink, Consumer<LineError> rejections) {
        this.file = file;
        this.maxRejectedShare = maxRejectedShare;
        this.sink = sink;
        this.rejections = rejections;
    }

    IntakeFile file() {
        return file;
    }

    /** The name of a document that has none of its own. */
    String defaultId(long line) {
        return file.name() + ":" + line;
    }

    /**
     * @param line 1-based, of the record
     * @throws RejectedShareException when too many are no documents
     */
    void take(long line, Attempt attempt) throws RejectedShareException {
        try {
            if (!sink.test(attempt.read())) throw new BadLineException("text", "is too large for a record");
            accepted++;
        } catch (BadLineException e) {
            reject(line, e.field(), String.valueOf(e.getMessage()));
            if (accepted + rejected >= TRIAL) requireShare();
        }
    }

    /** Notes what is wrong with a line. */
    void reject(long line, String field, String reason) {
        rejected++;
        LineError error = new LineError(file.name(), line, field, reason);
        rejections.accept(error);
        if (first.size() < IntakeReport.MAX_ERRORS) first.add(error);
    }

    IntakeReport report() {
        return new IntakeReport(accepted, rejected, first);
    }

    /** At the end of the file. */
    IntakeReport finish() throws RejectedShareException {
        requireShare();
        return report();
    }

    private void requireShare() throws RejectedShareException {
        if (rejected > maxRejectedShare * (accepted + rejected)) {
            throw new RejectedShareException(file.name(), report(), maxRejectedShare);
        }
    }

    /** A record that may be no document. */
    @FunctionalInterface
    interface Attempt {
        DocumentSubmitted read() throws BadLineException;
    }
}
