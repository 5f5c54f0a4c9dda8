package io.entropylong.languagemodel.graph;

import io.entropylong.languagemodel.Precision;
import io.entropylong.languagemodel.weights.LlamaShape;
import io.entropylong.languagemodel.weights.ModelSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Writes the graph of a llama-family model that ends in entropies instead of logits.
 *
 * <p>Inputs: {@code input_ids} int64 (B, T), {@code seqk} int32 (B) = length - 1, {@code rows} int64 (R) into B*T,
 * {@code targets} int64 (R) token ids. Outputs: {@code entropy} and {@code surprisal}, float32 (R), nats.
 *
 * <ol>
 *   <li>The blocks: RMS norm, grouped-query attention with rotary positions, RMS norm, gated feed-forward.
 *   <li>Only the wanted rows are gathered, before the last norm.
 *   <li>A loop over tiles of rows computes logits l and, with m = max l, d = l - m, Z = sum e^d, S = sum e^d d:
 *       H = ln Z - S / Z and -ln p(target) = ln Z - d[target]. Logits never leave the loop.
 * </ol>
 *
 * <p>The key and value outputs of the attention are named though nothing reads them: leaving them out makes ONNX Runtime
 * choose a kernel that materialises all attention scores. Not thread-safe.
 */
public final class EntropyGraph {
    /** Changes with every change of the graph, so that a cached one is not taken for it. */
    public static final int FORMAT = 1;

    /** The graph's file name beside its weights. */
    public static final String FILE = "model.onnx";

    private static final int TILE = 128;
    private static final int OPSET = 18;
    private static final int IR_VERSION = 9;

    private final ModelSource source;
    private final LlamaShape shape;
    private final Precision precision;
    private final WeightsFile weights;
    private final OnnxGraph graph = new OnnxGraph("entropy");
    private final Set<String> quantized = new HashSet<>();

    private EntropyGraph(ModelSource source, Precision precision, WeightsFile weights) {
        this.source = source;
        this.shape = source.shape();
        this.precision = precision;
        this.weights = weights;
    }

    /**
     * Writes model.onnx and its weights.
     *
     * @param folder an empty folder
     */
    public static void write(ModelSource source, Precision precision, Path folder) throws IOException {
        try (WeightsFile weights = new WeightsFile(folder.resolve(FILE + ".data"))) {
            byte[] model = new EntropyGraph(source, precision, weights).model();
            Files.write(folder.resolve(FILE), model);
        }
    }

    private byte[] model() throws IOException {
        constants();
        graph.input("input_ids", OnnxGraph.INT64, "B", "T");
        graph.input("seqk", OnnxGraph.INT32, "B");
        graph.input("rows", OnnxGraph.INT64, "R");
        graph.input("targets", OnnxGraph.INT64, "R");
        graph.output("entropy", OnnxGraph.FLOAT, "R");
        graph.output("surprisal", OnnxGraph.FLOAT, "R");
        embedding();
        String residual = "x0";
        String update = "";
        for (int layer = 0; layer < shape.layers(); layer++) {
            residual = attention(layer, residual, update);
            residual = feedForward(layer, residual);
            update = "ff" + layer;
        }
        wantedRows(residual, update);
        vocabularyLoop();
        return new Proto()
                .varint(1, IR_VERSION)
                .text(2, "entropylong")
                .bytes(7, graph.toByteArray())
                .message(8, new Proto().text(1, "").varint(2, OPSET))
                .message(8, new Proto().text(1, OnnxGraph.CONTRIB).varint(2, 1))
                .toByteArray();
    }

    private void constants() throws IOException {
        graph.int64("last_axis", new long[] {-1}, 1);
        graph.int64("axis0", new long[] {0}, 1);
        graph.int64("zero", new long[] {0});
        graph.int64("one", new long[] {1});
        graph.int64("tile", new long[] {TILE});
        graph.int64("tile_minus_one", new long[] {TILE - 1L});
        graph.int64("flat", new long[] {-1, shape.hidden()}, 2);
        graph.constant("true", OnnxGraph.BOOL, new byte[] {1});
        graph.float32("empty", new float[0], 0);
        if (precision == Precision.CPU_INT8) {
            graph.float32("unit", new float[] {1f / 127});
            graph.float32("tiny", new float[] {1e-9f});
            graph.constant("zero_point", OnnxGraph.UINT8, new byte[] {(byte) 128});
        }
        int half = shape.headSize() / 2;
        float[] cos = new float[Math.multiplyExact(shape.contextWindow(), half)];
        float[] sin = new float[cos.length];
        for (int position = 0; position < shape.contextWindow(); position++) {
            for (int j = 0; j < half; j++) {
                double angle = position / Math.pow(shape.ropeTheta(), 2.0 * j / shape.headSize());
                cos[position * half + j] = (float) Math.cos(angle);
                sin[position * half + j] = (float) Math.sin(angle);
            }
        }
        floats("cos", cos, shape.contextWindow(), half);
        floats("sin", sin, shape.contextWindow(), half);
    }

    private void embedding() throws IOException {
        float[] table = source.tensor("model.embed_tokens.weight");
        floats("embedding", table, shape.vocabulary(), shape.hidden());
        matrix("head", shape.tiedHead() ? table : source.tensor("lm_head.weight"), shape.vocabulary());
        graph.node("Gather", List.of("embedding", "input_ids"), List.of("x0"));
        graph.node("Shape", List.of("input_ids"), List.of("ids_shape"));
        graph.node("Gather", List.of("ids_shape", "one"), List.of("length64"));
        graph.node("", "Cast", List.of("length64"), List.of("length"), Map.of("to", OnnxGraph.INT32));
    }

    /** Norm and attention of a layer; returns the name of the new residual, its update being {@code at_out<layer>}. */
    private String attention(int layer, String residual, String update) throws IOException {
        String prefix = "model.layers." + layer + ".";
        String normed = "an" + layer;
        floats("anw" + layer, source.tensor(prefix + "input_layernorm.weight"), shape.hidden());
        String sum = residual;
        if (update.isEmpty()) {
            graph.node(
                    "",
                    "SimplifiedLayerNormalization",
                    List.of(residual, "anw" + layer),
                    List.of(normed),
                    Map.of("axis", -1, "epsilon", shape.normEpsilon(), "stash_type", 1));
        } else {
            sum = "ar" + layer;
            skipNorm(residual, update, "anw" + layer, List.of(normed, "", "", sum));
        }
        float[] qkv = concat(
                source.tensor(prefix + "self_attn.q_proj.weight"),
                source.tensor(prefix + "self_attn.k_proj.weight"),
                source.tensor(prefix + "self_attn.v_proj.weight"));
        int width = (shape.heads() + 2 * shape.kvHeads()) * shape.headSize();
        matrix("qkvw" + layer, qkv, width);
        linear(graph, normed, "qkvw" + layer, "qkv" + layer);
        graph.node(
                OnnxGraph.CONTRIB,
                "GroupQueryAttention",
                List.of("qkv" + layer, "", "", "", "", "seqk", "length", "cos", "sin"),
                List.of("at" + layer, "keys" + layer, "values" + layer),
                Map.of("num_heads", shape.heads(), "kv_num_heads", shape.kvHeads(), "do_rotary", 1, "scale", (float)
                        (1 / Math.sqrt(shape.headSize()))));
        matrix("ow" + layer, source.tensor(prefix + "self_attn.o_proj.weight"), shape.hidden());
        linear(graph, "at" + layer, "ow" + layer, "at_out" + layer);
        return sum;
    }

    /** Norm and feed-forward of a layer; returns the name of the new residual, its update being {@code ff<layer>}. */
    private String feedForward(int layer, String residual) throws IOException {
        String prefix = "model.layers." + layer + ".";
        String normed = "fn" + layer;
        String sum = "fr" + layer;
        floats("fnw" + layer, source.tensor(prefix + "post_attention_layernorm.weight"), shape.hidden());
        skipNorm(residual, "at_out" + layer, "fnw" + layer, List.of(normed, "", "", sum));
        matrix("gw" + layer, source.tensor(prefix + "mlp.gate_proj.weight"), shape.inner());
        matrix("uw" + layer, source.tensor(prefix + "mlp.up_proj.weight"), shape.inner());
        matrix("dw" + layer, source.tensor(prefix + "mlp.down_proj.weight"), shape.hidden());
        linear(graph, normed, "gw" + layer, "gate" + layer);
        linear(graph, normed, "uw" + layer, "up" + layer);
        graph.node("Sigmoid", List.of("gate" + layer), List.of("sig" + layer));
        graph.node("Mul", List.of("gate" + layer, "sig" + layer), List.of("silu" + layer));
        graph.node("Mul", List.of("silu" + layer, "up" + layer), List.of("inner" + layer));
        linear(graph, "inner" + layer, "dw" + layer, "ff" + layer);
        return sum;
    }

    private void wantedRows(String residual, String update) throws IOException {
        floats("last_norm", source.tensor("model.norm.weight"), shape.hidden());
        for (String name : List.of(residual, update)) {
            graph.node("Reshape", List.of(name, "flat"), List.of(name + "_flat"));
            graph.node("", "Gather", List.of(name + "_flat", "rows"), List.of(name + "_rows"), Map.of("axis", 0));
        }
        skipNorm(residual + "_rows", update + "_rows", "last_norm", List.of("hidden_rows"));
    }

    private void vocabularyLoop() {
        OnnxGraph body = new OnnxGraph("tile_of_rows");
        body.input("iteration", OnnxGraph.INT64);
        body.input("condition", OnnxGraph.BOOL);
        body.input("entropies_in", OnnxGraph.FLOAT, "a");
        body.input("surprisals_in", OnnxGraph.FLOAT, "a2");
        body.node("Mul", List.of("iteration", "tile"), List.of("from"));
        body.node("Add", List.of("from", "tile"), List.of("to"));
        body.node("Unsqueeze", List.of("from", "axis0"), List.of("from1"));
        body.node("Unsqueeze", List.of("to", "axis0"), List.of("to1"));
        body.node("Slice", List.of("hidden_rows", "from1", "to1", "axis0"), List.of("hidden_tile"));
        body.node("Slice", List.of("targets", "from1", "to1", "axis0"), List.of("target_tile"));
        linear(body, "hidden_tile", "head", "logits");
        body.node("", "ReduceMax", List.of("logits", "last_axis"), List.of("max"), Map.of("keepdims", 1));
        body.node("Sub", List.of("logits", "max"), List.of("shifted"));
        body.node("Exp", List.of("shifted"), List.of("exp"));
        body.node("", "ReduceSum", List.of("exp", "last_axis"), List.of("z"), Map.of("keepdims", 0));
        body.node("Mul", List.of("exp", "shifted"), List.of("weighted"));
        body.node("", "ReduceSum", List.of("weighted", "last_axis"), List.of("s"), Map.of("keepdims", 0));
        body.node("Log", List.of("z"), List.of("log_z"));
        body.node("Div", List.of("s", "z"), List.of("mean"));
        body.node("Sub", List.of("log_z", "mean"), List.of("entropy_tile"));
        body.node("Unsqueeze", List.of("target_tile", "last_axis"), List.of("target_column"));
        body.node(
                "", "GatherElements", List.of("shifted", "target_column"), List.of("target_logit1"), Map.of("axis", 1));
        body.node("Squeeze", List.of("target_logit1", "last_axis"), List.of("target_logit"));
        body.node("Sub", List.of("log_z", "target_logit"), List.of("surprisal_tile"));
        body.node("", "Concat", List.of("entropies_in", "entropy_tile"), List.of("entropies_out"), Map.of("axis", 0));
        body.node(
                "", "Concat", List.of("surprisals_in", "surprisal_tile"), List.of("surprisals_out"), Map.of("axis", 0));
        body.node("Identity", List.of("condition"), List.of("condition_out"));
        body.output("condition_out", OnnxGraph.BOOL);
        body.output("entropies_out", OnnxGraph.FLOAT, "b");
        body.output("surprisals_out", OnnxGraph.FLOAT, "b2");

        graph.node("Shape", List.of("hidden_rows"), List.of("rows_shape"));
        graph.node("Gather", List.of("rows_shape", "zero"), List.of("row_count"));
        graph.node("Add", List.of("row_count", "tile_minus_one"), List.of("rounded_up"));
        graph.node("Div", List.of("rounded_up", "tile"), List.of("tiles"));
        graph.node(
                "",
                "Loop",
                List.of("tiles", "true", "empty", "empty"),
                List.of("entropy", "surprisal"),
                Map.of("body", body));
    }

    private void skipNorm(String input, String skip, String weight, List<String> outputs) {
        graph.node(
                OnnxGraph.CONTRIB,
                "SkipSimplifiedLayerNormalization",
                List.of(input, skip, weight),
                outputs,
                Map.of("epsilon", shape.normEpsilon()));
    }

    /** {@code output = input * weight}; in int8 each row of the input is scaled by its own largest value. */
    private void linear(OnnxGraph to, String input, String weight, String output) {
        if (precision == Precision.CPU_FP32) {
            to.node("MatMul", List.of(input, weight), List.of(output));
            return;
        }
        if (quantized.add(input)) {
            to.node("Abs", List.of(input), List.of(input + "_abs"));
            to.node(
                    "",
                    "ReduceMax",
                    List.of(input + "_abs", "last_axis"),
                    List.of(input + "_max0"),
                    Map.of("keepdims", 1));
            to.node("Max", List.of(input + "_max0", "tiny"), List.of(input + "_max"));
            to.node("Div", List.of(input, input + "_max"), List.of(input + "_normed"));
            to.node("QuantizeLinear", List.of(input + "_normed", "unit", "zero_point"), List.of(input + "_q"));
        }
        to.node(
                OnnxGraph.CONTRIB,
                "MatMulIntegerToFloat",
                List.of(input + "_q", weight, "unit", weight + "_scale", "zero_point"),
                List.of(output + "_unscaled"),
                Map.of());
        to.node("Mul", List.of(output + "_unscaled", input + "_max"), List.of(output));
    }

    /** A weight of shape (outputs, inputs), stored as (inputs, outputs) in the graph's precision. */
    private void matrix(String name, float[] values, int outputs) throws IOException {
        int inputs = values.length / outputs;
        long[] dims = {inputs, outputs};
        if (precision == Precision.CPU_FP32) {
            graph.external(name, OnnxGraph.FLOAT, dims, weights.floats(Transposition.floats(values, outputs, inputs)));
            return;
        }
        float[] scales = Transposition.scales(values, outputs, inputs);
        byte[] rounded = Transposition.rounded(values, scales, outputs, inputs);
        graph.external(name, OnnxGraph.INT8, dims, weights.bytes(rounded));
        floats(name + "_scale", scales, outputs);
    }

    private void floats(String name, float[] values, long... dims) throws IOException {
        graph.external(name, OnnxGraph.FLOAT, dims, weights.floats(values));
    }

    private static float[] concat(float[]... parts) {
        int total = 0;
        for (float[] part : parts) total += part.length;
        float[] all = new float[total];
        int at = 0;
        for (float[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }
}
