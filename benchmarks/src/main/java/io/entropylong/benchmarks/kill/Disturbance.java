package io.entropylong.benchmarks.kill;

/** What is done to a part of the running suite. */
enum Disturbance {
    KILL_ENTROPY(Kind.KILL, "entropy"),
    KILL_RETRIEVAL(Kind.KILL, "retrieval"),
    KILL_VERIFIER(Kind.KILL, "verifier"),
    KILL_ASSEMBLER(Kind.KILL, "assembler"),
    KILL_BROKER(Kind.KILL, "broker"),
    KILL_SEARCH_NODE(Kind.KILL, "search-node"),
    KILL_EVERYTHING(Kind.KILL_ALL, ""),
    PAUSE_ENTROPY(Kind.PAUSE, "entropy"),
    PAUSE_RETRIEVAL(Kind.PAUSE, "retrieval"),
    PAUSE_VERIFIER(Kind.PAUSE, "verifier"),
    PAUSE_ASSEMBLER(Kind.PAUSE, "assembler"),
    WIPE_VERIFIER(Kind.WIPE, "verifier"),
    WIPE_ASSEMBLER(Kind.WIPE, "assembler"),
    SECOND_ENTROPY(Kind.SECOND, "entropy"),
    SECOND_RETRIEVAL(Kind.SECOND, "retrieval"),
    SECOND_VERIFIER(Kind.SECOND, "verifier"),
    FULL_DISK(Kind.FULL, "assembler"),
    KILL_LAUNCHER(Kind.LAUNCHER, "");

    /** How. */
    enum Kind {
        /** SIGKILL, then a new start. */
        KILL,
        /** SIGKILL for all parts at once, then a new start of each. */
        KILL_ALL,
        /** SIGSTOP for longer than the session timeout of a consumer, then SIGCONT. */
        PAUSE,
        /** SIGKILL, the state directory removed, then a new start. */
        WIPE,
        /** A second instance comes, takes its share of the partitions, and is killed. */
        SECOND,
        /** The disk of the datasets has no room until the writer has met that. */
        FULL,
        /** SIGKILL of {@code entropylong}, which is all services and the parent of the servers; then the same command. */
        LAUNCHER
    }

    private final Kind kind;
    private final String part;

    Disturbance(Kind kind, String part) {
        this.kind = kind;
        this.part = part;
    }

    Kind kind() {
        return kind;
    }

    /** Name of the part; empty for all of them. */
    String part() {
        return part;
    }
}
