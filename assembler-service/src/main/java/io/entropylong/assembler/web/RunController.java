package io.entropylong.assembler.web;

import io.entropylong.assembler.run.Runs;
import io.entropylong.common.message.RunRecorded;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code /v1/runs}. */
@RestController
@RequestMapping("/v1/runs")
class RunController {
    private static final String PROBLEM = "application/problem+json";

    private final Runs runs;
    private final RunViews views;

    RunController(Runs runs, RunViews views) {
        this.runs = runs;
        this.views = views;
    }

    /** 202 whether the run is new or the same request came before. */
    @Operation(summary = "Start a run", description = "The same request again starts nothing and gives the same run.")
    @io.swagger.v3.oas.annotations.parameters.RequestBody(
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(type = "object"),
                            examples =
                                    @ExampleObject(
                                            "{\"corpus\":\"books\",\"run\":\"first\",\"settings\":{\"maxSamples\":1}}")))
    @ApiResponse(
            responseCode = "202",
            description = "the run is recorded",
            headers = @Header(name = "Location", description = "of the run", schema = @Schema(type = "string")),
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = RunView.class)))
    @ApiResponse(
            responseCode = "400",
            description = "errors names each field that is wrong",
            content = @Content(mediaType = PROBLEM, schema = @Schema(implementation = ProblemDetail.class)))
    @ApiResponse(
            responseCode = "409",
            description = "its name or folder is another run's",
            content = @Content(mediaType = PROBLEM, schema = @Schema(implementation = ProblemDetail.class)))
    @PostMapping
    ResponseEntity<RunView> start(@RequestBody byte[] body) {
        RunRecorded run = runs.start(body);
        return ResponseEntity.accepted()
                .location(URI.create("/v1/runs/" + run.run()))
                .body(views.of(run));
    }

    /** By name. */
    @Operation(summary = "Runs", description = "By name. The Link header with rel=\"next\" names the next page.")
    @ApiResponse(responseCode = "200")
    @ApiResponse(
            responseCode = "400",
            description = "limit or cursor cannot be",
            content = @Content(mediaType = PROBLEM, schema = @Schema(implementation = ProblemDetail.class)))
    @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<List<RunView>> all(
            @RequestParam(defaultValue = "100") int limit, @RequestParam @Nullable String cursor) {
        int size = Cursor.limit(limit);
        String from = cursor == null ? "" : Cursor.read(cursor);
        List<RunRecorded> page = runs.all().stream()
                .filter(run -> run.run().compareTo(from) >= 0)
                .limit(size + 1L)
                .toList();
        ResponseEntity.BodyBuilder answer = ResponseEntity.ok();
        if (page.size() > size) {
            String next = Cursor.of(page.get(size).run());
            answer.header(HttpHeaders.LINK, "</v1/runs?limit=" + size + "&cursor=" + next + ">; rel=\"next\"");
        }
        return answer.body(page.stream().limit(size).map(views::of).toList());
    }

    @Operation(summary = "A run", description = "Its state, settings, progress and totals.")
    @ApiResponse(responseCode = "200")
    @ApiResponse(
            responseCode = "404",
            description = "there is no such run",
            content = @Content(mediaType = PROBLEM, schema = @Schema(implementation = ProblemDetail.class)))
    @GetMapping(path = "/{run}", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<RunView> one(@PathVariable String run) {
        RunRecorded found = runs.find(run);
        if (found == null) throw new NoSuchRunException(run);
        return ResponseEntity.ok(views.of(found));
    }
}
