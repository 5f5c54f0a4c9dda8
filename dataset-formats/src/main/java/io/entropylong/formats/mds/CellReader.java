package io.entropylong.formats.mds;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/** Decodes the cells of one column, from the name of its encoding; shares nothing with the writing side. */
final class CellReader {
    private final String encoding;

    /**
     * @throws IllegalArgumentException when the encoding is not supported
     */
    CellReader(String encoding) {
        this.encoding = encoding;
        String type = encoding.startsWith("ndarray:") ? encoding.substring("ndarray:".length()) : encoding;
        boolean supported =
                switch (encoding) {
                    case "str", "json", "int" -> true;
                    default -> width(type) > 0;
                };
        if (!supported) {
            throw new IllegalArgumentException(
                    encoding + " is not supported, only str, json, int, integer scalars and ndarray:INTEGER");
        }
    }

    /** Bytes of every cell, or null when they vary. */
    @Nullable
    Integer size() {
        if (encoding.equals("int")) return 8;
        return width(encoding) > 0 ? width(encoding) : null;
    }

    /**
     * @param cell all of it, and no more; little-endian
     * @throws IllegalArgumentException when the bytes are no such cell
     */
    Value read(ByteBuffer cell) {
        if (encoding.equals("str") || encoding.equals("json")) return text(cell);
        if (encoding.equals("int")) return new Value.Int(cell.getLong());
        return encoding.startsWith("ndarray:") ? array(cell) : new Value.Int(integer(cell, encoding));
    }

    private static Value text(ByteBuffer cell) {
        try {
            return new Value.Text(
                    StandardCharsets.UTF_8.newDecoder().decode(cell).toString());
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("is not UTF-8", e);
        }
    }

    private Value array(ByteBuffer cell) {
        String dtype = encoding.substring("ndarray:".length());
        int header = cell.hasRemaining() ? cell.get() & 0xff : 0;
        int dimensions = header >> 2;
        String dimensionType =
                switch (header & 3) {
                    case 0 -> "uint8";
                    case 1 -> "uint16";
                    case 2 -> "uint32";
                    default -> "int64";
                };
        if (dimensions == 0 || cell.remaining() < dimensions * width(dimensionType)) {
            throw new IllegalArgumentException("has no whole array header");
        }
        var shape = new ArrayList<Integer>();
        long expected = width(dtype);
        for (int i = 0; i < dimensions; i++) {
            long dimension = integer(cell, dimensionType);
            if (dimension < 1 || dimension > cell.limit()) {
                throw new IllegalArgumentException("has dimension " + dimension);
            }
            shape.add((int) dimension);
            expected = Math.multiplyExact(expected, dimension);
        }
        if (cell.remaining() != expected) {
            throw new IllegalArgumentException(
                    "has %d bytes of values, not %d for shape %s".formatted(cell.remaining(), expected, shape));
        }
        long[] values = new long[(int) (expected / width(dtype))];
        for (int i = 0; i < values.length; i++) values[i] = integer(cell, dtype);
        return Value.Array.of(shape, values);
    }

    private static long integer(ByteBuffer bytes, String dtype) {
        return switch (dtype) {
            case "uint8" -> bytes.get() & 0xffL;
            case "int8" -> bytes.get();
            case "uint16" -> bytes.getShort() & 0xffffL;
            case "int16" -> bytes.getShort();
            case "uint32" -> bytes.getInt() & 0xffffffffL;
            case "int32" -> bytes.getInt();
            default -> bytes.getLong();
        };
    }

    private static int width(String dtype) {
        return switch (dtype) {
            case "uint8", "int8" -> 1;
            case "uint16", "int16" -> 2;
            case "uint32", "int32" -> 4;
            case "uint64", "int64" -> 8;
            default -> 0;
        };
    }
}
