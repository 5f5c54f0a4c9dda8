package io.entropylong.assembler.dataset;

import io.entropylong.common.message.MessageCodec;
import io.entropylong.common.message.RunRecorded;
import io.entropylong.formats.DurableFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The folder of one dataset and whose it is. While it is being written, {@code .staging/run} holds the run's
 * specification; afterwards {@code manifest.json} names the run.
 *
 * @param path of the folder
 */
public record DatasetFolder(Path path) {
    private static final MessageCodec CODEC = new MessageCodec();

    public DatasetFolder {
        Objects.requireNonNull(path, "path");
    }

    /**
     * @param root that all datasets lie under
     * @param output relative to it; {@code .} is the root itself
     * @throws IllegalArgumentException when the folder would lie elsewhere, or its name cannot stand in a trainer's path
     */
    public static DatasetFolder under(Path root, String output) {
        Path relative = Path.of(output);
        Path folder = root.resolve(relative).normalize();
        if (output.isBlank() || relative.isAbsolute() || !folder.startsWith(root.normalize())) {
            throw new IllegalArgumentException("output must be a folder under the output root: " + output);
        }
        if (output.contains("@") || output.contains("#")) {
            throw new IllegalArgumentException("output must not hold @ or #, trainers read these in paths: " + output);
        }
        return new DatasetFolder(folder);
    }

    /** Whether the dataset is complete: its manifest is written last. */
    public boolean complete() {
        return Files.exists(manifest());
    }

    /** The manifest as it is written; empty while the dataset is not complete. */
    public Optional<byte[]> readManifest() {
        if (!complete()) return Optional.empty();
        try {
            return Optional.of(Files.readAllBytes(manifest()));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + manifest(), e);
        }
    }

    /**
     * @throws FolderTakenException when it holds a dataset that is not this run's
     */
    public void requireFreeFor(RunRecorded run) {
        try {
            if (complete()) {
                JsonNode manifest = DatasetJson.MAPPER.readTree(Files.readAllBytes(manifest()));
                // written and read again, so that numbers have the same types
                JsonNode settings = DatasetJson.MAPPER.readTree(DatasetJson.MAPPER.writeValueAsBytes(run.settings()));
                boolean same = manifest.path("run").asString("").equals(run.run())
                        && manifest.path("settings").equals(settings)
                        && manifest.path("corpus").path("name").asString("").equals(run.corpus());
                if (!same)
                    throw taken("the dataset of run " + manifest.path("run").asString("of unknown name"));
            } else if (Files.exists(marker())) {
                RunRecorded owner = CODEC.decode(Files.readAllBytes(marker()), RunRecorded.class);
                if (!owner.equals(specification(run))) throw taken("the unfinished dataset of run " + owner.run());
            } else if (Files.exists(shards().resolve("index.json"))) {
                throw taken("a dataset of unknown origin");
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + path, e);
        }
    }

    /** Makes the folder and marks it as the run's. */
    void claim(RunRecorded run) throws IOException {
        requireFreeFor(run);
        if (complete()) return;
        Files.createDirectories(staging());
        if (Files.notExists(marker())) DurableFile.put(marker(), CODEC.encode(specification(run)));
    }

    /** Removes what only writing needs. */
    void unstage() throws IOException {
        if (Files.notExists(staging())) return;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(staging())) {
            for (Path file : files) Files.delete(file);
        }
        Files.delete(staging());
    }

    Path shards() {
        return path.resolve("mds");
    }

    Path parquet() {
        return path.resolve("parquet");
    }

    Path jsonl() {
        return path.resolve("jsonl");
    }

    /** Of both files, without their endings. */
    Path megatron() {
        return path.resolve("megatron").resolve("samples");
    }

    Path provenance() {
        return path.resolve("provenance");
    }

    /** Written last. */
    public Path manifest() {
        return path.resolve("manifest.json");
    }

    Path staging() {
        return path.resolve(".staging");
    }

    private Path marker() {
        return staging().resolve("run");
    }

    private FolderTakenException taken(@Nullable String by) {
        return new FolderTakenException("the output folder " + path + " already holds " + by);
    }

    private static RunRecorded specification(RunRecorded run) {
        return run.in(RunRecorded.State.RUNNING, null);
    }
}
