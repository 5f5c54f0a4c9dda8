package io.entropylong.assembler.sweep;

import io.entropylong.assembler.card.DatasetCard;
import io.entropylong.assembler.dataset.DatasetFolder;
import io.entropylong.assembler.dataset.DatasetWriter;
import io.entropylong.assembler.dataset.MdsShards;
import io.entropylong.assembler.pack.MemoryPackStore;
import io.entropylong.assembler.pack.PackOutput;
import io.entropylong.assembler.pack.Packer;
import io.entropylong.assembler.rebuild.CorpusTokens;
import io.entropylong.common.message.MessageCodec;
import io.entropylong.common.message.Packed;
import io.entropylong.common.message.RunPlanned;
import io.entropylong.common.message.RunRecorded;
import io.entropylong.common.message.RunSettings;
import io.entropylong.common.message.RunSettings.ContextOrder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;

/**
 * Writes a point of a sweep as a dataset, with the packer and the writer of a run. At the run's own point it is the run's
 * dataset, byte for byte; at any other the run's name gets the point's fingerprint as a suffix.
 */
public final class SweptDataset {
    private final StoredRun stored;
    private final CorpusTokens tokens;

    /**
     * @param stored the run
     * @param tokens of all its roots, passages and control passages
     */
    public SweptDataset(StoredRun stored, CorpusTokens tokens) {
        this.stored = stored;
        this.tokens = tokens;
    }

    /** The documents that the run's texts come from. */
    public static Set<String> documents(StoredRun run) {
        Set<String> documents = new HashSet<>();
        for (StoredRun.StoredRoot root : run.roots()) {
            documents.add(root.facts().ref().document());
            root.pairs().candidates().forEach(passage -> documents.add(passage.document()));
            root.pairs().controls().forEach(control -> documents.add(control.document()));
        }
        return documents;
    }

    /**
     * @param order of a unit's contexts
     * @param folder where to; new, or an interrupted writing of the same
     * @throws IllegalArgumentException when the corpus is not the run's, or no unit can have these sizes
     * @throws io.entropylong.assembler.dataset.FolderTakenException when the folder holds another dataset
     */
    public void write(SweepPoint point, ContextOrder order, Path folder) throws IOException {
        RunSettings settings = stored.settings().judgedBy(point.criterion(), point.unitTokens(), order);
        String name = name(settings);
        RunRecorded run = new RunRecorded(name, stored.corpus(), settings, ".", RunRecorded.State.RUNNING, null);
        RunPlanned plan = new RunPlanned(
                name,
                stored.roots().size(),
                stored.plan().documents(),
                stored.plan().passages(),
                null);
        DatasetWriter writer = DatasetWriter.open(
                new DatasetFolder(folder),
                run,
                () -> plan,
                tokenizer -> stored.vocabulary(),
                MdsShards.samplesPerShard(settings),
                shards -> MdsShards.open(shards, run, bytes -> {}),
                new DatasetCard());
        Packer packer = new Packer(new MemoryPackStore(), new Output(writer));
        SweptRoots roots = new SweptRoots(stored, point, name, settings, tokens);
        try {
            packer.accept(run);
            for (StoredRun.StoredRoot root : stored.roots()) packer.accept(roots.conclude(root));
            packer.accept(plan);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private record Output(DatasetWriter writer) implements PackOutput {
        @Override
        public void packed(Packed message) {
            try {
                writer.accept(message);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void recorded(RunRecorded run) {
            // nobody waits for it
        }
    }

    private String name(RunSettings settings) {
        if (settings.equals(stored.settings())) return stored.name();
        String json = new MessageCodec().toJson(settings);
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(json.getBytes(StandardCharsets.UTF_8));
            return stored.name() + "." + HexFormat.of().formatHex(digest, 0, 4);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
