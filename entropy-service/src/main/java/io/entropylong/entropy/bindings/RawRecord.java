package io.entropylong.entropy.bindings;

import org.jspecify.annotations.Nullable;

/** A record's bytes as they came; not copied. */
final class RawRecord {
    private final byte @Nullable [] key;
    private final byte @Nullable [] value;

    RawRecord(byte @Nullable [] key, byte @Nullable [] value) {
        this.key = key;
        this.value = value;
    }

    byte @Nullable [] key() {
        return key;
    }

    byte @Nullable [] value() {
        return value;
    }
}
