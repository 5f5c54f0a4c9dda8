package io.entropylong.standalone;

import io.entropylong.assembler.dataset.Manifest;
import io.entropylong.languagemodel.LanguageModel;
import io.entropylong.languagemodel.ModelStore;
import io.entropylong.languagemodel.ModelTokenizer;
import io.entropylong.languagemodel.weights.UnsupportedModelException;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The model that a dataset was made with, as far as a command needs it; any other is refused. */
final class DatasetModel {
    private DatasetModel() {}

    /**
     * @param model as given on the command line; null for the default
     * @throws UserError when it cannot be read, or has another tokenizer than the dataset's
     */
    static ModelTokenizer tokenizer(@Nullable Path model, Manifest manifest) throws IOException, InterruptedException {
        Path chosen = file(model);
        ModelTokenizer tokenizer;
        try {
            tokenizer = ModelTokenizer.open(chosen);
        } catch (UnsupportedModelException e) {
            throw new UserError("--model " + chosen + ": " + e.getMessage());
        }
        Manifest.Tokenizer wanted = manifest.tokenizer();
        if (wanted != null && wanted.sha256().equals(tokenizer.sha256())) return tokenizer;
        tokenizer.close();
        throw new UserError("--model " + chosen + ": the dataset was made with another tokenizer, sha256 "
                + (wanted == null ? "unknown" : wanted.sha256()));
    }

    /**
     * @param model as given on the command line; null for the default
     * @throws UserError when it cannot be read, or is another model than the dataset's
     */
    static LanguageModel model(@Nullable Path model, Manifest manifest) throws IOException, InterruptedException {
        LanguageModel opened = LocalModel.open(file(model));
        Manifest.Model wanted = manifest.model();
        if (wanted != null && wanted.sha256().equals(opened.description().sha256())) return opened;
        opened.close();
        throw new UserError("--model: the dataset was made with another model, sha256 "
                + (wanted == null ? "unknown" : wanted.sha256()));
    }

    private static Path file(@Nullable Path model) throws IOException, InterruptedException {
        return model == null ? ModelStore.fetch(Caches.models()) : model;
    }
}
