package io.entropylong.assembler.web;

import io.entropylong.assembler.catalog.RunDirectory;
import io.entropylong.assembler.run.Runs;
import io.entropylong.assembler.tally.TallySource;
import io.entropylong.common.message.RunRecorded;
import org.springframework.stereotype.Component;

/** Puts together what is known of a run. */
@Component
class RunViews {
    private final Runs runs;
    private final RunDirectory directory;
    private final TallySource tallies;

    RunViews(Runs runs, RunDirectory directory, TallySource tallies) {
        this.runs = runs;
        this.directory = directory;
        this.tallies = tallies;
    }

    RunView of(RunRecorded run) {
        return RunView.of(run, directory.plan(run.run()), tallies.of(run.run()), runs.written(run));
    }
}
