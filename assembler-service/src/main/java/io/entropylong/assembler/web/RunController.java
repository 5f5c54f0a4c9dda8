package io.entropylong.assembler.web;

import io.entropylong.assembler.catalog.RunDirectory;
import io.entropylong.assembler.run.Runs;
import io.entropylong.assembler.tally.TallySource;
import io.entropylong.common.message.RunRecorded;
import java.net.URI;
import java.util.List;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /v1/runs}. */
@RestController
@RequestMapping("/v1/runs")
class RunController {
    private final Runs runs;
    private final RunDirectory directory;
    private final TallySource tallies;

    RunController(Runs runs, RunDirectory directory, TallySource tallies) {
        this.runs = runs;
        this.directory = directory;
        this.tallies = tallies;
    }

    /** 202 whether the run is new or the same request came before. */
    @PostMapping
    ResponseEntity<RunView> start(@RequestBody byte[] body) {
        RunRecorded run = runs.start(body);
        return ResponseEntity.accepted()
                .location(URI.create("/v1/runs/" + run.run()))
                .body(view(run));
    }

    @GetMapping
    List<RunView> all() {
        return runs.all().stream().map(this::view).toList();
    }

    @GetMapping("/{run}")
    ResponseEntity<RunView> one(@PathVariable String run) {
        RunRecorded found = runs.find(run);
        if (found == null) throw new NoSuchRunException(run);
        return ResponseEntity.ok(view(found));
    }

    private RunView view(RunRecorded run) {
        return RunView.of(run, directory.plan(run.run()), tallies.of(run.run()), runs.written(run));
    }
}
