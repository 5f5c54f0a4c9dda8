package io.entropylong.common.message;

import java.util.Objects;
import java.util.regex.Pattern;

/** What a run may be called: keys, files and documents of the search node are named after it. */
public final class RunName {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

    private RunName() {}

    public static boolean isValid(String name) {
        return NAME.matcher(name).matches();
    }

    /** The rule, for a reader. */
    public static String pattern() {
        return NAME.pattern();
    }

    /**
     * @return the name
     * @throws IllegalArgumentException when it does not match the pattern
     */
    public static String require(String name) {
        if (isValid(Objects.requireNonNull(name, "run"))) return name;
        throw new IllegalArgumentException("run must match " + pattern() + ": " + name);
    }
}
