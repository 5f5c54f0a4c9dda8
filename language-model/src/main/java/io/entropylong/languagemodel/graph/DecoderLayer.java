package io.entropylong.languagemodel.graph;

import io.entropylong.languagemodel.weights.Family.NormPlacement;
import io.entropylong.languagemodel.weights.Family.QueryKeyNorm;
import io.entropylong.languagemodel.weights.ModelShape;
import io.entropylong.languagemodel.weights.ModelSource;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes one transformer block: grouped-query attention with rotary positions, then a gated feed-forward part, each with its
 * norms where the family has them. What a part adds to the residual stream stays apart from it until the next norm, which
 * adds the two in one operation.
 *
 * <p>The key and value outputs of the attention are named though nothing reads them: leaving them out makes ONNX Runtime
 * choose a kernel that materialises all attention scores.
 */
final class DecoderLayer {
    private static final float[] NONE = {};

    /**
     * Names of the residual stream and of what is still to be added to it.
     *
     * @param update empty in front of the first block
     */
    record Stream(String residual, String update) {}

    private final ModelSource source;
    private final ModelShape shape;
    private final OnnxGraph graph;
    private final LinearLayers linear;
    private final int index;
    private final String prefix;

    DecoderLayer(ModelSource source, OnnxGraph graph, LinearLayers linear, int index) {
        this.source = source;
        this.shape = source.shape();
        this.graph = graph;
        this.linear = linear;
        this.index = index;
        this.prefix = "model.layers." + index + ".";
    }

    Stream write(Stream stream) throws IOException {
        return feedForward(attention(stream));
    }

    private Stream attention(Stream before) throws IOException {
        Entry entry = enter(before, "attention", "input_layernorm");
        ModelShape.Layer layer = shape.layers().get(index);
        Map<String, Object> attributes = new HashMap<>(Map.of(
                "num_heads",
                shape.heads(),
                "kv_num_heads",
                shape.kvHeads(),
                "do_rotary",
                layer.rotary() ? 1 : 0,
                "scale",
                (float) shape.multipliers().attention()));
        // at the whole window the limit changes nothing but the kernel's work
        if (layer.window() < shape.contextWindow()) attributes.put("local_window_size", layer.window());
        List<String> queriesKeysValues = queriesKeysValues(entry.input());
        graph.node(
                OnnxGraph.CONTRIB,
                "GroupQueryAttention",
                List.of(
                        queriesKeysValues.get(0),
                        queriesKeysValues.get(1),
                        queriesKeysValues.get(2),
                        "",
                        "",
                        "seqk",
                        "length",
                        layer.rotary() ? "cos" : "",
                        layer.rotary() ? "sin" : ""),
                List.of(name("attended"), name("keys"), name("values")),
                attributes);
        float residual = (float) shape.multipliers().residual();
        linear.matrix(
                name("o_weight"),
                scaled(weight("self_attn.o_proj", shape.hidden(), shape.heads() * shape.headSize()), residual),
                shape.hidden());
        product(
                name("attended"),
                "o",
                shape.biases().attentionOutput() ? scaled(bias("self_attn.o_proj", shape.hidden()), residual) : NONE);
        return leave(entry.residual(), "o", "post_attention_layernorm");
    }

    /** Queries, keys and values, packed into the first of three names unless queries and keys have norms of their own. */
    private List<String> queriesKeysValues(String input) throws IOException {
        int queries = shape.heads() * shape.headSize();
        int keys = shape.kvHeads() * shape.headSize();
        int width = queries + 2 * keys;
        linear.matrix(
                name("qkv_weight"),
                shape.family().packed()
                        ? weight("self_attn.qkv_proj", width, shape.hidden())
                        : concat(
                                weight("self_attn.q_proj", queries, shape.hidden()),
                                weight("self_attn.k_proj", keys, shape.hidden()),
                                weight("self_attn.v_proj", keys, shape.hidden())),
                width);
        product(
                input,
                "qkv",
                shape.biases().queryKeyValue()
                        ? concat(
                                bias("self_attn.q_proj", queries),
                                bias("self_attn.k_proj", keys),
                                bias("self_attn.v_proj", keys))
                        : NONE);
        QueryKeyNorm norm = shape.family().queryKeyNorm();
        if (norm == QueryKeyNorm.NONE) return List.of(name("qkv"), "", "");
        graph.int64(name("qkv_sizes"), new long[] {queries, keys, keys}, 3);
        graph.node(
                "",
                "Split",
                List.of(name("qkv"), name("qkv_sizes")),
                List.of(name("q"), name("k"), name("v")),
                Map.of("axis", -1));
        return List.of(headNorm("q", queries, norm), headNorm("k", keys, norm), name("v"));
    }

    /** The norm of queries or keys; each head by itself means as rows of its own. */
    private String headNorm(String part, int width, QueryKeyNorm norm) throws IOException {
        int size = norm == QueryKeyNorm.EACH_HEAD ? shape.headSize() : width;
        String weight = name(part + "_norm");
        linear.constant(weight, source.tensor(prefix + "self_attn." + part + "_norm.weight", size), size);
        String normed = name(part + "_normed");
        if (size == width) {
            norm(name(part), weight, normed);
            return normed;
        }
        graph.int64(name(part + "_rows_of_heads"), new long[] {0, -1, size}, 3);
        graph.int64(name(part + "_rows_of_tokens"), new long[] {0, -1, width}, 3);
        graph.node("Reshape", List.of(name(part), name(part + "_rows_of_heads")), List.of(name(part + "_heads")));
        norm(name(part + "_heads"), weight, name(part + "_heads_normed"));
        graph.node("Reshape", List.of(name(part + "_heads_normed"), name(part + "_rows_of_tokens")), List.of(normed));
        return normed;
    }

    private Stream feedForward(Stream before) throws IOException {
        Entry entry = enter(before, "feed_forward", "post_attention_layernorm");
        int inner = shape.inner();
        if (shape.family().packed()) {
            float[] both = weight("mlp.gate_up_proj", 2 * inner, shape.hidden());
            linear.matrix(name("gate_weight"), Arrays.copyOf(both, both.length / 2), inner);
            linear.matrix(name("up_weight"), Arrays.copyOfRange(both, both.length / 2, both.length), inner);
        } else {
            linear.matrix(name("gate_weight"), weight("mlp.gate_proj", inner, shape.hidden()), inner);
            linear.matrix(name("up_weight"), weight("mlp.up_proj", inner, shape.hidden()), inner);
        }
        boolean biased = shape.biases().feedForward();
        product(entry.input(), "gate", biased ? bias("mlp.gate_proj", inner) : NONE);
        product(entry.input(), "up", biased ? bias("mlp.up_proj", inner) : NONE);
        graph.node("Sigmoid", List.of(name("gate")), List.of(name("sigmoid")));
        graph.node("Mul", List.of(name("gate"), name("sigmoid")), List.of(name("silu")));
        graph.node("Mul", List.of(name("silu"), name("up")), List.of(name("inner")));
        float residual = (float) shape.multipliers().residual();
        linear.matrix(
                name("down_weight"), scaled(weight("mlp.down_proj", shape.hidden(), inner), residual), shape.hidden());
        product(name("inner"), "down", biased ? scaled(bias("mlp.down_proj", shape.hidden()), residual) : NONE);
        return leave(entry.residual(), "down", "post_feedforward_layernorm");
    }

    /**
     * Where a part begins.
     *
     * @param residual the stream with everything added
     * @param input what goes into the part
     */
    private record Entry(String residual, String input) {}

    private Entry enter(Stream before, String part, String norm) throws IOException {
        String sum = before.update().isEmpty() ? before.residual() : name(part + "_residual");
        if (shape.family().norms() == NormPlacement.AFTER) {
            if (!before.update().isEmpty()) {
                graph.node("Add", List.of(before.residual(), before.update()), List.of(sum));
            }
            return new Entry(sum, sum);
        }
        String normed = name(part + "_normed");
        String weight = name(part + "_norm");
        linear.constant(weight, source.tensor(prefix + norm + ".weight", shape.hidden()), shape.hidden());
        if (before.update().isEmpty()) {
            norm(before.residual(), weight, normed);
        } else {
            graph.skipNorm(
                    before.residual(), before.update(), weight, List.of(normed, "", "", sum), shape.normEpsilon());
        }
        return new Entry(sum, normed);
    }

    private Stream leave(String residual, String part, String norm) throws IOException {
        if (shape.family().norms() == NormPlacement.BEFORE) return new Stream(residual, name(part));
        String weight = name(part + "_norm");
        linear.constant(weight, source.tensor(prefix + norm + ".weight", shape.hidden()), shape.hidden());
        norm(name(part), weight, name(part + "_normed"));
        return new Stream(residual, name(part + "_normed"));
    }

    private void norm(String input, String weight, String output) {
        graph.norm(input, weight, output, shape.normEpsilon());
    }

    /** {@code part = input * part_weight}, and the bias if there is one. */
    private void product(String input, String part, float[] bias) throws IOException {
        if (bias.length == 0) {
            linear.product(input, name(part + "_weight"), name(part));
            return;
        }
        linear.constant(name(part + "_bias"), bias, bias.length);
        linear.product(input, name(part + "_weight"), name(part + "_bias"), name(part));
    }

    private float[] weight(String part, int outputs, int inputs) throws IOException {
        return source.tensor(prefix + part + ".weight", outputs, inputs);
    }

    private float[] bias(String part, int outputs) throws IOException {
        return source.tensor(prefix + part + ".bias", outputs);
    }

    private String name(String part) {
        return part + "_" + index;
    }

    /** Multiplies in place. */
    private static float[] scaled(float[] values, float factor) {
        if (factor != 1) {
            for (int i = 0; i < values.length; i++) values[i] *= factor;
        }
        return values;
    }

    private static float[] concat(float[]... parts) {
        float[] all =
                new float[Arrays.stream(parts).mapToInt(part -> part.length).sum()];
        int at = 0;
        for (float[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }
}
