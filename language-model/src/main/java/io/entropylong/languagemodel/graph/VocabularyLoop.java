package io.entropylong.languagemodel.graph;

import java.util.List;
import java.util.Map;

/**
 * From the rows before the head to entropies and surprisals, a tile of rows at a time: with logits l, m = max l, d = l - m,
 * Z = sum e^d and S = sum e^d d, H = ln Z - S / Z and -ln p(target) = ln Z - d[target]. Logits never leave the loop.
 */
final class VocabularyLoop {
    private VocabularyLoop() {}

    /** Reads {@code hidden_rows}, {@code targets} and the weight {@code head}; gives {@code entropy} and {@code surprisal}. */
    static void write(OnnxGraph graph, LinearLayers layers) {
        graph.int64("zero", new long[] {0});
        graph.int64("tile", new long[] {EntropyGraph.TILE_ROWS});
        graph.int64("tile_minus_one", new long[] {EntropyGraph.TILE_ROWS - 1L});
        graph.constant("true", OnnxGraph.BOOL, new byte[] {1});
        graph.float32("empty", new float[0], 0);
        graph.node("Shape", List.of("hidden_rows"), List.of("rows_shape"));
        graph.node("Gather", List.of("rows_shape", "zero"), List.of("row_count"));
        graph.node("Add", List.of("row_count", "tile_minus_one"), List.of("rounded_up"));
        graph.node("Div", List.of("rounded_up", "tile"), List.of("tiles"));
        graph.node(
                "",
                "Loop",
                List.of("tiles", "true", "empty", "empty"),
                List.of("entropy", "surprisal"),
                Map.of("body", body(layers)));
    }

    private static OnnxGraph body(LinearLayers layers) {
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
        layers.product(body, "hidden_tile", "head", "logits");
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
        return body;
    }
}
