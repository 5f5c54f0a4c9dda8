package io.entropylong.assembler.offline;

import io.entropylong.assembler.dataset.Manifest;
import io.entropylong.assembler.dataset.ProvenanceFile;
import io.entropylong.assembler.dataset.ProvenanceLines.RootLine;
import io.entropylong.assembler.dataset.RootPairs;
import io.entropylong.assembler.dataset.VocabularyFile;
import io.entropylong.common.message.ControlScored;
import io.entropylong.common.message.ModelIdentity;
import io.entropylong.common.message.RefusalReason;
import io.entropylong.common.message.RootConcluded.RootFacts;
import io.entropylong.common.message.RootMeasurements;
import io.entropylong.common.message.RootRef;
import io.entropylong.common.message.RunPlanned;
import io.entropylong.common.message.RunSettings;
import io.entropylong.common.message.Vocabulary;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a finished dataset's folder says of the run that made it.
 *
 * @param name of the run
 * @param corpus name of its corpus
 * @param settings of the run
 * @param model that was asked
 * @param plan its size
 * @param vocabulary of its tokenizer; null when nobody had told it
 * @param roots all that were concluded, by ordinal
 */
public record StoredRun(
        String name,
        String corpus,
        RunSettings settings,
        ModelIdentity model,
        RunPlanned plan,
        @Nullable Vocabulary vocabulary,
        List<StoredRoot> roots) {
    /**
     * A root and its end.
     *
     * @param facts the root
     * @param refusal why it gave no unit; null when it gave one
     * @param detail of the refusal; empty without one
     * @param pairs all that was scored for it
     */
    public record StoredRoot(RootFacts facts, @Nullable RefusalReason refusal, String detail, RootPairs pairs) {
        /**
         * These facts in another run.
         *
         * @param ordinal in that run
         */
        public RootFacts in(String run, int ordinal, RunSettings settings) {
            return new RootFacts(
                    new RootRef(run, ordinal, facts.ref().root(), facts.ref().document()),
                    settings,
                    facts.model(),
                    facts.tokens(),
                    facts.mu(),
                    facts.sigma(),
                    facts.tau(),
                    facts.positions());
        }

        /**
         * All that was scored.
         *
         * @param controls the root's random passages with their ids, which the pairs lack
         */
        public RootMeasurements measured(List<ControlScored> controls) {
            return new RootMeasurements(
                    pairs.positions().stream()
                            .map(position -> new RootMeasurements.PositionAlone(
                                    position.position(), position.entropy(), position.surprisal()))
                            .toList(),
                    pairs.candidates().stream().map(StoredRoot::measured).toList(),
                    controls);
        }

        private static RootMeasurements.CandidateScored measured(RootPairs.Passage passage) {
            return new RootMeasurements.CandidateScored(
                    passage.passage(),
                    passage.document(),
                    passage.tokens(),
                    passage.exact(),
                    passage.pairs().stream()
                            .map(pair -> new RootMeasurements.PairScored(
                                    pair.position(),
                                    pair.entropyWithContext(),
                                    pair.surprisalWithContext(),
                                    pair.copiedTokens(),
                                    pair.retrievals()))
                            .toList());
        }
    }

    public StoredRun {
        roots = List.copyOf(roots);
    }

    /**
     * @param dataset a finished dataset's folder
     * @throws IOException when it is none, or a file of it cannot be read; the message names file and line
     */
    public static StoredRun read(Path dataset) throws IOException {
        Manifest manifest = Manifest.read(dataset);
        ModelIdentity model = model(manifest, dataset);
        List<StoredRoot> roots = new ArrayList<>();
        try (ProvenanceFile<RootLine> lines = ProvenanceFile.roots(dataset);
                ProvenanceFile<RootPairs> pairs = ProvenanceFile.pairs(dataset)) {
            for (RootLine line = lines.next(); line != null; line = lines.next()) {
                RootPairs scored = pairs.next();
                if (scored == null || !scored.root().equals(line.root())) {
                    throw new IOException(dataset + ": pairs.jsonl lacks root " + line.root());
                }
                RootRef ref = new RootRef(manifest.run(), roots.size(), line.root(), line.document());
                roots.add(root(line, scored, ref, manifest.settings(), model));
            }
        }
        Manifest.Corpus corpus = manifest.corpus();
        RunPlanned plan = new RunPlanned(
                manifest.run(),
                roots.size(),
                Objects.requireNonNullElse(corpus.documents(), 0L),
                Objects.requireNonNullElse(corpus.passages(), 0L),
                null);
        Vocabulary vocabulary = new VocabularyFile(dataset).vocabulary().orElse(null);
        return new StoredRun(manifest.run(), corpus.name(), manifest.settings(), model, plan, vocabulary, roots);
    }

    private static ModelIdentity model(Manifest manifest, Path dataset) throws IOException {
        Manifest.Model model = manifest.model();
        Manifest.Tokenizer tokenizer = manifest.tokenizer();
        Manifest.Tokens tokens = manifest.tokens();
        if (model == null || tokenizer == null || tokens == null) {
            throw new IOException(dataset + ": no root of this run was ever profiled");
        }
        // how much fits a pass is not stored, and nothing is passed
        return new ModelIdentity(
                model.name(),
                model.sha256(),
                model.precision(),
                tokenizer.sha256(),
                Integer.MAX_VALUE,
                model.vocabulary(),
                tokens.start(),
                tokens.separator(),
                tokens.end());
    }

    private static StoredRoot root(
            RootLine line, RootPairs pairs, RootRef ref, RunSettings settings, ModelIdentity model) {
        RootFacts facts = new RootFacts(
                ref, settings, model, line.tokens(), line.mu(), line.sigma(), line.tau(), line.positions());
        String reason = line.reason();
        if (reason == null) return new StoredRoot(facts, null, "", pairs);
        String[] parts = reason.split(": ", 2);
        RefusalReason refusal =
                RefusalReason.valueOf(parts[0].toUpperCase(Locale.ROOT).replace('-', '_'));
        return new StoredRoot(facts, refusal, parts.length > 1 ? parts[1] : "", pairs);
    }
}
