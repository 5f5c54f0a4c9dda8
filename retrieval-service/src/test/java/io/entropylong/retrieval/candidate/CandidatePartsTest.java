package io.entropylong.retrieval.candidate;

import static org.assertj.core.api.Assertions.assertThat;

import io.entropylong.common.message.Candidate;
import io.entropylong.common.message.CandidatesRetrieved;
import io.entropylong.common.message.RootRef;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CandidatePartsTest {
    private static final RootRef REF = new RootRef("r", 0, "r/d@0", "d");

    @Test
    void noCandidatesAreOneEmptyPart() {
        List<CandidatesRetrieved> parts =
                CandidateParts.split(REF, new CandidateFinder.Found(List.of(), List.of()), candidate -> 1);
        assertThat(parts).containsExactly(CandidatesRetrieved.part(REF, 0, 1, List.of(), List.of()));
    }

    @Test
    void partsStayBelowTheLimitAndControlsStandInTheFirst() {
        List<Candidate> candidates =
                IntStream.range(0, 10).mapToObj(i -> candidate("p" + i)).toList();
        List<Candidate> controls = List.of(candidate("control"));
        List<CandidatesRetrieved> parts =
                CandidateParts.split(REF, new CandidateFinder.Found(candidates, controls), candidate -> 300_000);
        assertThat(parts).extracting(part -> part.candidates().size()).containsExactly(2, 3, 3, 2);
        assertThat(parts).extracting(CandidatesRetrieved::controls).first().isEqualTo(controls);
        assertThat(parts).extracting(CandidatesRetrieved::parts).containsOnly(4);
        assertThat(parts).flatExtracting(CandidatesRetrieved::candidates).containsExactlyElementsOf(candidates);
    }

    private static Candidate candidate(String name) {
        return new Candidate(name, "other", "text", List.of());
    }
}
