package io.entropylong.assembler;

import io.entropylong.assembler.catalog.RunDirectory;
import io.entropylong.common.message.RunPlanned;
import io.entropylong.common.message.RunRecorded;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A directory of what a test records; every run has so many roots. */
public final class KnownRuns implements RunDirectory {
    private final Map<String, RunRecorded> runs = new HashMap<>();
    private final int roots;

    public KnownRuns(int roots) {
        this.roots = roots;
    }

    @Override
    public @Nullable RunRecorded run(String name) {
        return runs.get(name);
    }

    @Override
    public RunPlanned plan(String name) {
        return Fixtures.plan(name, roots);
    }

    @Override
    public List<RunRecorded> all() {
        return List.copyOf(runs.values());
    }

    @Override
    public void record(RunRecorded run) {
        runs.put(run.run(), run);
    }
}
