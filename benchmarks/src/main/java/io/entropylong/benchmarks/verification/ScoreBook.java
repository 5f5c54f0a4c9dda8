package io.entropylong.benchmarks.verification;

import io.entropylong.common.message.Candidate;
import io.entropylong.common.message.CandidatesRetrieved;
import io.entropylong.common.message.ContextsScored;
import io.entropylong.common.message.ContextsScored.ContextScore;
import io.entropylong.common.message.ContextsScored.PositionScore;
import io.entropylong.common.message.ContextsScored.Scored;
import io.entropylong.common.message.ModelIdentity;
import io.entropylong.common.message.ScoresRequested;
import io.entropylong.common.message.TokenIds;
import io.entropylong.entropy.context.ContextScorer;
import io.entropylong.entropy.scoring.TokenScorer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the candidates of recorded roots do at the positions that retrieved them: one pass for each, made when it is first asked
 * for, then known. So verification can be repeated with any settings for the price of one exact verification.
 */
final class ScoreBook {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final TokenScorer scorer;
    private final ContextScorer contexts;
    private final @Nullable Path folder;
    private final Map<String, Map<String, Line>> roots = new HashMap<>();

    /**
     * @param folder where passes are kept for the next start, a file a root; null keeps nothing
     */
    ScoreBook(TokenScorer scorer, ContextScorer contexts, @Nullable Path folder) {
        this.scorer = scorer;
        this.contexts = contexts;
        this.folder = folder;
    }

    /**
     * A pass.
     *
     * @param passage the candidate
     * @param indices root indices, ascending
     * @param entropies H' at these, in nats
     * @param surprisals likewise
     */
    record Line(String passage, List<Integer> indices, List<Double> entropies, List<Double> surprisals) {
        PositionScore at(int index) {
            int place = indices.indexOf(index);
            if (place < 0) throw new IllegalStateException(passage + " was not scored at " + index);
            return new PositionScore(index, entropies.get(place), surprisals.get(place));
        }
    }

    /** The service's answer; its tokens are counted as if the pass had been made for this request alone. */
    ContextsScored answer(RecordedRoot root, ScoresRequested request) {
        Map<String, Line> known = known(root);
        make(root, request, known);
        List<ContextScore> scores = new ArrayList<>();
        for (ScoresRequested.Context context : request.contexts()) {
            Line line = known.get(context.passage());
            if (line == null) throw new IllegalStateException("no score of " + context.passage());
            ModelIdentity model = scorer.identity();
            TokenIds tokens = scorer.tokenize(context.text());
            long forwardTokens = (long) model.start().size()
                    + tokens.size()
                    + model.separator().size()
                    + context.indices().getLast();
            scores.add(new Scored(
                    context.passage(),
                    tokens,
                    context.indices().stream().map(line::at).toList(),
                    forwardTokens));
        }
        return new ContextsScored(request.ref(), request.wave(), scores);
    }

    private void make(RecordedRoot root, ScoresRequested request, Map<String, Line> known) {
        List<ScoresRequested.Context> missing = request.contexts().stream()
                .filter(context -> !known.containsKey(context.passage()))
                .map(context -> new ScoresRequested.Context(
                        context.passage(), context.text(), indices(root, context.passage())))
                .toList();
        if (missing.isEmpty()) return;
        ScoresRequested whole = new ScoresRequested(
                request.ref(), request.wave(), root.profile().tokens(), missing);
        List<Line> made = new ArrayList<>();
        for (ContextScore score : contexts.score(List.of(whole)).getFirst().scores()) {
            if (!(score instanceof Scored scored)) throw new IllegalStateException("not scored: " + score);
            made.add(new Line(
                    scored.passage(),
                    scored.positions().stream().map(PositionScore::index).toList(),
                    scored.positions().stream().map(PositionScore::entropy).toList(),
                    scored.positions().stream().map(PositionScore::surprisal).toList()));
        }
        made.forEach(line -> known.put(line.passage(), line));
        keep(root, made);
    }

    private static List<Integer> indices(RecordedRoot root, String passage) {
        TreeSet<Integer> indices = new TreeSet<>();
        for (CandidatesRetrieved part : root.parts()) {
            for (Candidate candidate : part.candidates()) {
                if (!candidate.passage().equals(passage)) continue;
                candidate.retrievals().forEach(find -> indices.add(find.index()));
            }
        }
        return List.copyOf(indices);
    }

    private Map<String, Line> known(RecordedRoot root) {
        return roots.computeIfAbsent(root.profile().ref().root(), name -> {
            Map<String, Line> lines = new HashMap<>();
            Path file = file(root);
            if (file == null || Files.notExists(file)) return lines;
            try {
                for (String line : Files.readAllLines(file)) {
                    Line pass = JSON.readValue(line, Line.class);
                    lines.put(pass.passage(), pass);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return lines;
        });
    }

    private void keep(RecordedRoot root, List<Line> lines) {
        Path file = file(root);
        if (file == null) return;
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.write(
                    file,
                    lines.stream().map(JSON::writeValueAsString).toList(),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private @Nullable Path file(RecordedRoot root) {
        return folder == null ? null : folder.resolve(root.profile().ref().ordinal() + ".jsonl");
    }
}
