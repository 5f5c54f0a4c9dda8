package io.entropylong.assembler.inspection;

import java.io.ByteArrayOutputStream;

/**
 * A sample as text. The bytes of several tokens may make one character, so that a span is cut from the bytes and then read as
 * UTF-8.
 */
public final class SampleText {
    private final byte[] utf8;
    private final int[] offsets;

    private SampleText(byte[] utf8, int[] offsets) {
        this.utf8 = utf8;
        this.offsets = offsets;
    }

    /**
     * @param ids of the sample
     * @param pieces the bytes of each id
     * @throws IllegalStateException when {@code pieces} lacks an id
     */
    static SampleText of(int[] ids, byte[][] pieces) {
        ByteArrayOutputStream text = new ByteArrayOutputStream(5 * ids.length);
        int[] offsets = new int[ids.length + 1];
        for (int i = 0; i < ids.length; i++) {
            if (ids[i] < 0 || ids[i] >= pieces.length) {
                throw new IllegalStateException("token " + i + " is " + ids[i] + ", but the vocabulary has "
                        + pieces.length + " ids; is the folder damaged?");
            }
            text.writeBytes(pieces[ids[i]]);
            offsets[i + 1] = text.size();
        }
        return new SampleText(text.toByteArray(), offsets);
    }

    /** All of it. */
    public byte[] utf8() {
        return utf8.clone();
    }

    /** Where each token begins, in bytes; one more than there are tokens, the last is the end. */
    public int[] offsets() {
        return offsets.clone();
    }
}
