package io.entropylong.entropy.scoring;

/** Told of each forward pass that succeeded, from the thread that ran it. Thread-safe. */
@FunctionalInterface
public interface PassListener {
    /** Listens to nothing. */
    PassListener NONE = pass -> {};

    void passed(PassReport pass);

    /** A pass failed for want of memory and is tried once more. */
    default void outOfMemory(Phase phase) {}
}
