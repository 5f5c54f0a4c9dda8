package io.entropylong.messaging.web;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Where the next page of a list begins, opaque to whoever asks. */
public final class Cursor {
    private Cursor() {}

    static String of(String next) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(next.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * The element of a list of names at which the page begins; empty, which is before all of them, without a cursor.
     *
     * @throws InvalidPageException when it is no cursor
     */
    public static String name(@Nullable String cursor) {
        return cursor == null ? "" : read(cursor);
    }

    /**
     * The same for lists that are numbered; 0 without a cursor.
     *
     * @throws InvalidPageException when it is no cursor
     */
    public static int index(@Nullable String cursor) {
        if (cursor == null) return 0;
        try {
            return Integer.parseUnsignedInt(read(cursor));
        } catch (NumberFormatException e) {
            throw unknown(e);
        }
    }

    private static String read(String cursor) {
        try {
            return new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw unknown(e);
        }
    }

    private static InvalidPageException unknown(IllegalArgumentException cause) {
        return new InvalidPageException(
                "cursor", "is none that this service gave: take it from the Link header", cause);
    }

    /**
     * @throws InvalidPageException when it is not from 1 to 1000
     */
    public static int limit(int limit) {
        if (limit < 1 || limit > 1000) throw new InvalidPageException("limit", "must be from 1 to 1000", null);
        return limit;
    }
}
