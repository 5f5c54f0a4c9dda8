package io.entropylong.assembler.run;

import io.entropylong.assembler.catalog.RunDirectory;
import io.entropylong.assembler.dataset.DatasetFolder;
import io.entropylong.assembler.dataset.FolderTakenException;
import io.entropylong.common.message.RunRecorded;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes new runs and tells what became of them. */
public final class Runs {
    private final RunDirectory directory;
    private final Path outputRoot;

    /**
     * @param directory all runs
     * @param outputRoot that datasets lie under
     */
    public Runs(RunDirectory directory, Path outputRoot) {
        this.directory = directory;
        this.outputRoot = outputRoot.toAbsolutePath().normalize();
    }

    /**
     * Starts a run; the same request again starts nothing and gives the same run.
     *
     * @param body a {@link RunRequest}
     * @param key that a run without a name is named for; null to name it for its content
     * @throws InvalidRunException when it is not one
     * @throws KeyReusedException when the key came with another request before
     * @throws RunConflictException when its name or its folder belongs to another run
     */
    public synchronized RunRecorded start(byte[] body, @Nullable String key) {
        RunRecorded asked = RunRequest.parse(body, outputRoot, key);
        RunRecorded known = directory.run(asked.run());
        if (known != null) {
            if (same(known, asked)) return known;
            if (key != null && asked.run().equals(RunRequest.name(key))) throw new KeyReusedException(asked.run());
            throw new RunConflictException("there is a run " + asked.run() + " with another specification");
        }
        Path folder = folder(asked).path();
        for (RunRecorded other : directory.all()) {
            if (other.state() != RunRecorded.State.FAILED
                    && folder(other).path().equals(folder)) {
                throw new RunConflictException(
                        "the output folder " + asked.output() + " belongs to run " + other.run());
            }
        }
        try {
            folder(asked).requireFreeFor(asked);
        } catch (FolderTakenException e) {
            throw new RunConflictException(String.valueOf(e.getMessage()));
        }
        directory.record(asked);
        return asked;
    }

    /**
     * Asks a run to end: no more roots are released, and its dataset is finished with what has come. Asked again, nothing
     * more happens.
     *
     * @return the run as it stands; null when there is none of that name
     * @throws RunEndedException when it has ended otherwise
     */
    public synchronized @Nullable RunRecorded cancel(String name) {
        RunRecorded run = directory.run(name);
        if (run == null) return null;
        return switch (run.state()) {
            case RUNNING -> {
                RunRecorded asked = run.in(RunRecorded.State.CANCELLING, null);
                directory.record(asked);
                yield asked;
            }
            case CANCELLING, CANCELLED -> run;
            case COMPLETED, FAILED -> throw new RunEndedException(run);
        };
    }

    /** Null when there is no such run. */
    public @Nullable RunRecorded find(String name) {
        return directory.run(name);
    }

    public List<RunRecorded> all() {
        return directory.all();
    }

    /** Whether all of a run's dataset stands in its folder. */
    public boolean written(RunRecorded run) {
        return folder(run).complete();
    }

    /** Where its dataset is written. */
    public DatasetFolder folder(RunRecorded run) {
        return DatasetFolder.under(outputRoot, run.output());
    }

    private static boolean same(RunRecorded one, RunRecorded other) {
        return one.corpus().equals(other.corpus())
                && one.settings().equals(other.settings())
                && one.output().equals(other.output());
    }
}
