package io.entropylong.languagemodel.graph;

import io.entropylong.languagemodel.Precision;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Weights of a graph and the products with them, in the graph's precision. In int8 each row of an input is scaled by its own
 * largest value, and each output of a weight by its own. Not thread-safe.
 */
final class LinearLayers {
    private final OnnxGraph graph;
    private final WeightsFile weights;
    private final Precision precision;
    private final Set<String> quantized = new HashSet<>();

    LinearLayers(OnnxGraph graph, WeightsFile weights, Precision precision) {
        this.graph = graph;
        this.weights = weights;
        this.precision = precision;
        if (precision == Precision.CPU_INT8) {
            graph.float32("unit", new float[] {1f / 127});
            graph.float32("tiny", new float[] {1e-9f});
            graph.constant("zero_point", OnnxGraph.UINT8, new byte[] {(byte) 128});
        }
    }

    /** A constant in the type that the blocks compute in. */
    void constant(String name, float[] values, long... dims) throws IOException {
        switch (precision) {
            case CPU_FP32, CPU_INT8 -> floats(name, values, dims);
            case CUDA_FP16 ->
                graph.external(name, OnnxGraph.FLOAT16, dims, weights.halves(values, Float::floatToFloat16));
            case CUDA_BF16 ->
                graph.external(name, OnnxGraph.BFLOAT16, dims, weights.halves(values, LinearLayers::bfloat16));
        }
    }

    /** The upper half of a float32, rounded to the nearest, ties to even. */
    private static short bfloat16(float value) {
        int bits = Float.floatToIntBits(value);
        return (short) ((bits + 0x7fff + (bits >>> 16 & 1)) >>> 16);
    }

    /** A constant in float32, whatever the precision. */
    void floats(String name, float[] values, long... dims) throws IOException {
        graph.external(name, OnnxGraph.FLOAT, dims, weights.floats(values));
    }

    /** A weight of the blocks, of shape (outputs, inputs), stored as (inputs, outputs). */
    void matrix(String name, float[] values, int outputs) throws IOException {
        int inputs = values.length / outputs;
        if (precision == Precision.CPU_INT8) {
            quantizedMatrix(name, values, outputs);
        } else {
            constant(name, Transposition.floats(values, outputs, inputs), inputs, outputs);
        }
    }

    /** The weight of the head, likewise: in float32 where the blocks are in 16 bits, since entropies rest on its sums. */
    void headMatrix(String name, float[] values, int outputs) throws IOException {
        int inputs = values.length / outputs;
        if (precision == Precision.CPU_INT8) {
            quantizedMatrix(name, values, outputs);
        } else {
            floats(name, Transposition.floats(values, outputs, inputs), inputs, outputs);
        }
    }

    private void quantizedMatrix(String name, float[] values, int outputs) throws IOException {
        int inputs = values.length / outputs;
        long[] dims = {inputs, outputs};
        float[] scales = Transposition.scales(values, outputs, inputs);
        byte[] rounded = Transposition.rounded(values, scales, outputs, inputs);
        graph.external(name, OnnxGraph.INT8, dims, weights.bytes(rounded));
        floats(name + "_scale", scales, outputs);
    }

    /** {@code output = input * weight + bias}, the weight being a {@link #matrix} and the bias a constant. */
    void product(String input, String weight, String bias, String output) {
        product(graph, input, weight, output + "_unbiased");
        graph.node("Add", List.of(output + "_unbiased", bias), List.of(output));
    }

    /** {@code output = input * weight}, in this graph. */
    void product(String input, String weight, String output) {
        product(graph, input, weight, output);
    }

    /** {@code output = input * weight}, in a graph that may be inside this one. */
    void product(OnnxGraph to, String input, String weight, String output) {
        if (precision != Precision.CPU_INT8) {
            to.node("MatMul", List.of(input, weight), List.of(output));
            return;
        }
        if (quantized.add(input)) quantize(to, input);
        to.node(
                OnnxGraph.CONTRIB,
                "MatMulIntegerToFloat",
                List.of(input + "_q", weight, "unit", weight + "_scale", "zero_point"),
                List.of(output + "_unscaled"),
                Map.of());
        to.node("Mul", List.of(output + "_unscaled", input + "_max"), List.of(output));
    }

    private static void quantize(OnnxGraph to, String input) {
        to.node("Abs", List.of(input), List.of(input + "_abs"));
        to.node("", "ReduceMax", List.of(input + "_abs", "last_axis"), List.of(input + "_max0"), Map.of("keepdims", 1));
        to.node("Max", List.of(input + "_max0", "tiny"), List.of(input + "_max"));
        to.node("Div", List.of(input, input + "_max"), List.of(input + "_normed"));
        to.node("QuantizeLinear", List.of(input + "_normed", "unit", "zero_point"), List.of(input + "_q"));
    }
}
