package io.entropylong.formats.megatron;

/** How a token id is kept; little-endian. */
public enum TokenType {
    UINT16((byte) 8, Short.BYTES),
    INT32((byte) 4, Integer.BYTES);

    /** From here on Megatron-LM itself takes the wider type. */
    private static final int NARROW_VOCABULARY = 65_500;

    private final byte code;
    private final int bytes;

    TokenType(byte code, int bytes) {
        this.code = code;
        this.bytes = bytes;
    }

    /**
     * What Megatron-LM takes for a tokenizer.
     *
     * @param vocabulary number of token ids
     */
    public static TokenType of(int vocabulary) {
        return vocabulary < NARROW_VOCABULARY ? UINT16 : INT32;
    }

    byte code() {
        return code;
    }

    /** Bytes of one id. */
    public int bytes() {
        return bytes;
    }
}
