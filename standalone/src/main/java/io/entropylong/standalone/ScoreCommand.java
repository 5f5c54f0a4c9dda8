package io.entropylong.standalone;

import io.entropylong.languagemodel.LanguageModel;
import io.entropylong.languagemodel.ModelStore;
import io.entropylong.languagemodel.TextScorer;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;

/** What the model says of a text, token by token: how anyone can check the entropies that everything rests on. */
@Command(
        name = "score",
        mixinStandardHelpOptions = true,
        description = {
            "Prints what the model says of each token of a text.",
            "A JSON line a token, scored as [start] text: index, id, text, entropy and surprisal, both in nats.",
            "A text longer than the model's window is read in windows that overlap by half."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  entropylong score README.md", "  entropylong score --model llama.gguf text.txt"})
final class ScoreCommand implements Callable<Integer> {
    @Option(
            names = "--model",
            paramLabel = "M",
            description = "a GGUF file or a Hugging Face folder (default: SmolLM2-135M-Instruct)")
    @Nullable
    Path model;

    @Parameters(paramLabel = "FILE", description = "UTF-8 text")
    Path file = Path.of("");

    @Override
    public Integer call() throws Exception {
        String text = text();
        JsonMapper json = JsonMapper.shared();
        PrintStream out = new PrintStream(new BufferedOutputStream(System.out), false, StandardCharsets.UTF_8);
        try (LanguageModel opened = LocalModel.open(model == null ? ModelStore.fetch(Caches.models()) : model)) {
            new TextScorer(opened).score(text, token -> out.println(json.writeValueAsString(token)));
        } finally {
            out.flush();
        }
        return 0;
    }

    private String text() throws IOException {
        if (!Files.isRegularFile(file)) throw new UserError(file + ": there is no such file");
        try {
            return Files.readString(file);
        } catch (CharacterCodingException e) {
            throw new UserError(file + ": it is no UTF-8 text");
        }
    }
}
