package io.entropylong.formats.mds;

import io.entropylong.formats.DamagedDatasetException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Takes typed values out of one JSON object of index.json; a refusal names the file and the field's path. */
final class IndexFields {
    private static final Set<String> ENTRY_KEYS = Set.of(
            "version",
            "format",
            "column_names",
            "column_encodings",
            "column_sizes",
            "compression",
            "hashes",
            "size_limit",
            "samples",
            "raw_data",
            "zip_data");
    private static final Set<String> FILE_KEYS = Set.of("basename", "bytes", "hashes");

    private static final Pattern ZSTD = Pattern.compile("zstd(:[0-9]{1,2})?");

    private final Path file;
    private final String path;
    private final JsonNode object;

    IndexFields(Path file, String path, JsonNode object) throws DamagedDatasetException {
        this.file = file;
        this.path = path;
        this.object = object;
        if (!object.isObject()) throw new DamagedDatasetException(file, path, "is not a JSON object");
    }

    ShardEntry shardEntry() throws DamagedDatasetException {
        requireKeys(ENTRY_KEYS);
        if (integer("version") != 2) throw damaged("version", "is not supported, only 2");
        if (!"mds".equals(string("format"))) throw damaged("format", "is not supported, only mds");
        String compression = compression();
        List<String> names = strings("column_names");
        List<String> encodings = strings("column_encodings");
        List<@Nullable Integer> sizes = columnSizes();
        if (names.isEmpty()) throw damaged("column_names", "is empty");
        if (encodings.size() != names.size()) throw damaged("column_encodings", "is not as long as column_names");
        if (sizes.size() != names.size()) throw damaged("column_sizes", "is not as long as column_names");
        return new ShardEntry(
                names,
                encodings,
                sizes,
                compression,
                strings("hashes"),
                field("size_limit").isNull() ? null : integer("size_limit"),
                Math.toIntExact(Math.min(Integer.MAX_VALUE, integer("samples"))),
                storedFile("raw_data", strings("hashes")),
                compression == null ? null : storedFile("zip_data", strings("hashes")));
    }

    private @Nullable String compression() throws DamagedDatasetException {
        if (field("compression").isNull()) {
            if (!field("zip_data").isNull()) throw damaged("zip_data", "must be null without compression");
            return null;
        }
        String compression = string("compression");
        if (!ZSTD.matcher(compression).matches()) throw damaged("compression", "is not supported, only null and zstd");
        return compression;
    }

    private StoredFile storedFile(String key, List<String> hashes) throws DamagedDatasetException {
        var fields = new IndexFields(file, at(key), field(key));
        fields.requireKeys(FILE_KEYS);
        return new StoredFile(fields.basename(), fields.integer("bytes"), fields.digests(hashes));
    }

    long integer(String key) throws DamagedDatasetException {
        JsonNode value = field(key);
        if (!value.isIntegralNumber() || !value.canConvertToLong() || value.longValue() < 0) {
            throw damaged(key, "is not an unsigned integer");
        }
        return value.longValue();
    }

    JsonNode array(String key) throws DamagedDatasetException {
        JsonNode value = field(key);
        if (!value.isArray()) throw damaged(key, "is not an array");
        return value;
    }

    private String string(String key) throws DamagedDatasetException {
        JsonNode value = field(key);
        if (!value.isString()) throw damaged(key, "is not a string");
        return value.stringValue();
    }

    private List<String> strings(String key) throws DamagedDatasetException {
        var strings = new ArrayList<String>();
        for (JsonNode item : array(key)) {
            if (!item.isString()) throw damaged(key, "holds something other than strings");
            strings.add(item.stringValue());
        }
        return List.copyOf(strings);
    }

    private List<@Nullable Integer> columnSizes() throws DamagedDatasetException {
        var sizes = new ArrayList<@Nullable Integer>();
        for (JsonNode item : array("column_sizes")) {
            if (!item.isNull() && !(item.canConvertToInt() && item.isIntegralNumber() && item.intValue() > 0)) {
                throw damaged("column_sizes", "holds something other than sizes and nulls");
            }
            sizes.add(item.isNull() ? null : item.intValue());
        }
        return sizes;
    }

    private String basename() throws DamagedDatasetException {
        String basename = string("basename");
        Path relative = Path.of(basename);
        if (basename.isEmpty() || relative.isAbsolute() || relative.normalize().startsWith("..")) {
            throw damaged("basename", "leads out of the folder");
        }
        return basename;
    }

    private Map<String, String> digests(List<String> algorithms) throws DamagedDatasetException {
        var fields = new IndexFields(file, at("hashes"), field("hashes"));
        fields.requireKeys(Set.copyOf(algorithms));
        var digests = new HashMap<String, String>();
        for (String algorithm : algorithms) digests.put(algorithm, fields.string(algorithm));
        return digests;
    }

    private void requireKeys(Set<String> expected) throws DamagedDatasetException {
        var missing = new TreeSet<>(expected);
        missing.removeAll(object.propertyNames());
        if (!missing.isEmpty()) throw new DamagedDatasetException(file, path, "lacks " + missing);
        var extra = new TreeSet<>(object.propertyNames());
        extra.removeAll(expected);
        if (!extra.isEmpty()) throw new DamagedDatasetException(file, path, "has unknown " + extra);
    }

    private JsonNode field(String key) throws DamagedDatasetException {
        JsonNode value = object.get(key);
        if (value == null) throw damaged(key, "is missing");
        return value;
    }

    private String at(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    private DamagedDatasetException damaged(String key, String problem) {
        JsonNode value = object.get(key);
        return new DamagedDatasetException(file, at(key), value == null ? problem : problem + ": " + value);
    }
}
