package io.entropylong.languagemodel.weights;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the metadata values of a GGUF header one after another. What a damaged header can make it allocate is bounded by the
 * header's own size and by a number of list elements that no model comes near.
 */
final class GgufValues {
    private static final int LIST = 9;
    private static final int MOST_ELEMENTS = 16 << 20;

    private final Path path;
    private final ByteBuffer in;
    private long elementsLeft = MOST_ELEMENTS;

    GgufValues(Path path, ByteBuffer in) {
        this.path = path;
        this.in = in;
    }

    /**
     * @throws BufferUnderflowException when the header ends before
     */
    String text() {
        long length = in.getLong();
        if (length < 0 || length > in.remaining()) throw new BufferUnderflowException();
        byte[] text = new byte[(int) length];
        in.get(text);
        return new String(text, StandardCharsets.UTF_8);
    }

    /**
     * @param type GGUF's number of the value's type
     */
    Object value(int type) {
        return type == LIST ? list() : scalar(type);
    }

    private List<Object> list() {
        int type = in.getInt();
        long count = in.getLong();
        if (count < 0 || count > elementsLeft) {
            throw new UnsupportedModelException(path + ": a metadata list of " + Long.toUnsignedString(count)
                    + " elements; at most " + MOST_ELEMENTS + " are supported");
        }
        elementsLeft -= count;
        List<Object> list = new ArrayList<>();
        for (long i = 0; i < count; i++) list.add(scalar(type));
        return list;
    }

    private Object scalar(int type) {
        return switch (type) {
            case 0 -> in.get() & 0xff;
            case 1 -> (int) in.get();
            case 2 -> in.getShort() & 0xffff;
            case 3 -> (int) in.getShort();
            case 4 -> Integer.toUnsignedLong(in.getInt());
            case 5 -> in.getInt();
            case 6 -> in.getFloat();
            case 7 -> in.get() != 0;
            case 8 -> text();
            case 10, 11 -> in.getLong();
            case 12 -> in.getDouble();
            default -> throw new UnsupportedModelException(path + ": metadata of unsupported type " + type);
        };
    }
}
