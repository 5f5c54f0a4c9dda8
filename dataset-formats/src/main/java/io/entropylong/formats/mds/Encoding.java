package io.entropylong.formats.mds;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Collections;
import java.util.OptionalInt;

/** How a column turns its values into bytes; the names are those of MosaicML Streaming. */
public sealed interface Encoding {
    /** For example {@code ndarray:int32}. */
    String name();

    /** Bytes of every value; empty when they differ from value to value. */
    OptionalInt fixedSize();

    /**
     * @throws IllegalArgumentException when the value is of another kind, or out of the type's range
     */
    byte[] encode(Value value);

    /** {@code str}: UTF-8. */
    record Text() implements Encoding {
        @Override
        public String name() {
            return "str";
        }

        @Override
        public OptionalInt fixedSize() {
            return OptionalInt.empty();
        }

        @Override
        public byte[] encode(Value value) {
            return utf8(this, value);
        }
    }

    /** {@code json}: the UTF-8 text of a JSON value; the caller makes the text. */
    record Json() implements Encoding {
        @Override
        public String name() {
            return "json";
        }

        @Override
        public OptionalInt fixedSize() {
            return OptionalInt.empty();
        }

        @Override
        public byte[] encode(Value value) {
            return utf8(this, value);
        }
    }

    /** {@code int}: a Python int, kept as int64. */
    record Int() implements Encoding {
        @Override
        public String name() {
            return "int";
        }

        @Override
        public OptionalInt fixedSize() {
            return OptionalInt.of(Long.BYTES);
        }

        @Override
        public byte[] encode(Value value) {
            return scalar(this, IntegerType.INT64, value);
        }
    }

    /** One NumPy scalar, for example {@code uint32}. */
    record Scalar(IntegerType type) implements Encoding {
        @Override
        public String name() {
            return type.dtype();
        }

        @Override
        public OptionalInt fixedSize() {
            return OptionalInt.of(type.bytes());
        }

        @Override
        public byte[] encode(Value value) {
            return scalar(this, type, value);
        }
    }

    /**
     * {@code ndarray:DTYPE}: one byte {@code (ndim << 2) | k}, the dimensions of 2^k bytes each, the values in C
     * order.
     */
    record NdArray(IntegerType type) implements Encoding {
        @Override
        public String name() {
            return "ndarray:" + type.dtype();
        }

        @Override
        public OptionalInt fixedSize() {
            return OptionalInt.empty();
        }

        @Override
        public byte[] encode(Value value) {
            if (!(value instanceof Value.Array array)) throw wrongKind(this, value);
            int dimensions = array.shape().size();
            int k = sizeExponent(Collections.max(array.shape()));
            IntegerType dimensionType = k == 0 ? IntegerType.UINT8 : k == 1 ? IntegerType.UINT16 : IntegerType.UINT32;
            int size = Math.addExact(1 + (dimensions << k), Math.multiplyExact(array.size(), type.bytes()));
            ByteBuffer target = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
            target.put((byte) (dimensions << 2 | k));
            for (int dimension : array.shape()) dimensionType.put(target, dimension);
            for (int i = 0; i < array.size(); i++) type.put(target, array.at(i));
            return target.array();
        }

        private static int sizeExponent(int largest) {
            if (largest < 1 << 8) return 0;
            return largest < 1 << 16 ? 1 : 2;
        }
    }

    private static byte[] utf8(Encoding encoding, Value value) {
        if (!(value instanceof Value.Text text)) throw wrongKind(encoding, value);
        return text.text().getBytes(UTF_8);
    }

    private static byte[] scalar(Encoding encoding, IntegerType type, Value value) {
        if (!(value instanceof Value.Int number)) throw wrongKind(encoding, value);
        ByteBuffer target = ByteBuffer.allocate(type.bytes()).order(ByteOrder.LITTLE_ENDIAN);
        type.put(target, number.number());
        return target.array();
    }

    private static IllegalArgumentException wrongKind(Encoding encoding, Value value) {
        return new IllegalArgumentException(
                encoding.name() + " cannot hold a " + value.getClass().getSimpleName());
    }
}
