package io.entropylong.languagemodel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import tools.jackson.databind.json.JsonMapper;

/**
 * What another implementation says of a sequence.
 *
 * @param ids token ids
 * @param entropies of ids[1 ..] in nats
 * @param surprisals of ids[1 ..] in nats
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record ReferenceScores(int[] ids, double[] entropies, double[] surprisals) {
    /** Reads a folder's reference.json. */
    static ReferenceScores read(Path folder) throws IOException {
        return JsonMapper.builder()
                .build()
                .readValue(Files.readString(folder.resolve("reference.json")), ReferenceScores.class);
    }

    /** Scores every token and compares. */
    void verify(LanguageModel model, double tolerance) {
        Scores scores = model.score(ids, IntStream.range(1, ids.length).toArray());

        assertThat(scores.entropies()).hasSize(entropies.length);
        for (int i = 0; i < entropies.length; i++) {
            assertThat((double) scores.entropies()[i])
                    .as("entropy of token %d", i + 1)
                    .isCloseTo(entropies[i], within(tolerance));
            assertThat((double) scores.surprisals()[i])
                    .as("surprisal of token %d", i + 1)
                    .isCloseTo(surprisals[i], within(tolerance));
        }
    }
}
