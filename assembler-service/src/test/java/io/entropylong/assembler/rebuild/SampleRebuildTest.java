package io.entropylong.assembler.rebuild;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.entropylong.assembler.dataset.Manifest;
import io.entropylong.assembler.dataset.ProvenanceLines;
import io.entropylong.assembler.dataset.ProvenanceLines.ContextLine;
import io.entropylong.assembler.dataset.ProvenanceLines.SampleLine;
import io.entropylong.assembler.dataset.ProvenanceLines.UnitLine;
import io.entropylong.assembler.dataset.WrittenDataset;
import io.entropylong.common.message.TokenIds;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A sample of one unit, [0] C [9 9] D [1], and a filler, [0] and the first two tokens of another root. */
class SampleRebuildTest {
    private static final int[] SAMPLE = {0, 21, 22, 23, 9, 9, 31, 32, 1, 0, 41, 42};

    private final Corpus corpus = new Corpus();
    private Manifest manifest;

    @BeforeEach
    void manifest(@TempDir Path temporary) throws IOException {
        manifest = Manifest.read(WrittenDataset.under(temporary));
        corpus.passages.put(new TextPlace("a#b", 10, 40), tokens(10, 21, 22, 23));
        corpus.roots.put(new TextPlace("d@e", 0, 20), tokens(0, 31, 32));
        corpus.roots.put(new TextPlace("f", 5, 30), tokens(5, 41, 42, 43));
    }

    @Test
    void theSameTextsGiveTheSameSample() {
        SampleRebuild.Rebuilt rebuilt = SampleRebuild.of(manifest, line(SAMPLE, "r/f@5-30"), SAMPLE, corpus);

        assertThat(rebuilt.differences()).isEmpty();
        assertThat(rebuilt.tokens()).isEqualTo(TokenIds.of(SAMPLE));
        assertThat(rebuilt.same()).isTrue();
        assertThat(SampleRebuild.documents(line(SAMPLE, "r/f@5-30"))).containsExactlyInAnyOrder("a#b", "d@e", "f");
    }

    @Test
    void paddingBehindAUnitIsItsLastEndId() {
        int[] padded = {0, 21, 22, 23, 9, 9, 31, 32, 1, 1, 1, 1};
        UnitLine unit = new UnitLine("r/d@e@0-20", 0, 12, List.of(new ContextLine("a#b#10-40", 1, 4)), 6, 8);
        SampleLine line = new SampleLine(
                "r-000000", 0, 12, ProvenanceLines.sha256(TokenIds.of(padded)), List.of(unit), null, null);

        assertThat(SampleRebuild.of(manifest, line, padded, corpus).same()).isTrue();
    }

    @Test
    void anotherTokenIsNamedByItsDocumentAndOffset() {
        int[] damaged = SAMPLE.clone();
        damaged[2] = 77;
        damaged[3] = 78; // only the first of a part is told
        damaged[11] = 79;
        SampleRebuild.Rebuilt rebuilt = SampleRebuild.of(manifest, line(SAMPLE, "r/f@5-30"), damaged, corpus);

        assertThat(rebuilt.same()).isFalse();
        assertThat(rebuilt.sha256()).isEqualTo(rebuilt.expected());
        assertThat(rebuilt.differences())
                .extracting(Difference::toString)
                .containsExactly(
                        "a#b, offset 14 (token 2 of the sample): id 22, the sample has 77",
                        "f, offset 9 (token 11 of the sample): id 42, the sample has 79");
    }

    @Test
    void aTextThatHasChangedMovesNothingElse() {
        corpus.passages.put(new TextPlace("a#b", 10, 40), tokens(10, 21, 22, 23, 24));
        SampleRebuild.Rebuilt rebuilt = SampleRebuild.of(manifest, line(SAMPLE, "r/f@5-30"), SAMPLE, corpus);

        assertThat(rebuilt.differences()).containsExactly(new Difference("a#b", 18, 1, "4 tokens, the sample has 3"));
        assertThat(rebuilt.same()).isFalse();
    }

    @Test
    void aDocumentThatIsNotThereIsNamed() {
        corpus.roots.remove(new TextPlace("d@e", 0, 20));
        SampleRebuild.Rebuilt rebuilt = SampleRebuild.of(manifest, line(SAMPLE, "r/f@5-30"), SAMPLE, corpus);

        assertThat(rebuilt.differences())
                .containsExactly(new Difference("d@e", 0, 6, "the corpus has no text up to offset 20"));
    }

    @Test
    void aSeparatorThatIsNotTheManifestsIsADifference() {
        int[] damaged = SAMPLE.clone();
        damaged[5] = 8;

        assertThat(SampleRebuild.of(manifest, line(SAMPLE, "r/f@5-30"), damaged, corpus)
                        .differences())
                .containsExactly(new Difference("manifest.json", 0, 5, "id 9, the sample has 8"));
    }

    @Test
    void aFillerOfUnknownRootCannotBeMadeAgain() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SampleRebuild.of(manifest, line(SAMPLE, null), SAMPLE, corpus))
                .withMessageContaining("filler_root");
    }

    @Test
    void namesTellThePlaceWhateverTheDocumentIsCalled() {
        assertThat(TextPlace.ofPassage("x#1-2#3-4")).isEqualTo(new TextPlace("x#1-2", 3, 4));
        assertThat(TextPlace.ofRoot("r/r/x@0-9@10-20")).isEqualTo(new TextPlace("r/x@0-9", 10, 20));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TextPlace.ofPassage("x@1-2"))
                .withMessageContaining("x@1-2");
        assertThatIllegalArgumentException().isThrownBy(() -> TextPlace.ofPassage("x#1-99999999999"));
        assertThatIllegalArgumentException().isThrownBy(() -> TextPlace.ofRoot("x@0-9"));
    }

    private static SampleLine line(int[] ids, @Nullable String fillerRoot) {
        UnitLine unit = new UnitLine("r/d@e@0-20", 0, 9, List.of(new ContextLine("a#b#10-40", 1, 4)), 6, 8);
        return new SampleLine(
                "r-000000",
                0,
                ids.length,
                ProvenanceLines.sha256(TokenIds.of(ids)),
                List.of(unit),
                List.of(9, 12),
                fillerRoot);
    }

    private static List<CorpusTokens.PlacedToken> tokens(int offset, int... ids) {
        return IntStream.range(0, ids.length)
                .mapToObj(i -> new CorpusTokens.PlacedToken(ids[i], offset + 4 * i))
                .toList();
    }

    private static final class Corpus implements CorpusTokens {
        private final Map<TextPlace, List<PlacedToken>> passages = new HashMap<>();
        private final Map<TextPlace, List<PlacedToken>> roots = new HashMap<>();

        @Override
        public Optional<List<PlacedToken>> passage(TextPlace place) {
            return Optional.ofNullable(passages.get(place));
        }

        @Override
        public Optional<List<PlacedToken>> root(TextPlace place) {
            return Optional.ofNullable(roots.get(place));
        }
    }
}
