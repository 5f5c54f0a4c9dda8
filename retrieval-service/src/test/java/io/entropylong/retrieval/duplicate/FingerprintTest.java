package io.entropylong.retrieval.duplicate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FingerprintTest {
    private static final int WORDS = 400;

    @Test
    void theSameTextHasTheSameFingerprintEverywhere() {
        Fingerprint fingerprint = Fingerprint.of("It was the best of times, it was the worst of times.");

        assertThat(fingerprint.content()).isEqualTo("38d141b35057bbb691b9756c20a6c31a");
        assertThat(fingerprint.bands()).hasSize(16).startsWith("4eda15f6afdf77c5");
        assertThat(Fingerprint.of("It was the best of times, it was the worst of times."))
                .isEqualTo(fingerprint);
    }

    @ParameterizedTest
    @CsvSource({"1, true", "4, true", "60, false", "400, false"})
    void textsOfWhichFewWordsDifferShareABandAndOthersDoNot(int changed, boolean near) {
        long shared = IntStream.range(0, 20)
                .filter(seed -> shareABand(text(seed, 0), text(seed, changed)))
                .count();

        // each changed word changes five shingles: similarities of 0.98, 0.90, 0.14 and 0
        assertThat(shared).isBetween(near ? 19L : 0L, near ? 20L : 1L);
    }

    @Test
    void shortTextsThatShareOneShingleAreNoCopies() {
        String one = "a list of the names that are wanted here";
        String other = "get me a list of the names of all cats and dogs";

        assertThat(shareABand(one, other)).isFalse();
    }

    @Test
    void aTextOfFewerWordsThanAShingleHasNoBands() {
        assertThat(Fingerprint.of("Call me Ishmael").bands()).isEmpty();
    }

    private static boolean shareABand(String one, String other) {
        List<String> bands = Fingerprint.of(one).bands();
        return Fingerprint.of(other).bands().stream().anyMatch(bands::contains);
    }

    /** Random words, the given number of them, evenly spread, in another version. */
    private static String text(int seed, int changed) {
        Random random = new Random(seed);
        return IntStream.range(0, WORDS)
                .mapToObj(i -> {
                    int word = random.nextInt(5000);
                    boolean other = changed > 0 && i % (WORDS / changed) == 0;
                    return (other ? "changed" : "word") + word;
                })
                .collect(Collectors.joining(" "));
    }
}
