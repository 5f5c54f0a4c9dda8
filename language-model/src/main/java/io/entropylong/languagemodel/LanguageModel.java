package io.entropylong.languagemodel;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.inference.Predictor;
import ai.djl.translate.TranslateException;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.entropylong.languagemodel.graph.EntropyGraph;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A language model that gives entropies and surprisals of tokens. Thread-safe: each call runs one forward pass on the
 * calling thread (and {@link ModelOptions#intraOpThreads} of its own), and a result depends on the call's arguments alone.
 * The caller closes it, after the last call has returned.
 */
public final class LanguageModel implements AutoCloseable {
    private static final String ENGINE = "OnnxRuntime";
    private static final String SEPARATOR = "\n\n";

    private final ModelDescription description;
    private final DocumentTokenizer tokenizer;
    private final Path tokenizerFile;
    private final Model model;
    private final OrtSession.SessionOptions sessionOptions;
    private final ConcurrentLinkedQueue<Predictor<List<EntropyQuery>, List<Scores>>> idle =
            new ConcurrentLinkedQueue<>();

    private LanguageModel(ConvertedModel converted, ModelOptions options, boolean onCuda)
            throws IOException, OrtException, MalformedModelException {
        // DJL has to make ONNX Runtime's environment itself
        Engine.getEngine(ENGINE);
        tokenizerFile = converted.tokenizer();
        tokenizer = new DocumentTokenizer(tokenizerFile);
        sessionOptions = new OrtSession.SessionOptions();
        sessionOptions.setIntraOpNumThreads(options.intraOpThreads());
        sessionOptions.setInterOpNumThreads(1);
        // lengths vary, so remembered memory patterns only cost memory
        sessionOptions.setMemoryPatternOptimization(false);
        sessionOptions.addConfigEntry("session.intra_op.allow_spinning", "0");
        // fails where there is none; DJL would go on with the CPU
        if (onCuda) sessionOptions.addCUDA(options.device());
        model = Model.newInstance("entropy", Device.cpu(), ENGINE);
        model.load(converted.folder().resolve(EntropyGraph.FILE), null, Map.of("sessionOptions", sessionOptions));
        description = new ModelDescription(
                converted.shape().name(),
                converted.sha256(),
                options.precision(),
                Hashes.of(Files.readAllBytes(converted.tokenizer())),
                converted.shape().contextWindow(),
                converted.shape().vocabulary(),
                converted.startIds(),
                Arrays.stream(tokenize(SEPARATOR)).boxed().toList(),
                converted.startIds());
    }

    /**
     * Loads a model, converting it into the cache when it is not there yet.
     *
     * @param model a GGUF file or a Hugging Face folder
     * @throws UnsupportedModelException when it cannot be read, saying why
     * @throws IOException also when the precision needs a CUDA device and none can be used; never does the CPU stand in
     */
    public static LanguageModel open(Path model, ModelOptions options) throws IOException {
        return open(model, options, options.precision().onCuda());
    }

    /**
     * Converts a model into the cache when it is not there yet. It is not loaded, so no precision needs its device.
     *
     * @param model a GGUF file or a Hugging Face folder
     * @throws UnsupportedModelException when it cannot be read, saying why
     */
    public static void convert(Path model, Path cache, Precision precision) throws IOException {
        var unused = new ConversionCache(cache).get(model, precision);
    }

    /** Runs the graph of any precision on the CPU, which takes ages: graphs can be tested where their device is not. */
    static LanguageModel onCpu(Path model, ModelOptions options) throws IOException {
        return open(model, options, false);
    }

    private static LanguageModel open(Path model, ModelOptions options, boolean onCuda) throws IOException {
        ConvertedModel converted = new ConversionCache(options.cache()).get(model, options.precision());
        try {
            return new LanguageModel(converted, options, onCuda);
        } catch (OrtException | MalformedModelException e) {
            String reason = onCuda
                    ? options.precision().id() + " needs CUDA device " + options.device()
                            + " and ONNX Runtime's jar for CUDA (image entropy-cuda); elsewhere use cpu-fp32"
                    : "the converted model in " + converted.folder() + " does not load";
            throw new IOException(model + ": " + reason + ": " + e.getMessage(), e);
        }
    }

    public ModelDescription description() {
        return description;
    }

    /**
     * Token ids of a text by itself. Nothing is added, and special tokens that the text spells out are characters like others;
     * an unpaired surrogate counts as U+FFFD.
     */
    public int[] tokenize(String text) {
        return tokenizer.ids(text);
    }

    /** As {@link #tokenize}, with the characters that each token stands for. */
    public List<TokenSpan> spans(String text) {
        return tokenizer.spans(text);
    }

    /**
     * What each token id stands for, in UTF-8; a token may hold a part of a character only.
     *
     * @return element i belongs to id i; empty where the tokenizer has no such id
     * @throws UnsupportedModelException when the tokenizer has a decoder that is not known here
     */
    public List<byte[]> pieces() throws IOException {
        return TokenPieces.read(tokenizerFile);
    }

    /**
     * Scores tokens of a sequence in one forward pass, which ends at the last of them.
     *
     * @param tokens the whole sequence, start ids included
     * @param indices wanted tokens t, each from 1 to tokens.length - 1
     * @return one entropy and one surprisal for each index, in order, in nats
     * @throws IllegalArgumentException when an index is out of range or the pass is longer than the context window
     */
    public Scores score(int[] tokens, int[] indices) {
        if (indices.length == 0) return new Scores(new float[0], new float[0]);
        return score(List.of(new EntropyQuery(tokens, indices))).getFirst();
    }

    /**
     * Scores several sequences in one forward pass. What a sequence gives depends neither on the others nor on the padding
     * behind it, to the last bit. On a CPU, padding costs what tokens cost, and batches are hardly faster than passes one by
     * one: put sequences of equal length together, or none.
     *
     * @param batch at least one sequence
     * @return scores of each sequence, in order
     * @throws IllegalArgumentException when a pass is longer than the context window
     */
    public List<Scores> score(List<EntropyQuery> batch) {
        for (EntropyQuery query : batch) {
            if (query.length() > description.contextWindow()) {
                throw new IllegalArgumentException(
                        query.length() + " tokens are more than the context window of " + description.contextWindow());
            }
        }
        Predictor<List<EntropyQuery>, List<Scores>> predictor = idle.poll();
        if (predictor == null) predictor = model.newPredictor(new EntropyTranslator(description.contextWindow()));
        try {
            return predictor.predict(batch);
        } catch (TranslateException e) {
            throw new IllegalStateException(
                    "the forward pass of " + batch.size() + " sequences failed, the first of "
                            + batch.getFirst().length() + " tokens",
                    e);
        } finally {
            idle.add(predictor);
        }
    }

    @Override
    public void close() {
        for (Predictor<List<EntropyQuery>, List<Scores>> predictor = idle.poll();
                predictor != null;
                predictor = idle.poll()) {
            predictor.close();
        }
        model.close();
        sessionOptions.close();
        tokenizer.close();
    }
}
