package io.entropylong.common.message;

import java.util.regex.Pattern;

/** What a corpus may be called: its indexes in the search node are named after it. */
public final class CorpusName {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9_-]{0,99}");

    private CorpusName() {}

    /**
     * @return the name
     * @throws IllegalArgumentException when it is not 1 to 100 lower-case letters, digits, '-' or '_', or begins with one of
     *     the last two
     */
    public static String require(String field, String name) {
        if (NAME.matcher(name).matches()) return name;
        throw new IllegalArgumentException(field
                + " must be 1 to 100 lower-case letters, digits, '-' or '_' and begin with a letter or digit: " + name);
    }
}
