package io.entropylong.assembler.web;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Where the next page of a list begins, opaque to whoever asks. */
final class Cursor {
    private Cursor() {}

    static String of(String next) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(next.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * @throws InvalidPageException when it is no cursor
     */
    static String read(String cursor) {
        try {
            return new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new InvalidPageException("cursor is none that this service gave: take it from the Link header", e);
        }
    }

    /**
     * The same for lists that are numbered; 0 without a cursor.
     *
     * @throws InvalidPageException when it is no cursor
     */
    static int index(@Nullable String cursor) {
        if (cursor == null) return 0;
        try {
            return Integer.parseUnsignedInt(read(cursor));
        } catch (NumberFormatException e) {
            throw new InvalidPageException("cursor is none that this service gave: take it from the Link header", e);
        }
    }

    /**
     * @throws InvalidPageException when it is not from 1 to 1000
     */
    static int limit(int limit) {
        if (limit < 1 || limit > 1000) throw new InvalidPageException("limit must be from 1 to 1000", null);
        return limit;
    }
}
