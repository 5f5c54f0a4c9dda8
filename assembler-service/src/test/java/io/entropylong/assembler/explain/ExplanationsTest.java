package io.entropylong.assembler.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.entropylong.assembler.dataset.ProvenanceFile;
import io.entropylong.assembler.dataset.ProvenanceLines.SampleLine;
import io.entropylong.assembler.dataset.WrittenDataset;
import io.entropylong.assembler.inspection.WrittenSamples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExplanationsTest {
    /** Tokens are characters. */
    private static final TokenTexts CHARACTERS =
            ids -> Arrays.stream(ids).mapToObj(Character::toString).collect(Collectors.joining());

    @TempDir
    private Path temporary;

    private Path dataset;

    @BeforeEach
    void write() throws IOException {
        dataset = WrittenDataset.under(temporary);
    }

    @Test
    void aDependencyIsToldWithAllThatWasMeasured() throws IOException {
        Explanation one = open().explain(0, TokenTexts.unread());

        assertThat(one.root()).isEqualTo("r/d1");
        assertThat(one.position()).isEqualTo(1);
        assertThat(one.id()).isEqualTo(10_003);
        assertThat(one.sentence().before()).isEqualTo("[10002]");
        assertThat(one.sentence().marked()).isEqualTo("[10003]");
        assertThat(one.gain()).isEqualTo((6 - 1) / 6.0);
        assertThat(one.threshold()).isEqualTo(new Explanation.Threshold(5.5, 2.5, 1.5));
        assertThat(one.passage().passage()).isEqualTo("p1");
        assertThat(one.retrieval()).isEqualTo(new Explanation.Retrieval("knn", 1, 0.9));
    }

    @Test
    void everyCriterionSaysWhatItHolds() throws IOException {
        assertThat(open().explain(0, TokenTexts.unread()).verdicts())
                .isEqualTo(Map.of("run", "accepted", "paper", "accepted", "controlled", "cold-start"));
    }

    @Test
    void thePassCostsStartPassageSeparatorAndTheRootBeforeTheToken() throws IOException {
        Explanation one = open().explain(0, TokenTexts.unread());
        int passage = one.passage().end() - one.passage().start();

        assertThat(one.cost()).isEqualTo(new Explanation.Cost(1 + passage + 2 + 1, 1, 1));
    }

    @Test
    void whereThePassageHoldsTheTokenTheSharedSpanIsMarked() throws IOException {
        SampleLine line = sample();
        int[] ids = ids(line);
        int start = line.units().getFirst().contexts().getFirst().start();
        int root = line.units().getFirst().rootStart();
        ids[start + 5] = ids[root];
        ids[start + 6] = ids[root + 1];
        Explanation one = Explanations.open(dataset, line, ids).explain(0, TokenTexts.unread());

        assertThat(one.passage().shared()).isEqualTo(new SharedSpan(0, 5, 2));
        assertThat(one.passage().text().marked()).isEqualTo("[10002][10003]");
        assertThat(one.passage().text().before()).endsWith("[15004]");
        assertThat(one.passage().text().behind()).startsWith("[15007]");
    }

    @Test
    void otherPassagesScoredAtThePositionAreTold() throws IOException {
        Path pairs = dataset.resolve("provenance/pairs.jsonl");
        String one = "{\"passage\":\"p1\"";
        String other = "{\"passage\":\"p77\",\"document\":\"x\",\"tokens\":9,\"exact\":true,\"pairs\":[{\"position\":1,"
                + "\"entropy_with_context\":3.0,\"surprisal_with_context\":3.0,\"copied_tokens\":0,\"arm\":\"phrase\","
                + "\"similarity\":4.0,\"rank\":2}]},";
        Files.writeString(
                pairs,
                Files.readString(pairs).replaceFirst("\\{\"passage\":\"p1\"", other.replace("\\", "\\\\") + "$0"));
        assertThat(Files.readString(pairs)).contains(other + one);

        assertThat(open().explain(0, TokenTexts.unread()).others())
                .containsExactly(new Explanation.Other("p77", 0.5, "phrase", 2, false));
    }

    @Test
    void theLongestOfSeveralSharedSpansIsTaken() {
        int[] root = {1, 2, 3, 4, 5};
        assertThat(SharedSpan.around(root, 2, new int[] {3, 9, 2, 3, 4, 9, 2, 3}))
                .isEqualTo(new SharedSpan(1, 2, 3));
        assertThat(SharedSpan.around(root, 0, new int[] {9, 1, 2})).isEqualTo(new SharedSpan(0, 1, 2));
        assertThat(SharedSpan.around(root, 4, new int[] {1, 2, 3})).isNull();
    }

    @Test
    void aTokenIsShownInItsSentenceOrLine() {
        int[] text = "One. Two x three! Four".chars().toArray();
        assertThat(Excerpts.sentence(text, 9, CHARACTERS)).isEqualTo(new Explanation.Excerpt(" Two ", "x", " three!"));
        int[] code = "a = 1.5\nb = x\nc".chars().toArray();
        assertThat(Excerpts.sentence(code, 12, CHARACTERS)).isEqualTo(new Explanation.Excerpt("b = ", "x", "\n"));
        assertThat(Excerpts.sentence(new int[] {'x'}, 0, CHARACTERS)).isEqualTo(new Explanation.Excerpt("", "x", ""));
    }

    @Test
    void thePassageIsScoredWithoutEachWindow() {
        int[] passage = {5, 6, 7, 8, 9};
        // the token is unsure when 8 is missing
        List<Occlusion.Window> windows = Occlusion.windows(
                passage, 2, context -> Arrays.stream(context.toArray()).anyMatch(id -> id == 8) ? 0.5 : 4);

        assertThat(windows)
                .containsExactly(
                        new Occlusion.Window(0, 2, 0.5),
                        new Occlusion.Window(2, 4, 4),
                        new Occlusion.Window(4, 5, 0.5));
        assertThatIllegalArgumentException().isThrownBy(() -> Occlusion.windows(passage, 0, context -> 0));
    }

    private Explanations open() throws IOException {
        SampleLine line = sample();
        Explanations explanations = Explanations.open(dataset, line, ids(line));
        assertThat(explanations.size()).isEqualTo(2);
        return explanations;
    }

    private SampleLine sample() throws IOException {
        return ProvenanceFile.sample(dataset, "0").orElseThrow();
    }

    private int[] ids(SampleLine line) {
        return Objects.requireNonNull(new WrittenSamples(dataset).tokens(line.sample()));
    }
}
