package io.entropylong.retrieval.corpus;

import java.util.List;

/**
 * What became of the lines of a file; blank lines count as nothing.
 *
 * @param accepted lines that were submitted as documents
 * @param rejected lines that are no documents
 * @param errors the first of the rejected ones
 */
public record IntakeReport(long accepted, long rejected, List<LineError> errors) {
    /** Rejected lines that are described. */
    public static final int MAX_ERRORS = 100;

    public IntakeReport {
        errors = List.copyOf(errors);
    }
}
