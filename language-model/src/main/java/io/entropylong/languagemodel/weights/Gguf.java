package io.entropylong.languagemodel.weights;

import java.io.EOFException;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The container format GGUF (version 2 and 3, little-endian): metadata and tensors of a file. */
final class Gguf implements AutoCloseable {
    private static final int MAGIC = 0x46554747;
    private static final long LARGEST_HEADER = 1 << 30;

    /**
     * @param dims innermost first, as the file has them
     * @param type GGML type number
     * @param offset in bytes from the start of the data
     */
    record TensorEntry(List<Long> dims, int type, long offset) {
        long elements() {
            return dims.stream().reduce(1L, (a, b) -> a * b);
        }
    }

    private final Path path;
    private final FileBytes bytes;
    private final Map<String, Object> metadata = new LinkedHashMap<>();
    private final Map<String, TensorEntry> tensors = new LinkedHashMap<>();
    private final long dataStart;

    Gguf(Path path) throws IOException {
        this.path = path;
        this.bytes = new FileBytes(path);
        try {
            dataStart = readHeader(bytes.head(LARGEST_HEADER));
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            bytes.close();
            throw new UnsupportedModelException(path + ": the GGUF file ends within its header");
        } catch (UnsupportedModelException e) {
            bytes.close();
            throw e;
        }
    }

    private long readHeader(ByteBuffer in) {
        if (in.remaining() < 24 || in.getInt() != MAGIC)
            throw new UnsupportedModelException(path + ": not a GGUF file");
        int version = in.getInt();
        if (version != 2 && version != 3) {
            throw new UnsupportedModelException(path + ": GGUF version " + version + "; 2 and 3 are supported");
        }
        long tensorCount = in.getLong();
        long pairs = in.getLong();
        for (long i = 0; i < pairs; i++) {
            String key = readString(in);
            metadata.put(key, readValue(in, in.getInt()));
        }
        for (long i = 0; i < tensorCount; i++) {
            String name = readString(in);
            int rank = in.getInt();
            List<Long> dims = new ArrayList<>();
            for (int d = 0; d < rank; d++) dims.add(in.getLong());
            tensors.put(name, new TensorEntry(dims, in.getInt(), in.getLong()));
        }
        long alignment = metadata.get("general.alignment") instanceof Number n ? n.longValue() : 32;
        return (in.position() + alignment - 1) / alignment * alignment;
    }

    Path path() {
        return path;
    }

    boolean hasTensor(String name) {
        return tensors.containsKey(name);
    }

    /** The entry of a tensor, with a clear error when it is missing. */
    TensorEntry entry(String name) {
        TensorEntry entry = tensors.get(name);
        if (entry == null) throw new UnsupportedModelException(path + ": tensor " + name + " is missing");
        return entry;
    }

    /** The tensor in float32. */
    float[] floats(String name) throws IOException {
        TensorEntry entry = entry(name);
        GgmlType type = GgmlType.of(entry.type(), path, name);
        try {
            return type.toFloats(
                    bytes.read(dataStart + entry.offset(), type.bytes(entry.elements())),
                    Math.toIntExact(entry.elements()));
        } catch (EOFException e) {
            throw new UnsupportedModelException(path + ": the file ends within tensor " + name);
        }
    }

    @Nullable
    Object find(String key) {
        return metadata.get(key);
    }

    Number number(String key) {
        if (metadata.get(key) instanceof Number number) return number;
        throw new UnsupportedModelException(path + ": metadata " + key + " is missing or no number");
    }

    String text(String key) {
        if (metadata.get(key) instanceof String text) return text;
        throw new UnsupportedModelException(path + ": metadata " + key + " is missing or no text");
    }

    List<?> list(String key) {
        if (metadata.get(key) instanceof List<?> list) return list;
        throw new UnsupportedModelException(path + ": metadata " + key + " is missing or no list");
    }

    private Object readValue(ByteBuffer in, int type) {
        return switch (type) {
            case 0, 1, 7 -> (int) in.get();
            case 2, 3 -> (int) in.getShort();
            case 4, 5 -> in.getInt();
            case 6 -> in.getFloat();
            case 8 -> readString(in);
            case 9 -> {
                int elementType = in.getInt();
                long count = in.getLong();
                List<Object> list = new ArrayList<>();
                for (long i = 0; i < count; i++) list.add(readValue(in, elementType));
                yield list;
            }
            case 10, 11 -> in.getLong();
            case 12 -> in.getDouble();
            default -> throw new UnsupportedModelException(path + ": metadata of unknown type " + type);
        };
    }

    private static String readString(ByteBuffer in) {
        long length = in.getLong();
        if (length < 0 || length > in.remaining()) throw new BufferUnderflowException();
        byte[] text = new byte[(int) length];
        in.get(text);
        return new String(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        bytes.close();
    }
}
