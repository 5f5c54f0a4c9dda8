package io.entropylong.formats.mds;

import java.util.Arrays;
import java.util.List;

/** One cell of a sample. */
public sealed interface Value {
    /** What a {@code str} or {@code json} column holds; may be empty. */
    record Text(String text) implements Value {}

    /** What an {@code int} or a scalar column holds. */
    record Int(long number) implements Value {}

    /** What an {@code ndarray} column holds: integers in C order; at least one, and at least one dimension. */
    final class Array implements Value {
        private final List<Integer> shape;
        private final long[] values;

        private Array(List<Integer> shape, long[] values) {
            long size = shape.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
            if (shape.isEmpty() || size != values.length || size == 0) {
                throw new IllegalArgumentException("shape " + shape + " of " + values.length + " values");
            }
            this.shape = List.copyOf(shape);
            this.values = values;
        }

        /**
         * @param shape  each dimension at least 1
         * @param values in C order, as many as the shape says; copied
         */
        public static Array of(List<Integer> shape, long... values) {
            return new Array(shape, values.clone());
        }

        /** One dimension. */
        public static Array of(int... values) {
            return new Array(
                    List.of(values.length), Arrays.stream(values).asLongStream().toArray());
        }

        public List<Integer> shape() {
            return shape;
        }

        /** How many values, over all dimensions. */
        public int size() {
            return values.length;
        }

        /**
         * @param index in C order
         */
        public long at(int index) {
            return values[index];
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Array that && shape.equals(that.shape) && Arrays.equals(values, that.values);
        }

        @Override
        public int hashCode() {
            return 31 * shape.hashCode() + Arrays.hashCode(values);
        }

        @Override
        public String toString() {
            return "Array" + shape;
        }
    }
}
