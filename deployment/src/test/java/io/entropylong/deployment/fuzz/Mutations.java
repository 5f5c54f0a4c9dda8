package io.entropylong.deployment.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Bytes and names that are nearly, or not at all, what is wanted; the same for the same seed. Not thread-safe. */
final class Mutations {
    /** An overlong beginning, half a surrogate pair, and bytes that never stand in UTF-8. */
    private static final byte[] INVALID_UTF8 = {
        (byte) 0xC3, (byte) 0x28, (byte) 0xFF, (byte) 0xED, (byte) 0xA0, (byte) 0x80
    };

    private static final List<String> VALUES = List.of(
            "null",
            "-1",
            "0",
            "1e999",
            "NaN",
            "\"\"",
            "\"\\ud800\"",
            "\"../../../etc/passwd\"",
            "\"\\u0000\"",
            "[]",
            "{}",
            "[null]",
            "2147483647",
            "9223372036854775808",
            "\"<script>\"",
            "true",
            "\"%00\"");

    private static final List<String> NAMES = List.of(
            "..",
            "../../etc/passwd",
            "a/b",
            "\u0000",
            "\uD800",
            "x".repeat(4000),
            "-",
            "*",
            "a:b",
            " ",
            "'",
            "\"",
            "%2e%2e",
            "\u202E",
            "run\n1",
            "_all",
            "{}",
            "a b\tc",
            "-1",
            "9223372036854775808",
            "CON");

    private final Random random;

    Mutations(long seed) {
        random = new Random(seed);
    }

    /**
     * @param valid JSON, or lines of it
     * @return something near it, or far from it; seldom the same
     */
    byte[] spoil(byte[] valid) {
        return switch (random.nextInt(9)) {
            case 0 -> Arrays.copyOf(valid, random.nextInt(valid.length));
            case 1 -> flip(valid);
            case 2 -> insert(valid, INVALID_UTF8);
            case 3 -> deep();
            case 4 -> noise();
            case 5 -> insert(valid, new byte[] {(byte) "{}[],:\"".charAt(random.nextInt(7))});
            case 6 -> new byte[0];
            default -> replaceValue(valid);
        };
    }

    /** Another value in a place where JSON has one, so that it often stays JSON. */
    byte[] replaceValue(byte[] valid) {
        String text = new String(valid, StandardCharsets.UTF_8);
        int colon = text.indexOf(':', random.nextInt(text.length()));
        if (colon < 0) return flip(valid);
        int end = colon + 1;
        while (end < text.length() && ",}]".indexOf(text.charAt(end)) < 0) end++;
        return (text.substring(0, colon + 1) + of(VALUES) + text.substring(end)).getBytes(StandardCharsets.UTF_8);
    }

    /** A name that tries to be more than a name. */
    String name() {
        return of(NAMES);
    }

    <T> T of(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    /** True once in so many times. */
    boolean oneIn(int times) {
        return random.nextInt(times) == 0;
    }

    byte[] noise() {
        byte[] bytes = new byte[1 + random.nextInt(300)];
        random.nextBytes(bytes);
        return bytes;
    }

    private byte[] flip(byte[] valid) {
        byte[] copy = valid.clone();
        copy[random.nextInt(copy.length)] ^= (byte) (1 << random.nextInt(8));
        return copy;
    }

    private byte[] insert(byte[] valid, byte[] what) {
        int at = random.nextInt(valid.length + 1);
        byte[] longer = new byte[valid.length + what.length];
        System.arraycopy(valid, 0, longer, 0, at);
        System.arraycopy(what, 0, longer, at, what.length);
        System.arraycopy(valid, at, longer, at + what.length, valid.length - at);
        return longer;
    }

    private byte[] deep() {
        return "[{\"a\":".repeat(1 + random.nextInt(3000)).getBytes(StandardCharsets.UTF_8);
    }
}
