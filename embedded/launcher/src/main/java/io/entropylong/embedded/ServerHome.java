package io.entropylong.embedded;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Finds the project folder that holds the built class paths of the broker and the search node. */
public final class ServerHome {
    /** System property that names the project folder. */
    public static final String PROPERTY = "entropylong.home";

    private static final Path MARK = Path.of("embedded", "broker", "target", "runtime");

    private ServerHome() {}

    /**
     * The folder that the system property {@value #PROPERTY} names, else the nearest folder at or above the working
     * directory in which the broker was built.
     *
     * @throws IllegalStateException when neither leads to a built broker; the message names the build command
     */
    public static Path find() {
        return find(System.getProperty(PROPERTY), Path.of(""));
    }

    static Path find(@Nullable String named, Path workingDirectory) {
        if (named != null) {
            Path home = Path.of(named).toAbsolutePath().normalize();
            if (Files.isDirectory(home.resolve(MARK))) {
                return home;
            }
            throw new IllegalStateException(
                    "System property " + PROPERTY + " names " + home + ", which has no " + MARK + "; " + howToBuild());
        }
        Path start = workingDirectory.toAbsolutePath().normalize();
        for (Path folder = start; folder != null; folder = folder.getParent()) {
            if (Files.isDirectory(folder.resolve(MARK))) {
                return folder;
            }
        }
        throw new IllegalStateException("No folder at or above " + start + " has " + MARK + "; " + howToBuild()
                + ", or set the system property " + PROPERTY);
    }

    /** The class path folder of one server, for example {@code broker}. */
    static Path classPath(Path home, String server) {
        Path lib = home.resolve("embedded")
                .resolve(server)
                .resolve("target")
                .resolve("runtime")
                .resolve("lib");
        if (!Files.isDirectory(lib)) {
            throw new IllegalStateException("Missing folder " + lib + "; " + howToBuild());
        }
        return lib.toAbsolutePath();
    }

    private static String howToBuild() {
        return "build it with: mvn -q -B -DskipTests -pl embedded/broker,embedded/search-node package";
    }
}
