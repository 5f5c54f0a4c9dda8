package io.entropylong.messaging.security;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The keys that are known, as hashes. A presented key is compared with each of them in full, so that the time it takes says
 * nothing of any.
 */
final class ApiKeys {
    private final List<Known> known = new ArrayList<>();

    ApiKeys(Map<Role, List<String>> keys) {
        keys.forEach((role, all) -> all.forEach(key -> known.add(new Known(role, hash(key)))));
    }

    /** The role of a key; of a key that has several, the greatest. */
    Optional<Role> role(String key) {
        byte[] presented = hash(key);
        Role found = null;
        for (Known one : known) {
            boolean equal = MessageDigest.isEqual(one.hash, presented);
            if (equal && (found == null || one.role.compareTo(found) > 0)) found = one.role;
        }
        return Optional.ofNullable(found);
    }

    private static byte[] hash(String key) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // compared by MessageDigest only
    private record Known(Role role, byte[] hash) {}
}
