package io.entropylong.languagemodel;

import io.entropylong.languagemodel.weights.ModelSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * A model's tokenizer without its weights: ids as {@link LanguageModel#spans} gives them, at a fraction of the memory.
 * Thread-safe. The caller closes it.
 */
public final class ModelTokenizer implements AutoCloseable {
    private final DocumentTokenizer tokenizer;
    private final String sha256;
    private final int contextWindow;

    private ModelTokenizer(DocumentTokenizer tokenizer, String sha256, int contextWindow) {
        this.tokenizer = tokenizer;
        this.sha256 = sha256;
        this.contextWindow = contextWindow;
    }

    /**
     * @param model a GGUF file or a Hugging Face folder
     * @throws io.entropylong.languagemodel.weights.UnsupportedModelException when it cannot be read, saying why
     */
    public static ModelTokenizer open(Path model) throws IOException {
        try (ModelSource source = ModelSource.open(model)) {
            byte[] json = source.tokenizerJson().getBytes(StandardCharsets.UTF_8);
            return new ModelTokenizer(
                    new DocumentTokenizer(model, json),
                    Hashes.of(json),
                    source.shape().contextWindow());
        }
    }

    /** Of its tokenizer.json, as {@link ModelDescription#tokenizerSha256}. */
    public String sha256() {
        return sha256;
    }

    /** Most tokens of a forward pass of its model. */
    public int contextWindow() {
        return contextWindow;
    }

    /** As {@link LanguageModel#spans}. */
    public List<TokenSpan> spans(String text) {
        return tokenizer.spans(text);
    }

    /** The text of ids that stand one behind the other; what is no whole character at either end is U+FFFD. */
    public String text(int[] ids) {
        return ids.length == 0 ? "" : tokenizer.text(ids);
    }

    @Override
    public void close() {
        tokenizer.close();
    }
}
