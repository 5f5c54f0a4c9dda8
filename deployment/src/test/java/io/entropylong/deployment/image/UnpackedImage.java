package io.entropylong.deployment.image;

import io.entropylong.deployment.Project;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * An image without an engine: the files that its COPY instructions bring, in a folder that stands for the root, and its command
 * and environment with their paths moved there.
 */
final class UnpackedImage {
    private static final List<String> FOLDERS = List.of("/opt/entropylong", "/var/lib/entropylong", "/tmp");
    private static final Pattern FOLDER = Pattern.compile(String.join("|", FOLDERS));

    private final Dockerfile file;
    private final String target;
    private final Path root;

    private UnpackedImage(Dockerfile file, String target, Path root) {
        this.file = file;
        this.target = target;
        this.root = root;
    }

    /**
     * @param root an empty folder
     * @param model stands in for the file of the stage that fetches the model
     */
    static UnpackedImage unpack(Dockerfile file, String target, Path root, Path model) throws IOException {
        UnpackedImage image = new UnpackedImage(file, target, root);
        for (String folder : FOLDERS) Files.createDirectories(Path.of(image.moved(folder)));
        for (Dockerfile.Copy copy : file.copies(target)) {
            Path to = Path.of(image.moved(copy.target()));
            if (copy.from().equals("model")) {
                link(model, to.resolve(model.getFileName()));
            } else {
                Path from = Project.file(copy.source().replaceFirst("^/src/", ""));
                if (Files.isDirectory(from)) linkAll(from, to);
                else link(from, to);
            }
        }
        return image;
    }

    private static void linkAll(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path source : files.filter(Files::isRegularFile).toList()) {
                link(source, to.resolve(from.relativize(source)));
            }
        }
    }

    private static void link(Path from, Path to) throws IOException {
        Files.createDirectories(to.toAbsolutePath().getParent());
        try {
            Files.createLink(to, from);
        } catch (UnsupportedOperationException | IOException e) {
            // another file system: the same content will do
            Files.copy(from, to, StandardCopyOption.COPY_ATTRIBUTES);
        }
    }

    Path folder(String path) {
        return Path.of(moved(path));
    }

    /** Starts the entry point with nothing in its environment but what the image and the caller set. */
    Process start(Map<String, String> settings, Path log) {
        return run(file.entrypoint(target), settings, log);
    }

    /** Runs the health check as the engine would. */
    boolean healthy(Map<String, String> settings, Path log) {
        try {
            return run(file.healthcheck(target), settings, log).waitFor() == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private Process run(List<String> command, Map<String, String> settings, Path log) {
        Map<String, String> environment = new LinkedHashMap<>();
        file.environment(target).forEach((name, value) -> environment.put(name, moved(value)));
        environment.put("PATH", Path.of(System.getProperty("java.home"), "bin") + ":/usr/bin:/bin");
        environment.put("HOME", moved("/var/lib/entropylong"));
        environment.put("TMPDIR", moved("/tmp"));
        environment.put("JDK_JAVA_OPTIONS", "-Djava.io.tmpdir=" + moved("/tmp"));
        environment.putAll(settings);
        // found here, since a process builder looks on the path of this JVM
        String program = command.getFirst().equals("java")
                ? Path.of(System.getProperty("java.home"), "bin", "java").toString()
                : moved(command.getFirst());
        ProcessBuilder builder = new ProcessBuilder(Stream.concat(
                                Stream.of(program), command.stream().skip(1).map(this::moved))
                        .toList())
                .directory(folder("/var/lib/entropylong").toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().clear();
        builder.environment().putAll(environment);
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String moved(String text) {
        // in one pass, since the root may itself lie under one of them
        return FOLDER.matcher(text).replaceAll(folder -> Matcher.quoteReplacement(root + folder.group()));
    }
}
