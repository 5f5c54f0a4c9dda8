package io.entropylong.standalone;

import io.entropylong.assembler.rebuild.CorpusTokens;
import io.entropylong.assembler.rebuild.TextPlace;
import io.entropylong.entropy.profile.RootText;
import io.entropylong.entropy.scoring.TokenSpan;
import io.entropylong.languagemodel.ModelTokenizer;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Documents as a model's tokenizer reads them, cut as the entropy service cuts them.
 *
 * @param texts by name of the document
 * @param tokenizer of the dataset's model
 * @param rootTokens most tokens of a root
 */
record TokenizedCorpus(Map<String, String> texts, ModelTokenizer tokenizer, int rootTokens) implements CorpusTokens {
    @Override
    public Optional<List<PlacedToken>> passage(TextPlace place) {
        return text(place).map(text -> placed(spans(text), place));
    }

    @Override
    public Optional<List<PlacedToken>> root(TextPlace place) {
        return text(place)
                .map(text ->
                        placed(RootText.fitting(text, rootTokens, this::spans).spans(), place));
    }

    private Optional<String> text(TextPlace place) {
        return Optional.ofNullable(texts.get(place.document()))
                .filter(document -> document.length() >= place.end())
                .map(document -> document.substring(place.start(), place.end()));
    }

    private List<TokenSpan> spans(String text) {
        return tokenizer.spans(text).stream()
                .map(span -> new TokenSpan(span.id(), span.startChar(), span.endChar()))
                .toList();
    }

    private static List<PlacedToken> placed(List<TokenSpan> spans, TextPlace place) {
        return spans.stream()
                .map(span -> new PlacedToken(span.id(), place.start() + span.start()))
                .toList();
    }
}
