package io.entropylong.retrieval.embedding;

import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.djl.inference.Predictor;
import ai.djl.translate.TranslateException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * bge-small-en-v1.5, quantised to int8, as it lies in its Maven jar: the first token's last hidden state, scaled to
 * length 1. Only the beginning of a text is embedded, up to the number of tokens given (the model's limit is 512). Each
 * text goes through the model by itself: its activations are quantised with one scale a tensor, so neighbours in a batch
 * would change its vector. Queries get no instruction in front.
 *
 * @see <a href="https://huggingface.co/BAAI/bge-small-en-v1.5">the model card</a>
 */
public final class BgeSmallEmbedder implements Embedder, AutoCloseable {
    private static final String MODEL = "/bge-small-en-v1.5-q.onnx";
    private static final String TOKENIZER = "/bge-small-en-v1.5-q-tokenizer.json";
    private static final int DIMENSIONS = 384;
    private static final int MAX_TOKENS = 512;

    private final Model model;
    private final HuggingFaceTokenizer tokenizer;
    private final ExecutorService threads;
    private final BlockingQueue<Predictor<long[], float[]>> predictors = new LinkedBlockingQueue<>();

    private BgeSmallEmbedder(Model model, HuggingFaceTokenizer tokenizer, int threadCount) {
        this.model = model;
        this.tokenizer = tokenizer;
        this.threads = Executors.newFixedThreadPool(
                threadCount,
                Thread.ofPlatform().name("embedding-", 0).daemon(true).factory());
        for (int i = 0; i < threadCount; i++) predictors.add(model.newPredictor(new FirstTokenTranslator(DIMENSIONS)));
    }

    /**
     * @param threadCount texts embedded at a time
     * @param maxTokens tokens of a text that are embedded, special ones included; from 8 to 512
     * @throws IllegalStateException when the model is not on the class path or cannot be loaded
     */
    public static BgeSmallEmbedder load(int threadCount, int maxTokens) {
        if (maxTokens < 8 || maxTokens > MAX_TOKENS) {
            throw new IllegalArgumentException("embedded tokens must be from 8 to " + MAX_TOKENS + ": " + maxTokens);
        }
        // must come before anything else of ONNX Runtime: DJL insists on making its environment
        Engine.getEngine("OnnxRuntime");
        Model model = Model.newInstance("bge-small-en-v1.5-q", "OnnxRuntime");
        try (InputStream graph = resource(MODEL);
                InputStream vocabulary = resource(TOKENIZER)) {
            model.load(graph, Map.of("intraOpNumThreads", "1", "interOpNumThreads", "1"));
            HuggingFaceTokenizer tokenizer = HuggingFaceTokenizer.newInstance(
                    vocabulary,
                    Map.of(
                            "truncation", "true",
                            "maxLength", Integer.toString(maxTokens),
                            "padding", "false",
                            "addSpecialTokens", "true"));
            return new BgeSmallEmbedder(model, tokenizer, threadCount);
        } catch (IOException e) {
            model.close();
            throw new UncheckedIOException("cannot load " + MODEL, e);
        } catch (MalformedModelException e) {
            model.close();
            throw new IllegalStateException("cannot load " + MODEL, e);
        }
    }

    @Override
    public int dimensions() {
        return DIMENSIONS;
    }

    @Override
    public List<float[]> embed(List<String> texts) {
        List<Future<float[]>> pending = new ArrayList<>(texts.size());
        for (String text : texts) pending.add(threads.submit(() -> embed(text)));
        List<float[]> vectors = new ArrayList<>(texts.size());
        try {
            for (Future<float[]> vector : pending) vectors.add(vector.get());
            return vectors;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while embedding", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("cannot embed", e.getCause());
        } finally {
            pending.forEach(vector -> vector.cancel(false));
        }
    }

    @Override
    public void close() {
        threads.shutdown();
        threads.close();
        predictors.forEach(Predictor::close);
        tokenizer.close();
        model.close();
    }

    private float[] embed(String text) throws InterruptedException, TranslateException {
        Predictor<long[], float[]> predictor = predictors.take();
        try {
            return predictor.predict(tokenizer.encode(text).getIds());
        } finally {
            predictors.add(predictor);
        }
    }

    private static InputStream resource(String name) {
        InputStream in = BgeSmallEmbedder.class.getResourceAsStream(name);
        if (in == null) throw new IllegalStateException(name + " is not on the class path");
        return in;
    }
}
