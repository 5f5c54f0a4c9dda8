package io.entropylong.languagemodel;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** SHA-256 of files and bytes, in lowercase hexadecimal. */
final class Hashes {
    private Hashes() {}

    /** Of one file its own hash, of several the hash of their hashes. */
    static String of(List<Path> files) throws IOException {
        if (files.size() == 1) return of(files.getFirst());
        MessageDigest all = sha256();
        for (Path file : files) all.update(HexFormat.of().parseHex(of(file)));
        return HexFormat.of().formatHex(all.digest());
    }

    static String of(byte[] bytes) {
        return HexFormat.of().formatHex(sha256().digest(bytes));
    }

    private static String of(Path file) throws IOException {
        MessageDigest digest = sha256();
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
            in.transferTo(java.io.OutputStream.nullOutputStream());
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
