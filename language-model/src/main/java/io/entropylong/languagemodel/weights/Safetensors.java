package io.entropylong.languagemodel.weights;

import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One safetensors file: 8 bytes of header length, a JSON header, the tensors (F32, F16, BF16). */
final class Safetensors implements AutoCloseable {
    private final Path path;
    private final FileBytes bytes;
    private final JsonNode header;
    private final long dataStart;

    Safetensors(Path path) throws IOException {
        this.path = path;
        bytes = new FileBytes(path);
        try {
            long length = bytes.read(0, Long.BYTES).getLong();
            header = JsonMapper.builder()
                    .build()
                    .readTree(StandardCharsets.UTF_8
                            .decode(bytes.read(Long.BYTES, length))
                            .toString());
            dataStart = Long.BYTES + length;
        } catch (EOFException | ArithmeticException | IllegalArgumentException | JacksonException e) {
            bytes.close();
            throw new UnsupportedModelException(path + ": not a safetensors file");
        }
    }

    Path path() {
        return path;
    }

    Set<String> names() {
        Set<String> names = new TreeSet<>(header.propertyNames());
        names.remove("__metadata__");
        return names;
    }

    float[] tensor(String name) throws IOException {
        JsonNode entry = header.path(name);
        String kind = entry.path("dtype").asString("");
        GgmlType type =
                switch (kind) {
                    case "F32" -> GgmlType.F32;
                    case "F16" -> GgmlType.F16;
                    case "BF16" -> GgmlType.BF16;
                    default ->
                        throw new UnsupportedModelException(
                                path + ": tensor " + name + " has type " + kind + "; F32, F16 and BF16 are supported");
                };
        int values = 1;
        for (JsonNode dim : entry.path("shape")) values = Math.multiplyExact(values, dim.asInt());
        long start = dataStart + entry.path("data_offsets").path(0).asLong();
        try {
            return type.toFloats(bytes.read(start, type.bytes(values)), values);
        } catch (EOFException e) {
            throw new UnsupportedModelException(path + ": the file ends within tensor " + name);
        }
    }

    @Override
    public void close() throws IOException {
        bytes.close();
    }
}
