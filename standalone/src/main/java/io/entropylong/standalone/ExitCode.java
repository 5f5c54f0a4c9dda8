package io.entropylong.standalone;

/** What the command's exit codes mean; 2, wrong usage, is picocli's own and 130, interrupted, the shell's. */
final class ExitCode {
    static final int DONE = 0;
    static final int FAILED = 1;
    /** The job is done, but records of the corpus were rejected, roots failed, or the run was cancelled. */
    static final int DONE_WITH_FAILURES = 3;

    static final int UNREACHABLE = 4;

    private ExitCode() {}
}
