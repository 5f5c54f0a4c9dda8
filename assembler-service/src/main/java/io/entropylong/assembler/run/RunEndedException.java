package io.entropylong.assembler.run;

import io.entropylong.common.message.RunRecorded;
import java.util.Locale;

/** A run that can no longer be cancelled. */
public class RunEndedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public RunEndedException(RunRecorded run) {
        super("run " + run.run() + " is " + run.state().name().toLowerCase(Locale.ROOT) + " already");
    }
}
