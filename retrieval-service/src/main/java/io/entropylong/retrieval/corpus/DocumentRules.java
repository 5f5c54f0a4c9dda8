package io.entropylong.retrieval.corpus;

import io.entropylong.common.message.DocumentSubmitted;
import java.nio.charset.StandardCharsets;

/**
 * What the fields of a document must be, wherever it comes from. Thread-safe.
 */
record DocumentRules(IntakeLimits limits) {
    /**
     * @param field as the user knows it
     * @throws BadLineException when it is blank, too long or no Unicode
     */
    String text(String field, String value) throws BadLineException {
        if (value.isBlank()) throw new BadLineException(field, "is blank");
        requireUnicode(field, value);
        if (value.length() > limits.maxDocumentChars()) {
            throw new BadLineException(
                    field,
                    "has " + value.length() + " characters; at most " + limits.maxDocumentChars() + " are supported");
        }
        return value;
    }

    /** As {@link #text}, within the limit of names. */
    String id(String field, String value) throws BadLineException {
        if (value.isBlank()) throw new BadLineException(field, "is blank");
        requireUnicode(field, value);
        int bytes = value.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > DocumentSubmitted.MAX_ID_BYTES) {
            throw new BadLineException(
                    field, "has " + bytes + " bytes; at most " + DocumentSubmitted.MAX_ID_BYTES + " are supported");
        }
        return value;
    }

    static void requireUnicode(String field, String value) throws BadLineException {
        if (!DocumentSubmitted.isUnicode(value)) throw new BadLineException(field, "has half a surrogate pair");
    }
}
