package io.entropylong.assembler.rebuild;

import io.entropylong.assembler.dataset.Manifest;
import io.entropylong.assembler.dataset.ProvenanceLines;
import io.entropylong.assembler.dataset.ProvenanceLines.ContextLine;
import io.entropylong.assembler.dataset.ProvenanceLines.SampleLine;
import io.entropylong.assembler.dataset.ProvenanceLines.UnitLine;
import io.entropylong.assembler.rebuild.CorpusTokens.PlacedToken;
import io.entropylong.common.message.TokenIds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Lays a sample out again: start, each context and a separator, the root, end and padding, unit by unit, then the filler. What the sample
 * holds serves only to tell where it differs. One use; not thread-safe.
 */
public final class SampleRebuild {
    private static final String MANIFEST = "manifest.json";

    private final Manifest.Tokens marks;
    private final SampleLine line;
    private final int[] found;
    private final CorpusTokens corpus;
    private final List<Difference> differences = new ArrayList<>();
    private final int[] rebuilt;
    private int at;

    private SampleRebuild(Manifest.Tokens marks, SampleLine line, int[] found, CorpusTokens corpus) {
        this.marks = marks;
        this.line = line;
        this.found = found;
        this.corpus = corpus;
        this.rebuilt = new int[line.tokens()];
    }

    /**
     * A sample made again.
     *
     * @param tokens what the corpus gives
     * @param sha256 of these, as little-endian int32
     * @param expected the sha256 in the provenance
     * @param differences where the sample holds something else, in its order; the first of each part
     */
    public record Rebuilt(TokenIds tokens, String sha256, String expected, List<Difference> differences) {
        public Rebuilt {
            differences = List.copyOf(differences);
        }

        /** Whether the sample is made again bit for bit. */
        public boolean same() {
            return sha256.equals(expected) && differences.isEmpty();
        }
    }

    /**
     * @param manifest of the dataset
     * @param line of the sample
     * @param found the sample's ids
     * @param corpus its texts
     * @throws IllegalArgumentException when the provenance does not say enough
     */
    public static Rebuilt of(Manifest manifest, SampleLine line, int[] found, CorpusTokens corpus) {
        Manifest.Tokens marks = manifest.tokens();
        if (marks == null) throw new IllegalArgumentException("the manifest has no start, separator and end ids");
        SampleRebuild rebuild = new SampleRebuild(marks, line, found, corpus);
        rebuild.lay();
        TokenIds tokens = TokenIds.of(rebuild.rebuilt);
        return new Rebuilt(tokens, ProvenanceLines.sha256(tokens), line.sha256(), rebuild.differences);
    }

    /** The documents that the sample's texts come from. */
    public static Set<String> documents(SampleLine line) {
        Set<String> documents = new HashSet<>();
        for (UnitLine unit : line.units()) {
            documents.add(TextPlace.ofRoot(unit.root()).document());
            for (ContextLine context : unit.contexts()) {
                documents.add(TextPlace.ofPassage(context.passage()).document());
            }
        }
        if (line.fillerRoot() != null)
            documents.add(TextPlace.ofRoot(line.fillerRoot()).document());
        return documents;
    }

    private void lay() {
        if (found.length != line.tokens()) {
            throw new IllegalArgumentException(
                    line.sample() + " holds " + found.length + " tokens, provenance says " + line.tokens());
        }
        for (UnitLine unit : line.units()) {
            mark(marks.start());
            for (ContextLine context : unit.contexts()) {
                text(TextPlace.ofPassage(context.passage()), context.end() - context.start(), corpus::passage);
                mark(marks.separator());
            }
            text(TextPlace.ofRoot(unit.root()), unit.rootEnd() - unit.rootStart(), corpus::root);
            mark(marks.end());
            TokenIds last = marks.end().size() > 0 ? marks.end() : marks.start();
            while (at < unit.end()) mark(TokenIds.of(last.at(last.size() - 1)));
        }
        List<Integer> filler = line.filler();
        if (filler == null) return;
        if (line.fillerRoot() == null) {
            throw new IllegalArgumentException("samples.jsonl does not name filler_root: " + line.sample()
                    + " was made by a version that did not record it");
        }
        mark(marks.start());
        int size = filler.getLast() - filler.getFirst() - marks.start().size();
        text(TextPlace.ofRoot(line.fillerRoot()), size, place -> corpus.root(place)
                .map(tokens -> tokens.subList(0, Math.min(size, tokens.size()))));
    }

    private void mark(TokenIds ids) {
        List<PlacedToken> tokens = Arrays.stream(ids.toArray())
                .mapToObj(id -> new PlacedToken(id, 0))
                .toList();
        put(tokens, MANIFEST, ids.size());
    }

    private void text(TextPlace place, int size, Function<TextPlace, Optional<List<PlacedToken>>> source) {
        Optional<List<PlacedToken>> tokens = source.apply(place);
        if (tokens.isEmpty()) {
            differences.add(new Difference(
                    place.document(), place.start(), at, "the corpus has no text up to offset " + place.end()));
            skip(size);
            return;
        }
        put(tokens.get(), place.document(), size);
    }

    /** Tokens beyond the part's size, which would move all that follows, are told and left out. */
    private void put(List<PlacedToken> tokens, String document, int size) {
        boolean same = true;
        int room = Math.min(size, rebuilt.length - at);
        for (int i = 0; i < Math.min(room, tokens.size()); i++) {
            PlacedToken token = tokens.get(i);
            rebuilt[at + i] = token.id();
            if (same && token.id() != found[at + i]) {
                same = false;
                differences.add(new Difference(
                        document, token.offset(), at + i, "id " + token.id() + ", the sample has " + found[at + i]));
            }
        }
        if (tokens.size() != size) {
            int offset = tokens.isEmpty()
                    ? 0
                    : tokens.get(Math.min(size, tokens.size()) - 1).offset();
            differences.add(new Difference(document, offset, at, tokens.size() + " tokens, the sample has " + size));
        }
        skip(room);
    }

    private void skip(int size) {
        at = Math.min(rebuilt.length, at + size);
    }
}
