package io.entropylong.formats.mds;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import net.jpountz.xxhash.XXHashFactory;

/** A checksum of a whole shard file, as index.json lists it. */
public enum ShardHash {
    MD5("MD5"),
    SHA1("SHA-1"),
    SHA256("SHA-256"),
    SHA512("SHA-512"),
    /** With seed 0, printed as 16 digits. */
    XXH64("");

    private final String digest;

    ShardHash(String digest) {
        this.digest = digest;
    }

    /** The name in index.json, for example {@code sha1}. */
    public String algorithm() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Lower-case hex. */
    public String hex(byte[] bytes) {
        if (this == XXH64) {
            long hash = XXHashFactory.safeInstance().hash64().hash(bytes, 0, bytes.length, 0);
            return HexFormat.of().toHexDigits(hash);
        }
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(digest).digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no " + digest, e);
        }
    }

    /** Empty for an algorithm that MDS knows and we do not. */
    static Optional<ShardHash> named(String algorithm) {
        return Arrays.stream(values())
                .filter(hash -> hash.algorithm().equals(algorithm))
                .findFirst();
    }
}
