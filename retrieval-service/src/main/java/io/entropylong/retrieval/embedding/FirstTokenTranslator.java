package io.entropylong.retrieval.embedding;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.translate.NoBatchifyTranslator;
import ai.djl.translate.TranslatorContext;
import java.util.Arrays;

/**
 * Token ids [T] to input_ids, attention_mask and token_type_ids [1, T], and last_hidden_state [1, T, dimensions] to the
 * first token's row, scaled to length 1.
 */
record FirstTokenTranslator(int dimensions) implements NoBatchifyTranslator<long[], float[]> {
    @Override
    public NDList processInput(TranslatorContext context, long[] ids) {
        NDManager manager = context.getNDManager();
        Shape shape = new Shape(1, ids.length);
        long[] ones = new long[ids.length];
        Arrays.fill(ones, 1);
        return new NDList(
                named("input_ids", manager.create(ids, shape)),
                named("attention_mask", manager.create(ones, shape)),
                named("token_type_ids", manager.create(new long[ids.length], shape)));
    }

    @Override
    public float[] processOutput(TranslatorContext context, NDList outputs) {
        float[] vector = Arrays.copyOf(outputs.get(0).toFloatArray(), dimensions);
        double squares = 0;
        for (float value : vector) squares += (double) value * value;
        double length = Math.sqrt(squares);
        if (!(length > 0)) throw new IllegalStateException("the model gave no direction");
        for (int i = 0; i < dimensions; i++) vector[i] = (float) (vector[i] / length);
        return vector;
    }

    private static NDArray named(String name, NDArray array) {
        array.setName(name);
        return array;
    }
}
