package io.entropylong.languagemodel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** The real SmolLM2 on a long text against Hugging Face transformers in float32: src/test/python/long_reference.py. */
class LongTextIT {
    private static final Path CACHE = Path.of("target", "models");
    private static LanguageModel model = placeholder();
    private static ReferenceScores reference = new ReferenceScores(new int[0], new double[0], new double[0]);

    @SuppressWarnings("NullAway") // set before any test
    private static LanguageModel placeholder() {
        return null;
    }

    @BeforeAll
    static void open() throws IOException, InterruptedException {
        model = open(2);
        try (InputStream in = new GZIPInputStream(Objects.requireNonNull(
                LongTextIT.class.getResourceAsStream("/long-reference.json.gz"), "long-reference.json.gz"))) {
            reference = JsonMapper.builder().build().readValue(in, ReferenceScores.class);
        }
    }

    @AfterAll
    static void close() {
        model.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {512, 2048, 8192})
    void entropiesAndSurprisalsAreThoseOfTransformers(int length) {
        new ReferenceScores(
                        Arrays.copyOf(reference.ids(), length),
                        Arrays.copyOf(reference.entropies(), length - 1),
                        Arrays.copyOf(reference.surprisals(), length - 1))
                .verify(model, 1e-3);
    }

    @Test
    void theNumberOfThreadsChangesNoBit() throws IOException, InterruptedException {
        int[] ids = Arrays.copyOf(reference.ids(), 1500);
        int[] all = IntStream.range(1, ids.length).toArray();

        try (LanguageModel one = open(1)) {
            assertThat(one.score(ids, all).entropies())
                    .isEqualTo(model.score(ids, all).entropies());
        }
    }

    @Test
    void whatFollowsATokenAndHowManyRowsAreAskedForChangesNothingThatMatters() {
        int[] ids = Arrays.copyOf(reference.ids(), 1500);

        float[] shorter =
                model.score(Arrays.copyOf(ids, 1000), new int[] {300, 999}).entropies();
        float[] longer =
                model.score(ids, IntStream.range(1, ids.length).toArray()).entropies();

        assertThat(shorter[0]).isCloseTo(longer[299], within(2e-5f));
        assertThat(shorter[1]).isCloseTo(longer[998], within(2e-5f));
    }

    private static LanguageModel open(int threads) throws IOException, InterruptedException {
        return LanguageModel.open(ModelStore.fetch(CACHE), new ModelOptions(CACHE, Precision.CPU_FP32, threads));
    }
}
