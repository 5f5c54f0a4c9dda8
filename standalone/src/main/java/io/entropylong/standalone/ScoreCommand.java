package io.entropylong.standalone;

import io.entropylong.languagemodel.LanguageModel;
import io.entropylong.languagemodel.ModelStore;
import io.entropylong.languagemodel.TextScorer;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;

/** What the model says of a text, token by token: how anyone can check the entropies that everything rests on. */
@Command(
        name = "score",
        mixinStandardHelpOptions = true,
        description = {
            "Prints what the model says of each token of a text.",
            "Scored as [start] text: index, id, entropy and surprisal, both in nats, and text.",
            "A text longer than the model's window is read in windows that overlap by half."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  entropylong score README.md", "  entropylong score --model llama.gguf text.txt -o jsonl"})
final class ScoreCommand implements Callable<Integer> {
    @Option(
            names = "--model",
            paramLabel = "M",
            description = "a GGUF file or a Hugging Face folder (default: SmolLM2-135M-Instruct)")
    @Nullable
    Path model;

    @Mixin
    OutputOption output = new OutputOption();

    @Parameters(paramLabel = "FILE", description = "UTF-8 text")
    Path file = Path.of("");

    @Override
    public Integer call() throws Exception {
        String text = text();
        List<TextScorer.ScoredToken> tokens = new ArrayList<>();
        try (LanguageModel opened = LocalModel.open(model == null ? ModelStore.fetch(Caches.models()) : model)) {
            new TextScorer(opened).score(text, tokens::add);
        }
        output.print(tokens, ScoreCommand::table);
        return ExitCode.DONE;
    }

    private static String table(List<TextScorer.ScoredToken> tokens) {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(Locale.ROOT, "%7s %7s %8s %9s  %s", "index", "id", "entropy", "surprisal", "text"));
        for (TextScorer.ScoredToken token : tokens) {
            lines.add(String.format(
                    Locale.ROOT,
                    "%7d %7d %8.4f %9.4f  %s",
                    token.index(),
                    token.id(),
                    token.entropy(),
                    token.surprisal(),
                    JsonMapper.shared().writeValueAsString(token.text())));
        }
        return String.join(System.lineSeparator(), lines);
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
