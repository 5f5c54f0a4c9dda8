package io.entropylong.common.seed;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Draws lots: a 63-bit number that depends on nothing but the seed and the names given, so that every instance and every
 * repetition of a run draws the same.
 */
public final class Lot {
    private Lot() {}

    /**
     * @param seed the run's seed
     * @param names what the lot is drawn for, for instance a purpose and an identifier; order matters
     * @return a number from 0 to {@link Long#MAX_VALUE}, evenly spread: the first 63 bits of a SHA-256
     */
    public static long draw(long seed, String... names) {
        MessageDigest digest = sha256();
        digest.update(ByteBuffer.allocate(Long.BYTES).putLong(seed).array());
        for (String name : names) {
            byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
            // the length in front keeps ("ab", "c") and ("a", "bc") apart
            digest.update(
                    ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
            digest.update(bytes);
        }
        return ByteBuffer.wrap(digest.digest()).getLong() >>> 1;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
