package io.entropylong.assembler.dataset;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.entropylong.common.message.ModelIdentity;
import io.entropylong.common.message.Packed;
import io.entropylong.common.message.RunPlanned;
import io.entropylong.common.message.RunRecorded;
import io.entropylong.common.message.RunSettings;
import io.entropylong.common.message.TokenIds;
import io.entropylong.common.message.Totals;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * What a dataset is and what it took; written last, so that its presence says that the dataset is complete. The model parts
 * are null when no root was ever profiled. A cancelled run's dataset has what was there when it was asked to
 * end; manifests of before that was possible do not say so.
 */
public record Manifest(
        int format,
        String run,
        @JsonSetter(nulls = Nulls.AS_EMPTY) boolean cancelled,
        @Nullable Model model,
        @Nullable Tokenizer tokenizer,
        @Nullable Tokens tokens,
        RunSettings settings,
        Corpus corpus,
        Counts counts,
        Cost cost,
        List<ListedFile> files) {
    public record Model(String name, String sha256, String precision, int vocabulary) {}

    public record Tokenizer(String sha256) {}

    public record Tokens(TokenIds start, TokenIds separator, TokenIds end) {}

    public record Corpus(
            String name, @Nullable Long documents, @Nullable Long passages) {}

    public record Counts(
            int roots,
            int units,
            long positions,
            long candidates,
            long candidatesScored,
            long pairsScored,
            long contexts,
            long dependencies,
            long coldStarts,
            long byControl,
            long likelier,
            long controlled,
            Map<String, Long> rejected,
            int samples,
            int leftoverUnits,
            long leftoverTokens) {}

    public record Stages(long baseline, long verification, long control, long screening) {}

    public record Cost(
            long forwardTokens,
            Stages byStage,
            @Nullable Double forwardTokensPerDependency,
            @Nullable Double forwardTokensPerEmittedToken,
            long naiveTokens,
            long truncatedTokens) {}

    /**
     * @param dataset a finished dataset's folder
     * @throws IOException when it holds none, or the manifest cannot be read; the message names the file
     */
    public static Manifest read(Path dataset) throws IOException {
        Path file = new DatasetFolder(dataset).manifest();
        if (Files.notExists(file)) {
            throw new IOException(dataset + ": it holds no finished dataset, manifest.json is missing");
        }
        try {
            return DatasetJson.MAPPER.readValue(Files.readAllBytes(file), Manifest.class);
        } catch (JacksonException e) {
            throw new IOException(file + ": " + DatasetJson.problem(e), e);
        }
    }

    /** Without its files. */
    static Manifest of(RunRecorded run, @Nullable RunPlanned plan, Packed.Finished end, int samples) {
        ModelIdentity model = end.model();
        Totals totals = end.totals();
        long emitted = (long) samples * run.settings().sampleTokens();
        return new Manifest(
                1,
                run.run(),
                end.cancelled(),
                model == null ? null : new Model(model.name(), model.sha256(), model.precision(), model.vocabulary()),
                model == null ? null : new Tokenizer(model.tokenizerSha256()),
                model == null ? null : new Tokens(model.start(), model.separator(), model.end()),
                run.settings(),
                new Corpus(run.corpus(), plan == null ? null : plan.documents(), plan == null ? null : plan.passages()),
                counts(totals, end, samples),
                new Cost(
                        totals.forwardTokens(),
                        new Stages(
                                totals.baselineTokens(),
                                totals.verificationTokens(),
                                totals.controlTokens(),
                                totals.screenTokens()),
                        ratio(totals.forwardTokens(), totals.dependencies()),
                        ratio(totals.forwardTokens(), emitted),
                        totals.naiveTokens(),
                        totals.truncatedTokens()),
                List.of());
    }

    Manifest listing(List<ListedFile> present) {
        return new Manifest(format, run, cancelled, model, tokenizer, tokens, settings, corpus, counts, cost, present);
    }

    private static Counts counts(Totals totals, Packed.Finished end, int samples) {
        return new Counts(
                totals.roots(),
                totals.units(),
                totals.positions(),
                totals.candidates(),
                totals.candidatesScored(),
                totals.pairsScored(),
                totals.contexts(),
                totals.dependencies(),
                totals.coldStarts(),
                totals.byControl(),
                totals.likelier(),
                totals.controlled(),
                rejected(totals),
                samples,
                end.leftoverUnits(),
                end.leftoverTokens());
    }

    private static Map<String, Long> rejected(Totals totals) {
        Map<String, Long> named = new TreeMap<>();
        totals.rejected().forEach((verdict, count) -> named.put(verdict.name().toLowerCase(Locale.ROOT), count));
        return named;
    }

    private static @Nullable Double ratio(long tokens, long by) {
        return by == 0 ? null : (double) tokens / by;
    }
}
