package io.entropylong.languagemodel.graph;

import io.entropylong.languagemodel.Precision;
import io.entropylong.languagemodel.weights.ModelShape;
import io.entropylong.languagemodel.weights.ModelSource;
import io.entropylong.languagemodel.weights.RotaryPositions;
import io.entropylong.languagemodel.weights.UnsupportedModelException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Writes the graph of a model that ends in entropies instead of logits.
 *
 * <p>Inputs: {@code input_ids} int64 (B, T), {@code seqk} int32 (B) = length - 1, {@code rows} int64 (R) into B*T,
 * {@code targets} int64 (R) token ids. Outputs: {@code entropy} and {@code surprisal}, float32 (R), nats.
 *
 * <ol>
 *   <li>The embedding and the blocks.
 *   <li>Only the wanted rows are gathered, before the last norm.
 *   <li>A loop over tiles of rows computes logits and from them the entropies.
 * </ol>
 *
 * <p>A family's constant factors are multiplied into the weights. Not thread-safe.
 */
public final class EntropyGraph {
    /** Changes with every change of what is written, so that a cached conversion is not taken for it. */
    public static final int FORMAT = 3;

    /** Rows that go through the head together. */
    public static final int TILE_ROWS = 128;

    /** The graph's file name beside its weights. */
    public static final String FILE = "model.onnx";

    /** The weights' file name. */
    public static final String DATA_FILE = FILE + ".data";

    private static final int OPSET = 18;
    private static final int IR_VERSION = 9;

    private final ModelSource source;
    private final ModelShape shape;
    private final OnnxGraph graph = new OnnxGraph("entropy");
    private final LinearLayers linear;
    private final Precision precision;

    private EntropyGraph(ModelSource source, Precision precision, WeightsFile weights) {
        this.source = source;
        this.shape = source.shape();
        this.precision = precision;
        this.linear = new LinearLayers(graph, weights, precision);
    }

    /**
     * Writes model.onnx and its weights.
     *
     * @param folder an empty folder
     * @throws UnsupportedModelException when a tensor is missing or damaged, or when the model has tensors that its family
     *     does not
     */
    public static void write(ModelSource source, Precision precision, Path folder) throws IOException {
        try (WeightsFile weights = new WeightsFile(folder.resolve(DATA_FILE))) {
            byte[] model = new EntropyGraph(source, precision, weights).model();
            Set<String> unread = source.unread();
            if (!unread.isEmpty()) {
                throw new UnsupportedModelException(source.files().getFirst() + ": " + unread.size()
                        + " tensors are not part of the architecture "
                        + source.shape().family().id() + ", for instance "
                        + unread.iterator().next());
            }
            Files.write(folder.resolve(FILE), model);
        }
    }

    private byte[] model() throws IOException {
        graph.int64("last_axis", new long[] {-1}, 1);
        graph.int64("axis0", new long[] {0}, 1);
        graph.input("input_ids", OnnxGraph.INT64, "B", "T");
        graph.input("seqk", OnnxGraph.INT32, "B");
        graph.input("rows", OnnxGraph.INT64, "R");
        graph.input("targets", OnnxGraph.INT64, "R");
        graph.output("entropy", OnnxGraph.FLOAT, "R");
        graph.output("surprisal", OnnxGraph.FLOAT, "R");
        rotaryTables();
        embedding();
        DecoderLayer.Stream stream = new DecoderLayer.Stream("embedded", "");
        for (int layer = 0; layer < shape.layers().size(); layer++) {
            stream = new DecoderLayer(source, graph, linear, layer).write(stream);
        }
        wantedRows(stream);
        VocabularyLoop.write(graph, linear);
        return new Proto()
                .varint(1, IR_VERSION)
                .text(2, "entropylong")
                .bytes(7, graph.toByteArray())
                .message(8, new Proto().text(1, "").varint(2, OPSET))
                .message(8, new Proto().text(1, OnnxGraph.CONTRIB).varint(2, 1))
                .toByteArray();
    }

    private void rotaryTables() throws IOException {
        RotaryPositions rotary = shape.rotary();
        int pairs = rotary.pairs();
        float[] cos = new float[Math.multiplyExact(shape.contextWindow(), pairs)];
        float[] sin = new float[cos.length];
        for (int position = 0; position < shape.contextWindow(); position++) {
            for (int j = 0; j < pairs; j++) {
                double angle = rotary.angle(position, j);
                cos[position * pairs + j] = (float) (rotary.magnitude() * Math.cos(angle));
                sin[position * pairs + j] = (float) (rotary.magnitude() * Math.sin(angle));
            }
        }
        linear.constant("cos", cos, shape.contextWindow(), pairs);
        linear.constant("sin", sin, shape.contextWindow(), pairs);
    }

    private void embedding() throws IOException {
        int vocabulary = shape.vocabulary();
        int hidden = shape.hidden();
        float[] table = source.tensor("model.embed_tokens.weight", vocabulary, hidden);
        float[] head = shape.tiedHead() ? table : source.tensor("lm_head.weight", vocabulary, hidden);
        linear.constant("embedding", scaled(table, shape.multipliers().embedding()), vocabulary, hidden);
        linear.headMatrix("head", scaled(head, shape.multipliers().logits()), vocabulary);
        graph.int64("one", new long[] {1});
        graph.node("Gather", List.of("embedding", "input_ids"), List.of("embedded"));
        graph.node("Shape", List.of("input_ids"), List.of("ids_shape"));
        graph.node("Gather", List.of("ids_shape", "one"), List.of("length64"));
        graph.node("", "Cast", List.of("length64"), List.of("length"), Map.of("to", OnnxGraph.INT32));
    }

    /** A copy, since embedding and head can be one array with two factors; the array itself where the factor is 1. */
    private static float[] scaled(float[] values, double factor) {
        if (factor == 1) return values;
        float[] result = new float[values.length];
        for (int i = 0; i < result.length; i++) result[i] = (float) (values[i] * factor);
        return result;
    }

    private void wantedRows(DecoderLayer.Stream stream) throws IOException {
        graph.int64("flat", new long[] {-1, shape.hidden()}, 2);
        linear.floats("last_norm", source.tensor("model.norm.weight", shape.hidden()), shape.hidden());
        for (String name : List.of(stream.residual(), stream.update())) {
            graph.node("Reshape", List.of(name, "flat"), List.of(name + "_flat"));
            String rows = name + "_rows";
            String gathered = precision.onCuda() ? rows + "_half" : rows;
            graph.node("", "Gather", List.of(name + "_flat", "rows"), List.of(gathered), Map.of("axis", 0));
            if (precision.onCuda()) {
                graph.node("", "Cast", List.of(gathered), List.of(rows), Map.of("to", OnnxGraph.FLOAT));
            }
        }
        graph.skipNorm(
                stream.residual() + "_rows",
                stream.update() + "_rows",
                "last_norm",
                List.of("hidden_rows"),
                shape.normEpsilon());
    }
}
