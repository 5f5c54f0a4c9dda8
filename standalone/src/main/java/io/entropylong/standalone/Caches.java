package io.entropylong.standalone;

import java.nio.file.Path;

/** Where fetched and converted things are kept between runs. */
final class Caches {
    private Caches() {}

    /** The folder named by ENTROPYLONG_CACHE, else .cache/entropylong in the user's home. */
    static Path root() {
        String named = System.getenv("ENTROPYLONG_CACHE");
        return named == null || named.isBlank()
                ? Path.of(System.getProperty("user.home"), ".cache", "entropylong")
                : Path.of(named);
    }

    static Path models() {
        return root().resolve("models");
    }

    static Path demo() {
        return root().resolve("demo-corpus");
    }
}
