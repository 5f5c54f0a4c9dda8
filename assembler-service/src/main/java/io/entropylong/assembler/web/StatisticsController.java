package io.entropylong.assembler.web;

import io.entropylong.assembler.run.Runs;
import io.entropylong.assembler.statistics.DatasetStatistics;
import io.entropylong.assembler.statistics.Statistics;
import io.entropylong.common.message.RunRecorded;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** The figures of finished datasets. */
@Tag(name = ApiDocument.RUNS)
@RestController
class StatisticsController {
    private final Runs runs;

    StatisticsController(Runs runs) {
        this.runs = runs;
    }

    @Operation(
            summary = "Figures of a finished dataset",
            description = "Positions, gains with and without control, what each criterion accepts, ranks, distances,"
                    + " lengths and cost, counted from the provenance. The dataset's card shows the same.")
    @ApiResponse(responseCode = "200", description = "the figures")
    @NotFound
    @Unfinished
    @GetMapping(path = "/v1/runs/{run}/statistics", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Statistics> statistics(@PathVariable String run) throws IOException {
        RunRecorded found = runs.find(run);
        if (found == null) throw new NoSuchRunException(run);
        if (!runs.written(found)) throw new UnfinishedDatasetException(run);
        return ResponseEntity.ok(DatasetStatistics.of(runs.folder(found).path()));
    }
}
