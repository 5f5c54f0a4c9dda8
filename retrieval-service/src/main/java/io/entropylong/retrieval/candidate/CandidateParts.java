package io.entropylong.retrieval.candidate;

import io.entropylong.common.message.Candidate;
import io.entropylong.common.message.CandidatesRetrieved;
import io.entropylong.common.message.RootRef;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/** Splits candidates into messages of a limited size; controls go into the first. */
public final class CandidateParts {
    /** Most bytes of the candidates in a part, unless one alone has more. */
    public static final int MAX_BYTES = 900_000;

    private CandidateParts() {}

    /**
     * @param size bytes that a candidate takes in a message
     * @return at least one part
     */
    public static List<CandidatesRetrieved> split(
            RootRef ref, CandidateFinder.Found found, ToIntFunction<Candidate> size) {
        List<List<Candidate>> parts = new ArrayList<>();
        List<Candidate> part = new ArrayList<>();
        int bytes = found.controls().stream().mapToInt(size).sum();
        for (Candidate candidate : found.candidates()) {
            int more = size.applyAsInt(candidate);
            if (bytes > 0 && bytes + more > MAX_BYTES) {
                parts.add(part);
                part = new ArrayList<>();
                bytes = 0;
            }
            part.add(candidate);
            bytes += more;
        }
        parts.add(part);
        List<CandidatesRetrieved> messages = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            messages.add(CandidatesRetrieved.part(
                    ref, i, parts.size(), parts.get(i), i == 0 ? found.controls() : List.of()));
        }
        return messages;
    }
}
