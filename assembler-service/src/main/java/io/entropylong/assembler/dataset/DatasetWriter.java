package io.entropylong.assembler.dataset;

import io.entropylong.assembler.catalog.VocabularySource;
import io.entropylong.common.message.MessageCodec;
import io.entropylong.common.message.Packed;
import io.entropylong.common.message.RunPlanned;
import io.entropylong.common.message.RunRecorded;
import io.entropylong.common.message.Vocabulary;
import io.entropylong.formats.DurableFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Writes one run's dataset. Messages come in order, each at least once, also again from any earlier one after a crash; the
 * bytes are those of the undisturbed run. A message is safe on disk once {@link #flush()} returned after it.
 */
public final class DatasetWriter {
    private final DatasetFolder folder;
    private final RunRecorded run;
    private final Supplier<@Nullable RunPlanned> plan;
    private final int samplesPerShard;
    private final Shards shards;
    private final Companions companions;
    private final Staging staging;
    private final Provenance provenance;
    private final VocabularySource vocabularies;
    private final VocabularyFile vocabulary;
    private final List<Packed.RootLogged> roots = new ArrayList<>();

    private DatasetWriter(
            DatasetFolder folder,
            RunRecorded run,
            Supplier<@Nullable RunPlanned> plan,
            int samplesPerShard,
            Shards shards,
            Companions companions,
            Staging staging,
            Provenance provenance,
            VocabularySource vocabularies) {
        this.folder = folder;
        this.run = run;
        this.plan = plan;
        this.samplesPerShard = samplesPerShard;
        this.shards = shards;
        this.companions = companions;
        this.staging = staging;
        this.provenance = provenance;
        this.vocabularies = vocabularies;
        this.vocabulary = new VocabularyFile(folder.path());
    }

    /**
     * Opens a run's folder, mending what a crash left behind.
     *
     * @param folder that is or becomes the run's
     * @param run its specification
     * @param plan its size, where it is known when the run ends
     * @param vocabularies what is known of tokenizers
     * @param samplesPerShard at least 1; must not change within a run
     * @param shards opens the shards in a folder
     * @param companions written when the samples are whole
     * @throws FolderTakenException when the folder holds another run's dataset
     */
    public static DatasetWriter open(
            DatasetFolder folder,
            RunRecorded run,
            Supplier<@Nullable RunPlanned> plan,
            VocabularySource vocabularies,
            int samplesPerShard,
            Function<Path, Shards> shards,
            Companions companions)
            throws IOException {
        folder.claim(run);
        Shards opened = shards.apply(folder.shards());
        return new DatasetWriter(
                folder,
                run,
                plan,
                samplesPerShard,
                opened,
                companions,
                new Staging(folder.staging(), new MessageCodec(), opened.committed()),
                Provenance.open(folder.provenance()),
                vocabularies);
    }

    /**
     * @throws IOException when the disk does not take it; doing it again is safe
     * @throws IllegalArgumentException when it contradicts itself
     * @throws IllegalStateException when a message before this one is missing
     */
    public void accept(Packed message) throws IOException {
        switch (message) {
            case Packed.RootLogged root -> roots.add(root);
            case Packed.Sample sample -> add(sample);
            case Packed.Leftover left -> {
                left.unit().requirePlaced();
                provenance.add(left);
            }
            case Packed.Finished end -> finish(end);
        }
    }

    /** Makes everything accepted so far safe. */
    public void flush() throws IOException {
        describeTokens();
        provenance.add(roots);
        roots.clear();
    }

    /** Of a root that failed before it was tokenized the tokenizer may not be known: the next one tells. */
    private void describeTokens() throws IOException {
        if (roots.isEmpty() || vocabulary.isThere()) return;
        Vocabulary told =
                vocabularies.vocabulary(roots.getFirst().facts().model().tokenizerSha256());
        if (told != null) vocabulary.put(told);
    }

    private void add(Packed.Sample sample) throws IOException {
        sample.units().forEach(Packed.PackedUnit::requirePlaced);
        staging.put(sample);
        provenance.add(sample);
        while (staging.next() - shards.committed() >= samplesPerShard) commit(samplesPerShard);
    }

    private void commit(int samples) throws IOException {
        int from = shards.committed();
        shards.commit(staging.read(from, from + samples));
        staging.removeBelow(shards.committed());
    }

    private void finish(Packed.Finished end) throws IOException {
        flush();
        if (end.failure() == null) {
            int rest = staging.next() - shards.committed();
            if (rest > 0) commit(rest);
            if (end.model() != null && shards.committed() > 0) {
                Exports.write(folder, run.settings().outputs(), end.model().vocabulary());
            }
            Manifest unlisted = Manifest.of(run, plan.get(), end, shards.committed());
            companions.write(folder.path(), unlisted);
            Manifest manifest = unlisted.listing(ListedFile.below(folder));
            DurableFile.put(
                    folder.manifest(),
                    DatasetJson.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(manifest));
        }
        folder.unstage();
    }
}
