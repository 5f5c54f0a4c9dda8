package io.entropylong.retrieval.corpus;

import java.io.IOException;

/** A file that could be read in part only. */
public final class CorruptFileException extends IOException {
    private static final long serialVersionUID = 1L;

    private final transient IntakeReport report;

    CorruptFileException(String problem, IntakeReport report, IOException cause) {
        super(problem, cause);
        this.report = report;
    }

    /** What was taken before, and where it broke. */
    public IntakeReport report() {
        return report;
    }
}
