package io.entropylong.languagemodel;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.translate.Batchifier;
import ai.djl.translate.Translator;
import ai.djl.translate.TranslatorContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Puts a batch of queries into the graph's inputs and takes the scores out of its outputs. Shorter sequences are padded on
 * the right, which nothing before the padding sees.
 *
 * <p>Matrix products add up their last rows in another order when the number of rows is no multiple of four. So both the
 * tokens and the wanted rows are filled up to one: a result then depends on the tokens before it alone, to the last bit.
 */
final class EntropyTranslator implements Translator<List<EntropyQuery>, List<Scores>> {
    private static final String BATCH = "batch";
    private static final int ROWS_TOGETHER = 4;

    private final int contextWindow;

    /**
     * @param contextWindow most tokens of a sequence; a window that is no multiple of four is not filled up to one
     */
    EntropyTranslator(int contextWindow) {
        this.contextWindow = contextWindow;
    }

    @Override
    public NDList processInput(TranslatorContext context, List<EntropyQuery> batch) {
        context.setAttachment(BATCH, batch);
        int longest = Math.min(
                filledUp(batch.stream().mapToInt(EntropyQuery::length).max().orElseThrow()), contextWindow);
        int wanted = batch.stream().mapToInt(query -> query.indices().length).sum();
        int computed = filledUp(wanted);
        long[] ids = new long[batch.size() * longest]; // (B, T)
        int[] lastKeys = new int[batch.size()]; // (B)
        long[] rows = new long[computed]; // (R), into B*T
        long[] targets = new long[computed]; // (R)
        int row = 0;
        for (int b = 0; b < batch.size(); b++) {
            EntropyQuery query = batch.get(b);
            int length = query.length();
            for (int i = 0; i < length; i++) ids[b * longest + i] = query.tokens()[i];
            lastKeys[b] = length - 1;
            for (int index : query.indices()) {
                // the row before a token predicts it
                rows[row] = (long) b * longest + index - 1;
                targets[row++] = query.tokens()[index];
            }
        }
        NDManager manager = context.getNDManager();
        return new NDList(
                manager.create(ids, new Shape(batch.size(), longest)),
                manager.create(lastKeys),
                manager.create(rows),
                manager.create(targets));
    }

    private static int filledUp(int rows) {
        return (rows + ROWS_TOGETHER - 1) / ROWS_TOGETHER * ROWS_TOGETHER;
    }

    @Override
    @SuppressWarnings("unchecked") // what processInput has attached
    public List<Scores> processOutput(TranslatorContext context, NDList outputs) {
        float[] entropies = outputs.get(0).toFloatArray();
        float[] surprisals = outputs.get(1).toFloatArray();
        List<Scores> scores = new ArrayList<>();
        int from = 0;
        for (EntropyQuery query : (List<EntropyQuery>) context.getAttachment(BATCH)) {
            int to = from + query.indices().length;
            scores.add(new Scores(Arrays.copyOfRange(entropies, from, to), Arrays.copyOfRange(surprisals, from, to)));
            from = to;
        }
        return scores;
    }

    @Override
    public @Nullable Batchifier getBatchifier() {
        return null;
    }
}
