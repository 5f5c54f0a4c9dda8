package io.entropylong.benchmarks.verification;

import io.entropylong.common.message.Candidate;
import io.entropylong.common.message.Candidate.Arm;
import io.entropylong.common.message.Candidate.Retrieval;
import io.entropylong.common.message.CandidatesRetrieved;
import io.entropylong.common.message.HighEntropyPosition;
import io.entropylong.common.message.RootMeasurements.CandidateScored;
import io.entropylong.common.message.RootMeasurements.PairScored;
import io.entropylong.verifier.verification.PairClues;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Scored candidates with what was known of their pairs before: what {@code benchmarks/promise.py} fits {@code PairChance} to. */
final class PairLog {
    private final List<String> lines = new ArrayList<>();

    /**
     * @param root its name
     * @param rootTokens its length
     * @param passage the candidate
     * @param tokens its length
     * @param characters its length
     * @param pairs by position
     */
    record Line(String root, int rootTokens, String passage, int tokens, int characters, List<Pair> pairs) {}

    /**
     * @param clues what its texts say
     * @param gain (H - H') / H
     * @param similarity the largest cosine; 0 when only the phrase arm found it
     * @param rank the best of the neighbours' ranks; 0 likewise
     */
    record Pair(PairClues clues, double gain, double similarity, int rank) {}

    void add(RecordedRoot root, List<CandidateScored> scored) {
        Map<Integer, HighEntropyPosition> positions = new HashMap<>();
        root.profile().positions().forEach(position -> positions.put(position.index(), position));
        Map<String, Candidate> candidates = new HashMap<>();
        for (CandidatesRetrieved part : root.parts()) {
            part.candidates().forEach(candidate -> candidates.merge(candidate.passage(), candidate, PairLog::joined));
        }
        for (CandidateScored one : scored) {
            Candidate candidate = candidates.get(one.passage());
            if (candidate == null) throw new IllegalStateException("no candidate " + one.passage());
            List<Pair> pairs = new ArrayList<>();
            for (PairScored pair : one.pairs()) {
                HighEntropyPosition position = positions.get(pair.index());
                if (position == null) throw new IllegalStateException("no position " + pair.index());
                List<Retrieval> neighbours = candidate.retrievals().stream()
                        .filter(find -> find.index() == pair.index() && find.arm() == Arm.KNN)
                        .toList();
                pairs.add(new Pair(
                        PairClues.of(root.profile().tokens(), position, candidate),
                        (position.entropy() - pair.entropy()) / position.entropy(),
                        neighbours.stream()
                                .mapToDouble(Retrieval::similarity)
                                .max()
                                .orElse(0),
                        neighbours.stream().mapToInt(Retrieval::rank).min().orElse(0)));
            }
            lines.add(JsonMapper.shared()
                    .writeValueAsString(new Line(
                            root.profile().ref().root(),
                            root.profile().tokens().size(),
                            one.passage(),
                            one.tokens(),
                            candidate.text().length(),
                            pairs)));
        }
    }

    private static Candidate joined(Candidate one, Candidate same) {
        List<Retrieval> all = new ArrayList<>(one.retrievals());
        all.addAll(same.retrievals());
        return new Candidate(one.passage(), one.document(), one.text(), all);
    }

    void write(Path file) throws IOException {
        Files.write(file, lines);
    }
}
