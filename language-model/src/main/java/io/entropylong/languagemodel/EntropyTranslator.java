package io.entropylong.languagemodel;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.translate.Batchifier;
import ai.djl.translate.Translator;
import ai.djl.translate.TranslatorContext;
import org.jspecify.annotations.Nullable;

/** Puts a query into the graph's inputs and takes the scores out of its outputs. */
final class EntropyTranslator implements Translator<EntropyQuery, Scores> {
    @Override
    public NDList processInput(TranslatorContext context, EntropyQuery query) {
        NDManager manager = context.getNDManager();
        long[] ids = new long[query.length()]; // (1, T)
        for (int i = 0; i < ids.length; i++) ids[i] = query.tokens()[i];
        int wanted = query.indices().length;
        long[] rows = new long[wanted];
        long[] targets = new long[wanted];
        for (int i = 0; i < wanted; i++) {
            int index = query.indices()[i];
            // the row before a token predicts it
            rows[i] = index - 1L;
            targets[i] = query.tokens()[index];
        }
        return new NDList(
                manager.create(ids, new Shape(1, ids.length)),
                manager.create(new int[] {query.length() - 1}),
                manager.create(rows),
                manager.create(targets));
    }

    @Override
    public Scores processOutput(TranslatorContext context, NDList outputs) {
        return new Scores(outputs.get(0).toFloatArray(), outputs.get(1).toFloatArray());
    }

    @Override
    public @Nullable Batchifier getBatchifier() {
        return null;
    }
}
