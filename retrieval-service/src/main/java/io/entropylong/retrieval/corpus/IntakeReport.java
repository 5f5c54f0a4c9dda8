package io.entropylong.retrieval.corpus;

import java.util.List;

/**
 * What became of the records (lines, rows) of a file; blank lines count as nothing.
 *
 * @param accepted records that were submitted as documents
 * @param rejected records that are no documents
 * @param errors the first of the rejected ones
 */
public record IntakeReport(long accepted, long rejected, List<LineError> errors) {
    /** Rejected records that are described. */
    public static final int MAX_ERRORS = 100;

    public IntakeReport {
        errors = List.copyOf(errors);
    }
}
