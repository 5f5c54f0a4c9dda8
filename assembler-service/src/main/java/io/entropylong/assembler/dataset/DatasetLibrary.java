package io.entropylong.assembler.dataset;

import io.entropylong.assembler.catalog.RunDirectory;
import io.entropylong.assembler.catalog.VocabularySource;
import io.entropylong.common.message.Packed;
import io.entropylong.common.message.RunRecorded;
import io.entropylong.common.message.RunSettings;
import io.entropylong.formats.DamagedDatasetException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** The datasets of all runs under one root: opens a writer for each run that has something to be written. */
public final class DatasetLibrary {
    private final Path root;
    private final RunDirectory runs;
    private final VocabularySource vocabularies;
    private final ToIntFunction<RunSettings> samplesPerShard;
    private final BiFunction<Path, RunRecorded, Shards> shards;
    private final Companions companions;
    private final Finished finished;
    private final Map<String, DatasetWriter> open = new HashMap<>();

    /** What happens to a dataset that is complete; again after a crash. */
    @FunctionalInterface
    public interface Finished {
        void accept(RunRecorded run, DatasetFolder folder) throws IOException;

        /** Nothing happens to it. */
        static Finished none() {
            return (run, folder) -> {};
        }
    }

    /**
     * @param root that datasets lie under
     * @param runs what is known of runs
     * @param vocabularies what is known of tokenizers
     * @param samplesPerShard of a run
     * @param shards opens the shards of a run in a folder
     * @param companions written when a run's samples are whole
     * @param finished told each dataset that is complete
     */
    public DatasetLibrary(
            Path root,
            RunDirectory runs,
            VocabularySource vocabularies,
            ToIntFunction<RunSettings> samplesPerShard,
            BiFunction<Path, RunRecorded, Shards> shards,
            Companions companions,
            Finished finished) {
        this.root = root;
        this.runs = runs;
        this.vocabularies = vocabularies;
        this.samplesPerShard = samplesPerShard;
        this.shards = shards;
        this.companions = companions;
        this.finished = finished;
    }

    public DatasetFolder folder(RunRecorded run) {
        return DatasetFolder.under(root, run.output());
    }

    /**
     * Writes messages of any runs; all are safe when it returns. After an exception the same messages, or more, must come
     * again.
     *
     * @throws IOException when the disk does not take them
     * @throws UnknownRunException when a run is not known
     * @throws IllegalStateException when messages contradict each other
     */
    public synchronized void write(List<Packed> messages) throws IOException {
        Set<DatasetWriter> touched = new HashSet<>();
        boolean done = false;
        try {
            for (Packed message : messages) {
                DatasetWriter writer = writer(message.run());
                if (writer != null && accepted(writer, message)) touched.add(writer);
                if (message instanceof Packed.Finished) {
                    touched.remove(open.remove(message.run()));
                    finish(message.run());
                }
            }
            for (DatasetWriter writer : touched) writer.flush();
            done = true;
        } finally {
            // a writer that failed half-way is opened anew, from what is on disk
            if (!done) open.clear();
        }
    }

    /** What contradicts itself on the disk does so again each time: the run fails, and holds up no other. */
    private boolean accepted(DatasetWriter writer, Packed message) throws IOException {
        try {
            writer.accept(message);
            return true;
        } catch (DamagedDatasetException e) {
            RunRecorded run = runs.run(message.run());
            if (run == null) throw e;
            runs.fail(run, String.valueOf(e.getMessage()));
            open.remove(message.run());
            return false;
        }
    }

    /** Forgets what is open, as when another instance may go on with it. */
    public synchronized void close() {
        open.clear();
    }

    private void finish(String name) throws IOException {
        RunRecorded run = runs.run(name);
        if (run == null || run.state() == RunRecorded.State.FAILED) return;
        DatasetFolder folder = folder(run);
        if (folder.complete()) finished.accept(run, folder);
    }

    private @Nullable DatasetWriter writer(String name) throws IOException {
        DatasetWriter known = open.get(name);
        if (known != null) return known;
        RunRecorded run = runs.run(name);
        if (run == null) throw new UnknownRunException(name);
        if (run.state() == RunRecorded.State.FAILED) return null;
        DatasetFolder folder = folder(run);
        try {
            folder.requireFreeFor(run);
            if (folder.complete()) {
                folder.unstage();
                return null;
            }
            DatasetWriter writer = DatasetWriter.open(
                    folder,
                    run,
                    () -> runs.plan(name),
                    vocabularies,
                    samplesPerShard.applyAsInt(run.settings()),
                    path -> shards.apply(path, run),
                    companions);
            open.put(name, writer);
            return writer;
        } catch (FolderTakenException e) {
            runs.fail(run, String.valueOf(e.getMessage()));
            return null;
        }
    }
}
