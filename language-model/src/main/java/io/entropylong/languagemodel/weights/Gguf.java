package io.entropylong.languagemodel.weights;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The container format GGUF (version 2 and 3, little-endian): metadata and tensors of a file, checked when opened. */
final class Gguf implements AutoCloseable {
    private static final int MAGIC = 0x46554747;
    private static final long LARGEST_HEADER = 256L << 20;
    private static final int MOST_DIMS = 4;
    private static final long MOST_ALIGNMENT = 1 << 20;

    /**
     * @param shape outermost first (the file has it the other way round)
     * @param type GGML type number
     * @param offset in bytes from the start of the data
     */
    @SuppressWarnings("ArrayRecordComponent") // private to this class, never compared
    private record Entry(long[] shape, int type, long offset) {}

    private final Path path;
    private final FileBytes bytes;
    private final Map<String, Object> metadata = new LinkedHashMap<>();
    private final Map<String, Entry> tensors = new LinkedHashMap<>();
    private final long dataStart;

    Gguf(Path path) throws IOException {
        this.path = path;
        this.bytes = new FileBytes(path);
        try {
            dataStart = readHeader(bytes.head(LARGEST_HEADER));
        } catch (BufferUnderflowException e) {
            bytes.close();
            throw refused("the GGUF file ends within its header");
        } catch (IOException | RuntimeException e) {
            bytes.close();
            throw e;
        }
    }

    private long readHeader(ByteBuffer in) {
        if (in.remaining() < 24 || in.getInt() != MAGIC) throw refused("not a GGUF file");
        int version = in.getInt();
        if (version != 2 && version != 3) throw refused("GGUF version " + version + "; 2 and 3 are supported");
        long tensorCount = in.getLong();
        long pairs = in.getLong();
        if (tensorCount < 0 || pairs < 0) throw refused("a negative number of tensors or metadata");
        GgufValues values = new GgufValues(path, in);
        for (long i = 0; i < pairs; i++) {
            String key = values.text();
            if (metadata.put(key, values.value(in.getInt())) != null)
                throw refused("metadata " + key + " stands twice");
        }
        for (long i = 0; i < tensorCount; i++) {
            String name = values.text();
            if (tensors.put(name, readEntry(name, in)) != null) throw refused("tensor " + name + " stands twice");
        }
        long alignment = metadata.get("general.alignment") instanceof Number n ? n.longValue() : 32;
        if (alignment < 1 || alignment > MOST_ALIGNMENT) throw refused("general.alignment is absurd: " + alignment);
        return (in.position() + alignment - 1) / alignment * alignment;
    }

    private Entry readEntry(String name, ByteBuffer in) {
        int rank = in.getInt();
        if (rank < 1 || rank > MOST_DIMS) throw refused("tensor " + name + " has " + rank + " dimensions");
        long[] shape = new long[rank];
        for (int d = rank - 1; d >= 0; d--) {
            shape[d] = in.getLong();
            if (shape[d] < 1) throw refused("tensor " + name + " has a dimension of " + shape[d]);
        }
        Entry entry = new Entry(shape, in.getInt(), in.getLong());
        if (entry.offset() < 0) throw refused("tensor " + name + " lies outside the file");
        return entry;
    }

    Path path() {
        return path;
    }

    boolean hasTensor(String name) {
        return tensors.containsKey(name);
    }

    Set<String> tensors() {
        return tensors.keySet();
    }

    /**
     * The shape of a tensor, outermost first.
     *
     * @throws UnsupportedModelException when it is missing
     */
    long[] shape(String name) {
        return entry(name).shape().clone();
    }

    private Entry entry(String name) {
        Entry entry = tensors.get(name);
        if (entry == null) throw refused("tensor " + name + " is missing");
        return entry;
    }

    /**
     * The tensor in float32.
     *
     * @throws UnsupportedModelException when it is missing, of an unsupported type, or outside the file
     */
    float[] floats(String name) throws IOException {
        Entry entry = entry(name);
        GgmlType type = GgmlType.of(entry.type(), path, name);
        long values;
        long length;
        try {
            values = Arrays.stream(entry.shape()).reduce(1, Math::multiplyExact);
            length = type.bytes(values);
        } catch (ArithmeticException e) {
            throw refused("tensor " + name + " has a shape " + Arrays.toString(entry.shape()) + " that " + type
                    + " cannot have");
        }
        if (entry.offset() > bytes.size() || !bytes.holds(dataStart + entry.offset(), length)) {
            throw refused("tensor " + name + " lies outside the file, which has " + bytes.size() + " bytes");
        }
        return bytes.floats(name, type, dataStart + entry.offset(), values);
    }

    /** A text, a list, a boolean, or a number that is signed as the file says. */
    @Nullable
    Object find(String key) {
        return metadata.get(key);
    }

    Number number(String key) {
        if (metadata.get(key) instanceof Number number) return number;
        throw refused("metadata " + key + " is missing or no number");
    }

    String text(String key) {
        if (metadata.get(key) instanceof String text) return text;
        throw refused("metadata " + key + " is missing or no text");
    }

    List<String> texts(String key) {
        return elements(key, String.class);
    }

    List<Number> numbers(String key) {
        return elements(key, Number.class);
    }

    private <T> List<T> elements(String key, Class<T> type) {
        if (!(metadata.get(key) instanceof List<?> list)) throw refused("metadata " + key + " is missing or no list");
        List<T> elements = new ArrayList<>(list.size());
        for (Object element : list) {
            if (!type.isInstance(element)) throw refused("metadata " + key + " is no list of " + type.getSimpleName());
            elements.add(type.cast(element));
        }
        return elements;
    }

    UnsupportedModelException refused(String reason) {
        return new UnsupportedModelException(path + ": " + reason);
    }

    @Override
    public void close() throws IOException {
        bytes.close();
    }
}
