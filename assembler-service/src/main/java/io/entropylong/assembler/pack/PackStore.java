package io.entropylong.assembler.pack;

import io.entropylong.common.message.RootConcluded;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where packing keeps what it must remember: one small record a run, and one entry a root that waits. */
public interface PackStore {
    @Nullable
    PackState state(String run);

    void keepState(String run, PackState state);

    /** The root of that ordinal, when it has come and still waits. */
    @Nullable
    RootConcluded root(String run, int ordinal);

    /** Ordinals of the roots that have come and wait, from that one on, ascending. */
    List<Integer> ordinals(String run, int from);

    void keepRoot(RootConcluded root);

    void dropRoot(String run, int ordinal);

    /** What was kept last; null before. */
    @Nullable
    Filler filler(String run);

    void keepFiller(String run, Filler filler);

    /** Forgets all of a run but its state. */
    void dropAll(String run);
}
