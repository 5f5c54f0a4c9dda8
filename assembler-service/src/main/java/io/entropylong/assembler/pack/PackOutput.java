package io.entropylong.assembler.pack;

import io.entropylong.common.message.Packed;
import io.entropylong.common.message.RunRecorded;

/** Where packing sends what it decides. */
public interface PackOutput {
    void packed(Packed message);

    void recorded(RunRecorded run);
}
