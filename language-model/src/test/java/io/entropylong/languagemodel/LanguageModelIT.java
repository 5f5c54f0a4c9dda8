package io.entropylong.languagemodel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The real SmolLM2 against float64 scores of an independent implementation: src/test/python/reference_scores.py. */
class LanguageModelIT {
    private static final Path CACHE = Path.of("target", "models");
    private static LanguageModel model = placeholder();

    @SuppressWarnings("NullAway") // set before any test
    private static LanguageModel placeholder() {
        return null;
    }

    @BeforeAll
    static void open() throws IOException, InterruptedException {
        model = LanguageModel.open(ModelStore.fetch(CACHE), new ModelOptions(CACHE, Precision.CPU_FP32, 1));
    }

    @AfterAll
    static void close() {
        model.close();
    }

    @Test
    void aTextLongerThanTheWindowIsReadInWindowsThatOverlapByHalf() {
        String text = "It was a bright cold day in April, and the clocks were striking thirteen. ".repeat(3);
        List<TextScorer.ScoredToken> tokens = new ArrayList<>();

        new TextScorer(model, 21).score(text, tokens::add);

        int[] ids = model.tokenize(text);
        assertThat(tokens).hasSize(ids.length);
        assertThat(tokens)
                .extracting(TextScorer.ScoredToken::id)
                .containsExactly(Arrays.stream(ids).boxed().toArray(Integer[]::new));
        assertThat(tokens.stream().map(TextScorer.ScoredToken::text).collect(Collectors.joining()))
                .isEqualTo(text);
        // 20 tokens fit behind the start id: the second window has tokens 10 to 29, and scores those from 20 on
        int[] second =
                IntStream.concat(IntStream.of(0), Arrays.stream(ids, 10, 30)).toArray();
        Scores expected = model.score(second, IntStream.range(11, 21).toArray());
        for (int i = 0; i < 10; i++) {
            assertThat((float) tokens.get(20 + i).entropy()).isEqualTo(expected.entropies()[i]);
            assertThat((float) tokens.get(20 + i).surprisal()).isEqualTo(expected.surprisals()[i]);
        }
    }

    @Test
    void entropiesAndSurprisalsAreThoseOfTheReference() throws IOException {
        JsonNode reference = reference();
        int[] ids = ids(reference);

        Scores scores = model.score(ids, all(ids));

        for (int i = 0; i < ids.length - 1; i++) {
            assertThat((double) scores.entropies()[i])
                    .as("entropy of token %d", i + 1)
                    .isCloseTo(reference.path("entropies").path(i).asDouble(), within(1e-3));
            assertThat((double) scores.surprisals()[i])
                    .as("surprisal of token %d", i + 1)
                    .isCloseTo(reference.path("surprisals").path(i).asDouble(), within(1e-3));
        }
    }

    @Test
    void aPassThatEndsEarlierGivesTheSameBits() throws IOException {
        int[] ids = ids(reference());
        Scores whole = model.score(ids, all(ids));

        for (int[] indices : new int[][] {{60, 17}, {3}, {1}, {2, 1}, {33}, {137}, {150}}) {
            Scores part = model.score(ids, indices);

            for (int i = 0; i < indices.length; i++) {
                assertThat(part.entropies()[i]).isEqualTo(whole.entropies()[indices[i] - 1]);
                assertThat(part.surprisals()[i]).isEqualTo(whole.surprisals()[indices[i] - 1]);
            }
        }
    }

    @Test
    void aSequenceInABatchGivesTheBitsOfThatSequenceAlone() throws IOException {
        int[] ids = ids(reference());
        List<EntropyQuery> batch = new ArrayList<>();
        for (int length : new int[] {150, 17, 150, 130, 2, 64}) {
            int[] tokens = Arrays.copyOf(ids, length);
            batch.add(new EntropyQuery(tokens, all(tokens)));
            batch.add(new EntropyQuery(tokens, new int[] {length / 2, length - 1}));
            batch.add(new EntropyQuery(tokens, new int[] {length - 1}));
        }

        List<Scores> together = model.score(batch);

        for (int i = 0; i < batch.size(); i++) {
            Scores alone = model.score(List.of(batch.get(i))).getFirst();
            assertThat(together.get(i).entropies()).as("entropies of %d", i).containsExactly(alone.entropies());
            assertThat(together.get(i).surprisals()).as("surprisals of %d", i).containsExactly(alone.surprisals());
        }
    }

    @Test
    void callsAtTheSameTimeGiveTheSameBits() throws Exception {
        int[] ids = ids(reference());
        float[] alone = model.score(ids, all(ids)).entropies();
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            List<Future<float[]>> together = IntStream.range(0, 4)
                    .mapToObj(
                            i -> threads.submit(() -> model.score(ids, all(ids)).entropies()))
                    .toList();
            for (Future<float[]> one : together) assertThat(one.get()).containsExactly(alone);
        }
    }

    @Test
    void theTokenizerMadeFromTheFileIsTheSameOnEveryMachine() {
        assertThat(model.description().tokenizerSha256())
                .isEqualTo("b90b3966c5866fefc0569fe1581bf3f39414c143f7ed5772972163dcf0c9dbc9");
    }

    @Test
    void everythingIsReadFromTheFile() {
        ModelDescription description = model.description();

        assertThat(description.contextWindow()).isEqualTo(8192);
        assertThat(description.vocabularySize()).isEqualTo(49152);
        assertThat(description.start()).containsExactly(0);
        assertThat(description.separator())
                .containsExactlyElementsOf(
                        Arrays.stream(model.tokenize("\n\n")).boxed().toList());
    }

    @Test
    void spansTileTheTextInUtf16AlsoWhereCharactersTakeTwo() {
        String text = "Größe 12 😀 b";

        List<TokenSpan> spans = model.spans(text);

        assertThat(spans.getFirst().startChar()).isZero();
        assertThat(spans.getLast().endChar()).isEqualTo(text.length());
        assertThat(spans)
                .extracting(TokenSpan::id)
                .containsExactlyElementsOf(
                        Arrays.stream(model.tokenize(text)).boxed().toList());
        TokenSpan last = spans.getLast();
        assertThat(text.substring(last.startChar(), last.endChar())).isEqualTo(" b");
    }

    @Test
    void specialTokensThatATextSpellsOutAreCharacters() {
        int[] ids = model.tokenize("a <|endoftext|> b<|im_start|><|im_end|>");

        assertThat(ids).doesNotContain(0, 1, 2);
        assertThat(model.spans("<|endoftext|>")).hasSizeGreaterThan(2);
    }

    @Test
    void anUnpairedSurrogateCountsAsTheReplacementCharacter() {
        assertThat(model.tokenize("a\uD83D b \uDE00")).isEqualTo(model.tokenize("a\uFFFD b \uFFFD"));
        assertThat(model.tokenize("nul \u0000 byte")).hasSizeGreaterThan(3);
    }

    @Test
    void anIndexOutsideTheSequenceIsRefused() {
        assertThatThrownBy(() -> model.score(new int[] {0, 1}, new int[] {2}))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> model.score(new int[9000], new int[] {8999}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("8192");
    }

    private static int[] all(int[] ids) {
        return IntStream.range(1, ids.length).toArray();
    }

    private static int[] ids(JsonNode reference) {
        return StreamSupport.stream(reference.path("ids").spliterator(), false)
                .mapToInt(JsonNode::asInt)
                .toArray();
    }

    private static JsonNode reference() throws IOException {
        try (InputStream in = Objects.requireNonNull(
                LanguageModelIT.class.getResourceAsStream("/reference-scores.json"), "reference-scores.json")) {
            return JsonMapper.builder().build().readTree(in);
        }
    }
}
