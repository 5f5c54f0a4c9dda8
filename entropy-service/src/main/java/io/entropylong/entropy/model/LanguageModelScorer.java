package io.entropylong.entropy.model;

import io.entropylong.common.message.ModelIdentity;
import io.entropylong.common.message.TokenIds;
import io.entropylong.common.message.Vocabulary;
import io.entropylong.entropy.scoring.Sequence;
import io.entropylong.entropy.scoring.TokenScorer;
import io.entropylong.entropy.scoring.TokenScores;
import io.entropylong.entropy.scoring.TokenSpan;
import io.entropylong.languagemodel.EntropyQuery;
import io.entropylong.languagemodel.LanguageModel;
import io.entropylong.languagemodel.ModelDescription;
import io.entropylong.languagemodel.ModelOptions;
import io.entropylong.languagemodel.Precision;
import io.entropylong.languagemodel.Scores;
import io.entropylong.languagemodel.weights.UnsupportedModelException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A model of the language-model library. Thread-safe; closed after the last call has returned. */
public final class LanguageModelScorer implements TokenScorer, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(LanguageModelScorer.class);

    private final LanguageModel model;
    private final ModelIdentity identity;

    private LanguageModelScorer(LanguageModel model) {
        this.model = model;
        this.identity = identity(model.description());
    }

    /**
     * Loads a model, converting it into the cache when it is not there yet.
     *
     * @param model a GGUF file or a Hugging Face folder
     * @param precision for instance cpu-fp32
     * @param intraOpThreads threads of one forward pass
     */
    public static LanguageModelScorer open(Path model, Path cache, String precision, int intraOpThreads) {
        try {
            return new LanguageModelScorer(
                    LanguageModel.open(model, new ModelOptions(cache, Precision.of(precision), intraOpThreads)));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot open the model " + model + ": " + e.getMessage(), e);
        }
    }

    private static ModelIdentity identity(ModelDescription description) {
        return new ModelIdentity(
                description.name(),
                description.sha256(),
                description.precision().id(),
                description.tokenizerSha256(),
                description.contextWindow(),
                description.vocabularySize(),
                ids(description.start()),
                ids(description.separator()),
                ids(description.end()));
    }

    private static TokenIds ids(List<Integer> ids) {
        return TokenIds.of(ids.stream().mapToInt(Integer::intValue).toArray());
    }

    @Override
    public ModelIdentity identity() {
        return identity;
    }

    @Override
    public Optional<Vocabulary> vocabulary() {
        try {
            List<String> pieces = model.pieces().stream()
                    .map(piece -> new String(piece, StandardCharsets.ISO_8859_1))
                    .toList();
            return Optional.of(new Vocabulary(identity.tokenizerSha256(), pieces));
        } catch (UnsupportedModelException e) {
            log.warn("samples of this model cannot be read as text: {}", e.getMessage());
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the tokenizer of " + identity.name(), e);
        }
    }

    @Override
    public TokenIds tokenize(String text) {
        return TokenIds.of(model.tokenize(text));
    }

    @Override
    public List<TokenSpan> spans(String text) {
        return model.spans(text).stream()
                .map(span -> new TokenSpan(span.id(), span.startChar(), span.endChar()))
                .toList();
    }

    /** The model's pass ends where the last token asked for is predicted, so that token is not counted. */
    @Override
    public List<TokenScores> score(List<Sequence> batch) {
        List<EntropyQuery> queries = batch.stream()
                .map(sequence -> new EntropyQuery(sequence.tokens().toArray(), sequence.wanted()))
                .toList();
        List<Scores> scores = model.score(queries);
        return IntStream.range(0, scores.size())
                .mapToObj(i -> new TokenScores(
                        scores.get(i).entropies(),
                        scores.get(i).surprisals(),
                        queries.get(i).length()))
                .toList();
    }

    @Override
    public void close() {
        model.close();
    }
}
