package io.entropylong.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Source jars of well-known Apache-2.0 Java libraries, fetched by Maven: a real corpus that is there wherever the build is.
 * Code reuses names and phrases across files, so late tokens really depend on other documents.
 */
final class DemoCorpus {
    private static final String PLUGIN = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy";
    private static final List<String> ARTIFACTS = List.of("org.springframework:spring-context:7.0.10");

    private DemoCorpus() {}

    /**
     * @param cache where the jars are kept
     * @return the jars, fetched when they are missing
     */
    static List<Path> fetch(Path cache) throws IOException, InterruptedException {
        Files.createDirectories(cache);
        List<Path> jars = new ArrayList<>();
        for (String artifact : ARTIFACTS) {
            String[] parts = artifact.split(":", -1);
            Path jar = cache.resolve(parts[1] + "-" + parts[2] + "-sources.jar");
            if (!Files.exists(jar)) download(artifact, cache);
            if (!Files.exists(jar)) throw new UserError("Maven did not bring " + artifact + " to " + cache);
            jars.add(jar);
        }
        return jars;
    }

    private static void download(String artifact, Path cache) throws IOException, InterruptedException {
        Path log = cache.resolve("maven.log");
        Process maven = new ProcessBuilder(
                        "mvn",
                        "-B",
                        "-q",
                        PLUGIN,
                        "-Dartifact=" + artifact + ":jar:sources",
                        "-DoutputDirectory=" + cache)
                .directory(cache.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (maven.waitFor() != 0) throw new UserError("Maven could not fetch " + artifact + ": see " + log);
    }
}
