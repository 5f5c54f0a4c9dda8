package io.entropylong.formats.mds;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What index.json says of a shard's file.
 *
 * @param basename file name, below the index's folder
 * @param bytes file size
 * @param digests lower-case hex for each checksum
 */
public record StoredFile(String basename, long bytes, Map<String, String> digests) {
    public StoredFile {
        digests = Map.copyOf(digests);
    }

    static StoredFile of(String basename, byte[] content, List<ShardHash> hashes) {
        var digests = new LinkedHashMap<String, String>();
        for (ShardHash hash : hashes) digests.put(hash.algorithm(), hash.hex(content));
        return new StoredFile(basename, content.length, digests);
    }

    Map<String, Object> toJson() {
        return Map.of("basename", basename, "bytes", bytes, "hashes", digests);
    }
}
