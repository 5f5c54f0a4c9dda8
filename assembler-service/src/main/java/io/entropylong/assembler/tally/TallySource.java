package io.entropylong.assembler.tally;

/** Where the counts of a run are read. */
public interface TallySource {
    /** All zero while nothing is counted, or the counts are being restored. */
    Tally of(String run);
}
