package io.entropylong.formats.mds;

import java.nio.ByteBuffer;
import java.util.Locale;

/** The NumPy integer types that a column may have; all little-endian. */
public enum IntegerType {
    UINT8(1, false),
    INT8(1, true),
    UINT16(2, false),
    INT16(2, true),
    UINT32(4, false),
    INT32(4, true),
    /** Only values below 2^63. */
    UINT64(8, false),
    INT64(8, true);

    private final int bytes;
    private final boolean signed;

    IntegerType(int bytes, boolean signed) {
        this.bytes = bytes;
        this.signed = signed;
    }

    /** Bytes of one value: 1, 2, 4 or 8. */
    public int bytes() {
        return bytes;
    }

    /** As NumPy spells it, for example {@code int32}. */
    public String dtype() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * @param target takes the value at its position; its order must be little-endian
     * @throws IllegalArgumentException when the type cannot hold the value
     */
    void put(ByteBuffer target, long value) {
        if (value < min() || value > max()) {
            throw new IllegalArgumentException(value + " does not fit " + dtype());
        }
        switch (bytes) {
            case 1 -> target.put((byte) value);
            case 2 -> target.putShort((short) value);
            case 4 -> target.putInt((int) value);
            default -> target.putLong(value);
        }
    }

    private long min() {
        return signed ? -1L << (8 * bytes - 1) : 0;
    }

    private long max() {
        if (bytes == 8) return Long.MAX_VALUE;
        return (1L << (signed ? 8 * bytes - 1 : 8 * bytes)) - 1;
    }
}
