package io.entropylong.languagemodel.weights;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One safetensors file: 8 bytes of header length, a JSON header, the tensors. Their places are checked when it is opened,
 * their types (F32, F16 and BF16 are supported) when they are read.
 */
final class Safetensors implements AutoCloseable {
    /** The format's own limit. */
    private static final long LARGEST_HEADER = 100_000_000;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /**
     * @param type as the file calls it
     * @param shape outermost first
     * @param start first byte in the file
     * @param length in bytes
     */
    @SuppressWarnings("ArrayRecordComponent") // private to this class, never compared
    private record Entry(String type, long[] shape, long start, long length) {}

    private final Path path;
    private final FileBytes bytes;
    private final Map<String, Entry> entries = new TreeMap<>();

    Safetensors(Path path) throws IOException {
        this.path = path;
        bytes = new FileBytes(path);
        try {
            readHeader();
        } catch (EOFException | JacksonException e) {
            bytes.close();
            throw refused("not a safetensors file");
        } catch (IOException | RuntimeException e) {
            bytes.close();
            throw e;
        }
    }

    private void readHeader() throws IOException {
        long length = bytes.read(0, Long.BYTES).getLong();
        if (length < 2 || length > LARGEST_HEADER) throw refused("not a safetensors file");
        JsonNode header = JSON.readTree(bytes.read(Long.BYTES, (int) length).array());
        if (!header.isObject()) throw refused("not a safetensors file");
        for (Map.Entry<String, JsonNode> tensor : header.properties()) {
            if (!tensor.getKey().equals("__metadata__")) {
                entries.put(tensor.getKey(), entry(tensor.getKey(), tensor.getValue(), Long.BYTES + length));
            }
        }
    }

    private Entry entry(String name, JsonNode tensor, long dataStart) {
        JsonNode type = tensor.path("dtype");
        JsonNode dims = tensor.path("shape");
        JsonNode offsets = tensor.path("data_offsets");
        if (!type.isString() || !dims.isArray() || !offsets.isArray() || offsets.size() != 2) {
            throw refused("tensor " + name + " has no type, shape or offsets");
        }
        long[] shape = new long[dims.size()];
        for (int i = 0; i < shape.length; i++) shape[i] = count(name, dims.path(i));
        long start = count(name, offsets.path(0));
        long length = count(name, offsets.path(1)) - start;
        if (start > bytes.size() || !bytes.holds(dataStart + start, length)) {
            throw refused("tensor " + name + " lies outside the file, which has " + bytes.size() + " bytes");
        }
        return new Entry(type.stringValue(), shape, dataStart + start, length);
    }

    private long count(String tensor, JsonNode number) {
        if (!number.isIntegralNumber() || !number.canConvertToLong() || number.longValue() < 0) {
            throw refused("tensor " + tensor + " has a size or an offset that is none: " + number.getNodeType());
        }
        return number.longValue();
    }

    Path path() {
        return path;
    }

    Set<String> names() {
        return entries.keySet();
    }

    /**
     * @throws UnsupportedModelException when the tensor is missing, of another shape or of an unsupported type
     */
    float[] tensor(String name, long... shape) throws IOException {
        Entry entry = entries.get(name);
        if (entry == null) throw refused("tensor " + name + " is missing");
        GgmlType type =
                switch (entry.type()) {
                    case "F32" -> GgmlType.F32;
                    case "F16" -> GgmlType.F16;
                    case "BF16" -> GgmlType.BF16;
                    default ->
                        throw refused(
                                "tensor " + name + " has type " + entry.type() + "; F32, F16 and BF16 are supported");
                };
        if (!Arrays.equals(entry.shape(), shape)) {
            throw refused("tensor " + name + " has shape " + Arrays.toString(entry.shape())
                    + "; by the model's settings it is " + Arrays.toString(shape));
        }
        long values = elements(shape);
        if (type.bytes(values) != entry.length()) {
            throw refused("tensor " + name + " has " + entry.length() + " bytes, which its shape does not need");
        }
        return bytes.floats(name, type, entry.start(), values);
    }

    /** What the settings ask for is bounded, so this cannot overflow. */
    private static long elements(long[] shape) {
        long values = 1;
        for (long dim : shape) values *= dim;
        return values;
    }

    private UnsupportedModelException refused(String reason) {
        return new UnsupportedModelException(path + ": " + reason);
    }

    @Override
    public void close() throws IOException {
        bytes.close();
    }
}
