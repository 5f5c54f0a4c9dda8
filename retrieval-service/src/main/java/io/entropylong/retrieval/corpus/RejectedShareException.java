package io.entropylong.retrieval.corpus;

import java.io.IOException;
import java.util.Locale;

/** A file that was given up because too much of it is no document. */
public final class RejectedShareException extends IOException {
    private static final long serialVersionUID = 1L;

    private final transient IntakeReport report;

    RejectedShareException(String file, IntakeReport report, double limit) {
        super(String.format(
                Locale.ROOT,
                "%s: %d of %d records are no documents, more than the share of %s that is allowed",
                file,
                report.rejected(),
                report.accepted() + report.rejected(),
                limit));
        this.report = report;
    }

    /** What was taken before. */
    public IntakeReport report() {
        return report;
    }
}
