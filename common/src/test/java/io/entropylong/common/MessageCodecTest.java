package io.entropylong.common;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.entropylong.common.message.Candidate;
import io.entropylong.common.message.ContextsScored;
import io.entropylong.common.message.ControlScored;
import io.entropylong.common.message.Criterion;
import io.entropylong.common.message.Dependency;
import io.entropylong.common.message.DocumentSubmitted;
import io.entropylong.common.message.MalformedMessageException;
import io.entropylong.common.message.MessageCodec;
import io.entropylong.common.message.ModelIdentity;
import io.entropylong.common.message.Outputs;
import io.entropylong.common.message.RetrievalSettings;
import io.entropylong.common.message.RootChoice;
import io.entropylong.common.message.RootConcluded;
import io.entropylong.common.message.RootMeasurements;
import io.entropylong.common.message.RootRef;
import io.entropylong.common.message.RunSettings;
import io.entropylong.common.message.TokenIds;
import io.entropylong.common.message.Totals;
import io.entropylong.common.message.Verdict;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MessageCodecTest {
    private static final RunSettings SETTINGS = new RunSettings(
            2,
            16,
            RetrievalSettings.of(32, 2),
            Criterion.paper(0.4),
            RunSettings.VerificationPrecision.FP32,
            0.1,
            8,
            64,
            16,
            0,
            1,
            256,
            1500,
            131072,
            131072,
            RootChoice.atMost(10),
            1,
            8,
            RunSettings.ContextOrder.SHUFFLE,
            0,
            Outputs.portable());
    private static final ModelIdentity MODEL = new ModelIdentity(
            "m", "ab", "cpu-fp32", "cd", 8192, 49_152, TokenIds.of(0), TokenIds.of(198, 198), TokenIds.of(0));

    private final MessageCodec codec = new MessageCodec();

    @Test
    void aSealedMessageComesBackAsWhatItWas() {
        RootConcluded unit = unit(new Candidate.Retrieval(40, Candidate.Arm.PHRASE, 5, 1));

        assertThat(codec.decode(codec.encode(unit), RootConcluded.class)).isEqualTo(unit);
    }

    @Test
    void aDocumentWithoutTextIsMalformedAndTheErrorNamesTheField() {
        byte[] json = "{\"corpus\":\"c\",\"id\":\"1\"}".getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> codec.decode(json, DocumentSubmitted.class))
                .isInstanceOf(MalformedMessageException.class)
                .hasMessageContaining("text");
    }

    @Test
    void aProducerMayLeaveOutMetadataAndAddFieldsOfItsOwn() {
        byte[] json = "{\"corpus\":\"c\",\"id\":\"1\",\"text\":\"t\",\"mine\":1}".getBytes(StandardCharsets.UTF_8);

        assertThat(codec.decode(json, DocumentSubmitted.class))
                .isEqualTo(new DocumentSubmitted("c", "1", "t", Map.of()));
    }

    @Test
    void aUnitCountsStartSeparatorsAndEnd() {
        // 1 start + 3 context + 2 separator + 4 root + 1 end
        assertThat(unit(new Candidate.Retrieval(40, Candidate.Arm.KNN, 0.9, 1)).size())
                .isEqualTo(11);
    }

    @Test
    void totalsTellColdStartsControlsAndTruthApart() {
        Totals totals = Totals.none().plus(unit(new Candidate.Retrieval(40, Candidate.Arm.KNN, 0.9, 1)));

        assertThat(totals.dependencies()).isEqualTo(2);
        assertThat(totals.coldStarts()).isEqualTo(1);
        assertThat(totals.byControl()).isEqualTo(1);
        assertThat(totals.likelier()).isEqualTo(1);
        assertThat(totals.controlled()).isEqualTo(1);
        assertThat(totals.rejected()).containsExactly(Map.entry(Verdict.COPY, 2L));
        assertThat(totals.forwardTokens()).isEqualTo(65);
    }

    private static RootConcluded.Unit unit(Candidate.Retrieval retrieval) {
        return new RootConcluded.Unit(
                new RootConcluded.RootFacts(new RootRef("r", 0, "r/d", "d"), SETTINGS, MODEL, 4, 2.5, 1.5, 5.5, 2),
                TokenIds.of(1, 2, 3, 4),
                List.of(new RootConcluded.Context("p", "e", TokenIds.of(7, 8, 9))),
                List.of(
                        new Dependency("p", 3, 6, 1, 5, 7, 0, 0.8, retrieval),
                        new Dependency("p", 40, 6, 1, 5, 2, 4, 0.1, retrieval)),
                new RootMeasurements(
                        List.of(new RootMeasurements.PositionAlone(3, 6, 5)),
                        List.of(new RootMeasurements.CandidateScored(
                                "p", "e", 3, true, List.of(new RootMeasurements.PairScored(3, 1, 7, 0, retrieval)))),
                        List.of(new ControlScored(
                                "q", "f", TokenIds.of(5), List.of(new ContextsScored.PositionScore(3, 1.2, 4))))),
                Map.of(Verdict.COPY, 2L),
                new RootConcluded.Cost(10, 20, 30, 5, 40, 35, 5, 4, 3, 0));
    }
}
