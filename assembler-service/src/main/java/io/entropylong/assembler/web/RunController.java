package io.entropylong.assembler.web;

import io.entropylong.assembler.run.Runs;
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
    private final RunViews views;

    RunController(Runs runs, RunViews views) {
        this.runs = runs;
        this.views = views;
    }

    /** 202 whether the run is new or the same request came before. */
    @PostMapping
    ResponseEntity<RunView> start(@RequestBody byte[] body) {
        RunRecorded run = runs.start(body);
        return ResponseEntity.accepted()
                .location(URI.create("/v1/runs/" + run.run()))
                .body(views.of(run));
    }

    @GetMapping
    List<RunView> all() {
        return runs.all().stream().map(views::of).toList();
    }

    @GetMapping("/{run}")
    ResponseEntity<RunView> one(@PathVariable String run) {
        RunRecorded found = runs.find(run);
        if (found == null) throw new NoSuchRunException(run);
        return ResponseEntity.ok(views.of(found));
    }
}
