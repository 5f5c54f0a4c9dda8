package io.entropylong.languagemodel.graph;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;

/** An ONNX graph under construction: nodes, small initializers, inputs and outputs. Not thread-safe. */
final class OnnxGraph {
    static final int FLOAT = 1;
    static final int UINT8 = 2;
    static final int INT8 = 3;
    static final int INT32 = 6;
    static final int INT64 = 7;
    static final int BOOL = 9;
    static final int FLOAT16 = 10;
    static final int BFLOAT16 = 16;

    /** The domain of ONNX Runtime's own operators. */
    static final String CONTRIB = "com.microsoft";

    private final Proto proto = new Proto();
    private final String name;

    OnnxGraph(String name) {
        this.name = name;
    }

    void node(String operator, List<String> inputs, List<String> outputs) {
        node("", operator, inputs, outputs, Map.of());
    }

    /**
     * @param attributes integers, floats or graphs by name
     */
    void node(
            String domain, String operator, List<String> inputs, List<String> outputs, Map<String, Object> attributes) {
        Proto node = new Proto();
        for (String input : inputs) node.text(1, input);
        for (String output : outputs) node.text(2, output);
        node.text(4, operator);
        attributes.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(attribute -> node.message(5, attribute(attribute.getKey(), attribute.getValue())));
        if (!domain.isEmpty()) node.text(7, domain);
        proto.message(1, node);
    }

    /** RMS norm over the last axis, times the weight. */
    void norm(String input, String weight, String output, float epsilon) {
        node(
                "",
                "SimplifiedLayerNormalization",
                List.of(input, weight),
                List.of(output),
                Map.of("axis", -1, "epsilon", epsilon, "stash_type", 1));
    }

    /**
     * RMS norm of a sum.
     *
     * @param outputs the norm, and as the fourth, if wanted, the sum
     */
    void skipNorm(String input, String skip, String weight, List<String> outputs, float epsilon) {
        node(
                CONTRIB,
                "SkipSimplifiedLayerNormalization",
                List.of(input, skip, weight),
                outputs,
                Map.of("epsilon", epsilon));
    }

    private static Proto attribute(String name, Object value) {
        Proto attribute = new Proto().text(1, name);
        return switch (value) {
            case Integer number -> attribute.varint(3, number).varint(20, 2);
            case Float number -> attribute.float32(2, number).varint(20, 1);
            case OnnxGraph graph -> attribute.bytes(6, graph.toByteArray()).varint(20, 5);
            default -> throw new IllegalArgumentException("attribute " + name + " of " + value.getClass());
        };
    }

    void input(String name, int type, String... dims) {
        proto.message(11, valueInfo(name, type, dims));
    }

    void output(String name, int type, String... dims) {
        proto.message(12, valueInfo(name, type, dims));
    }

    private static Proto valueInfo(String name, int type, String... dims) {
        Proto shape = new Proto();
        for (String dim : dims) shape.message(1, new Proto().text(2, dim));
        Proto tensor = new Proto().varint(1, type).message(2, shape);
        return new Proto().text(1, name).message(2, new Proto().message(1, tensor));
    }

    /** A constant inside the graph; without dims it is a scalar, and must stay one. */
    void constant(String name, int type, byte[] values, long... dims) {
        Proto tensor = new Proto();
        for (long dim : dims) tensor.varint(1, dim);
        proto.message(5, tensor.varint(2, type).text(8, name).bytes(9, values));
    }

    void int64(String name, long[] values, long... dims) {
        byte[] bytes = new byte[values.length * Long.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asLongBuffer().put(values);
        constant(name, INT64, bytes, dims);
    }

    void float32(String name, float[] values, long... dims) {
        byte[] bytes = new byte[values.length * Float.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(values);
        constant(name, FLOAT, bytes, dims);
    }

    /** A constant whose bytes stand in the external data file. */
    void external(String name, int type, long[] dims, WeightsFile.Place place) {
        Proto tensor = new Proto();
        for (long dim : dims) tensor.varint(1, dim);
        tensor.varint(2, type).text(8, name);
        tensor.message(13, new Proto().text(1, "location").text(2, place.file()));
        tensor.message(13, new Proto().text(1, "offset").text(2, Long.toString(place.offset())));
        tensor.message(13, new Proto().text(1, "length").text(2, Long.toString(place.length())));
        proto.message(5, tensor.varint(14, 1));
    }

    byte[] toByteArray() {
        return proto.text(2, name).toByteArray();
    }
}
