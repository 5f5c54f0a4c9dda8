package io.entropylong.languagemodel;

import io.entropylong.languagemodel.graph.EntropyGraph;
import io.entropylong.languagemodel.weights.ModelShape;
import io.entropylong.languagemodel.weights.ModelSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * What a model file holds and what running it takes, without converting it.
 *
 * @param name as the file calls itself
 * @param architecture its family
 * @param layers transformer blocks
 * @param hidden width of the residual stream
 * @param heads query heads
 * @param kvHeads key and value heads
 * @param headSize width of a head
 * @param inner width of the feed-forward layer
 * @param vocabulary number of token ids
 * @param contextWindow most tokens of a sequence
 * @param tiedHead whether the embedding is also the head
 * @param parameters weights of the embedding, the blocks and, where it is not tied, the head
 * @param start ids in front of every document
 * @param tokenizerSha256 of its tokenizer.json
 * @param targets what each precision takes
 */
public record ModelInspection(
        String name,
        String architecture,
        int layers,
        int hidden,
        int heads,
        int kvHeads,
        int headSize,
        int inner,
        int vocabulary,
        int contextWindow,
        boolean tiedHead,
        long parameters,
        List<Integer> start,
        String tokenizerSha256,
        List<Target> targets) {
    /**
     * Memory that a precision takes, worked out from the model's sizes.
     *
     * @param precision for instance cpu-fp32
     * @param weightBytes of the converted model, in memory and in the cache
     * @param windowPassBytes least memory of one pass over the whole window, for each worker
     */
    public record Target(String precision, long weightBytes, long windowPassBytes) {}

    public ModelInspection {
        start = List.copyOf(start);
        targets = List.copyOf(targets);
    }

    /**
     * @param model a GGUF file or a Hugging Face folder
     * @throws io.entropylong.languagemodel.weights.UnsupportedModelException when it cannot be read, saying why
     */
    public static ModelInspection of(Path model) throws IOException {
        try (ModelSource source = ModelSource.open(model)) {
            ModelShape shape = source.shape();
            return new ModelInspection(
                    shape.name(),
                    shape.family().id(),
                    shape.layers().size(),
                    shape.hidden(),
                    shape.heads(),
                    shape.kvHeads(),
                    shape.headSize(),
                    shape.inner(),
                    shape.vocabulary(),
                    shape.contextWindow(),
                    shape.tiedHead(),
                    matrices(shape) + table(shape) + (shape.tiedHead() ? 0 : table(shape)) + norms(shape),
                    source.startIds(),
                    Hashes.of(source.tokenizerJson().getBytes(StandardCharsets.UTF_8)),
                    Arrays.stream(Precision.values())
                            .map(precision -> target(shape, precision))
                            .toList());
        }
    }

    /** Values of the blocks' matrices. */
    private static long matrices(ModelShape shape) {
        long queries = (long) shape.heads() * shape.headSize();
        long keys = (long) shape.kvHeads() * shape.headSize();
        long attention = shape.hidden() * (queries + 2 * keys) + queries * shape.hidden();
        return shape.layers().size() * (attention + 3L * shape.hidden() * shape.inner());
    }

    private static long table(ModelShape shape) {
        return (long) shape.vocabulary() * shape.hidden();
    }

    private static long norms(ModelShape shape) {
        return (2L * shape.layers().size() + 1) * shape.hidden();
    }

    /** The head is stored apart from the embedding, since it is transposed. */
    private static Target target(ModelShape shape, Precision precision) {
        int block = precision.onCuda() ? Short.BYTES : Float.BYTES;
        int matrix = precision == Precision.CPU_INT8 ? Byte.BYTES : block;
        int head = precision == Precision.CPU_INT8 ? Byte.BYTES : Float.BYTES;
        long rotary = 2L * shape.contextWindow() * shape.rotary().pairs();
        long weights =
                matrices(shape) * matrix + table(shape) * (block + head) + (norms(shape) + rotary) * (long) block;
        long attention = (2L * shape.heads() + 4L * shape.kvHeads()) * shape.headSize();
        long widest = 3L * shape.hidden() + Math.max(attention, 4L * shape.inner());
        long logits = 3L * EntropyGraph.TILE_ROWS * shape.vocabulary() * Float.BYTES;
        return new Target(precision.id(), weights, shape.contextWindow() * widest * block + logits);
    }
}
