package io.entropylong.standalone;

import io.entropylong.languagemodel.LanguageModel;
import io.entropylong.languagemodel.ModelOptions;
import io.entropylong.languagemodel.Precision;
import io.entropylong.languagemodel.weights.UnsupportedModelException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The model file that a command was given. */
final class LocalModel {
    private LocalModel() {}

    /**
     * Reads and converts it, so that one that does not work is found before anything is started.
     *
     * @throws UserError when it is not there or cannot be read, saying why
     */
    static void require(Path model) {
        open(model).close();
    }

    /**
     * @throws UserError when it is not there or cannot be read, saying why
     */
    static LanguageModel open(Path model) {
        if (!Files.exists(model)) throw new UserError("--model " + model + ": there is no such file or folder");
        try {
            return LanguageModel.open(model, new ModelOptions(Caches.models(), Precision.CPU_FP32, 1));
        } catch (UnsupportedModelException | IOException e) {
            throw new UserError("--model " + model + ": " + e.getMessage());
        }
    }
}
