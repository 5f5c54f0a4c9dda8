package io.entropylong.formats.mds;

import io.entropylong.formats.DamagedDatasetException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The file index.json: a reader sees the shards that stand here, and no others.
 *
 * @param shards in the order that numbers the samples
 */
public record MdsIndex(List<ShardEntry> shards) {
    /** The name of the file. */
    public static final String FILE_NAME = "index.json";

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    public MdsIndex {
        shards = List.copyOf(shards);
    }

    /** Samples of all shards. */
    public long samples() {
        return shards.stream().mapToLong(ShardEntry::samples).sum();
    }

    /** The text as Python's {@code json.dump(..., sort_keys=True)} writes it; no newline at the end. */
    public String toJson() {
        return PythonJson.write(Map.of(
                "version", 2, "shards", shards.stream().map(ShardEntry::toJson).toList()));
    }

    /**
     * @param folder that holds index.json
     * @throws DamagedDatasetException when it is not there, or a key is missing, is one too many or has a wrong value
     */
    public static MdsIndex read(Path folder) throws IOException {
        Path file = folder.resolve(FILE_NAME);
        JsonNode root;
        try {
            root = MAPPER.readTree(Files.readAllBytes(file));
        } catch (NoSuchFileException e) {
            throw new DamagedDatasetException(file, "file", "is missing");
        } catch (JacksonException e) {
            throw new DamagedDatasetException(file, "text", "is not JSON: " + e.getOriginalMessage());
        }
        var top = new IndexFields(file, "", root);
        if (top.integer("version") != 2) {
            throw new DamagedDatasetException(file, "version", root.get("version") + " is not supported, only 2");
        }
        var shards = new ArrayList<ShardEntry>();
        int number = 0;
        for (JsonNode entry : top.array("shards")) {
            shards.add(new IndexFields(file, "shards[" + number++ + "]", entry).shardEntry());
        }
        return new MdsIndex(shards);
    }
}
