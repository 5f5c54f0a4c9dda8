package io.entropylong.assembler.web;

import io.entropylong.assembler.dataset.RootPairs;
import io.entropylong.assembler.inspection.RootSummary;
import io.entropylong.assembler.inspection.WrittenRoots;
import io.entropylong.assembler.run.Runs;
import io.entropylong.common.message.RunRecorded;
import io.entropylong.messaging.web.Cursor;
import io.entropylong.messaging.web.Page;
import io.entropylong.messaging.web.Paged;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code /v1/runs}. */
@Tag(name = ApiDocument.RUNS)
@RestController
@RequestMapping("/v1/runs")
class RunController {
    private static final String PROBLEM = "application/problem+json";
    private static final String RETRY = "seconds after which another look may tell something new";
    private static final String RETRY_SECONDS = "5";

    private final Runs runs;
    private final RunViews views;

    RunController(Runs runs, RunViews views) {
        this.runs = runs;
        this.views = views;
    }

    /** 202 whether the run is new or the same request came before. */
    @Operation(
            summary = "Start a run",
            description =
                    "The same request again starts nothing and gives the same run. A run without a name is named for its"
                            + " Idempotency-Key, or without that for its content.")
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
            headers = {
                @Header(name = "Location", description = "of the run", schema = @Schema(type = "string")),
                @Header(name = "Retry-After", description = RETRY, schema = @Schema(type = "integer"))
            },
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = RunView.class)))
    @ApiResponse(
            responseCode = "400",
            description = "type /problems/invalid-run; errors names each field that is wrong",
            content =
                    @Content(
                            mediaType = PROBLEM,
                            schema = @Schema(implementation = Problem.class),
                            examples = @ExampleObject(name = "a field", value = """
                                    {"type":"/problems/invalid-run","title":"Bad Request","status":400,\
                                    "detail":"the run is not valid","instance":"/v1/runs",\
                                    "errors":[{"field":"settings.alpha","message":"must be a number"}]}""")))
    @ApiResponse(
            responseCode = "409",
            description = "type /problems/run-conflict: its name or folder is another run's",
            content =
                    @Content(
                            mediaType = PROBLEM,
                            schema = @Schema(implementation = Problem.class),
                            examples = @ExampleObject(name = "another run", value = """
                                    {"type":"/problems/run-conflict","title":"Conflict","status":409,\
                                    "detail":"there is a run first with another specification",\
                                    "instance":"/v1/runs"}""")))
    @ApiResponse(
            responseCode = "422",
            description = "type /problems/idempotency-key-reused: the key came with another request before",
            content =
                    @Content(
                            mediaType = PROBLEM,
                            schema = @Schema(implementation = Problem.class),
                            examples = @ExampleObject(name = "another request", value = """
                                    {"type":"/problems/idempotency-key-reused","title":"Unprocessable Content","status":422,\
                                    "detail":"the Idempotency-Key belongs to run run-f6b2ad2b-5d0f, whose specification is another",\
                                    "instance":"/v1/runs"}""")))
    @PostMapping
    ResponseEntity<RunView> start(
            @RequestBody byte[] body, @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
        return accepted(runs.start(body, key));
    }

    @Operation(summary = "Runs", description = "By name.")
    @Paged
    @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<List<RunView>> all(
            @RequestParam(defaultValue = "100") int limit, @RequestParam @Nullable String cursor) {
        int size = Cursor.limit(limit);
        String from = Cursor.name(cursor);
        List<RunView> page = runs.all().stream()
                .filter(run -> run.run().compareTo(from) >= 0)
                .limit(size + 1L)
                .map(views::of)
                .toList();
        return Page.of(page, size, "/v1/runs", RunView::run);
    }

    @Operation(summary = "A run", description = "Its state, settings, progress and totals.")
    @ApiResponse(
            responseCode = "200",
            description = "the run",
            headers =
                    @Header(
                            name = "ETag",
                            description = "of the run as it stands; with If-None-Match an unchanged run is 304",
                            schema = @Schema(type = "string")))
    @ApiResponse(responseCode = "304", description = "If-None-Match names this run's ETag", content = @Content)
    @NotFound
    @GetMapping(path = "/{run}", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<RunView> one(@PathVariable String run) {
        RunView view = views.of(found(run));
        return ResponseEntity.ok().eTag(view.fingerprint()).body(view);
    }

    /** 202 whether it is the first to ask or not. */
    @Operation(
            summary = "Cancel a run",
            description = "No more of its roots are released; what is under way is computed to its end, but counts for"
                    + " nothing. The dataset is finished with what has come: full samples stay, and its manifest says that"
                    + " the run was cancelled. Asked again, nothing more happens.")
    @ApiResponse(
            responseCode = "202",
            description = "the run as it stands: CANCELLING, then CANCELLED once its dataset is written",
            headers = {
                @Header(name = "Location", description = "of the run", schema = @Schema(type = "string")),
                @Header(name = "Retry-After", description = RETRY, schema = @Schema(type = "integer"))
            },
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = RunView.class)))
    @ApiResponse(
            responseCode = "409",
            description = "type /problems/run-ended: it is completed or failed already",
            content =
                    @Content(
                            mediaType = PROBLEM,
                            schema = @Schema(implementation = Problem.class),
                            examples = @ExampleObject(name = "completed", value = """
                                    {"type":"/problems/run-ended","title":"Conflict","status":409,\
                                    "detail":"run first is completed already",\
                                    "instance":"/v1/runs/first/cancel"}""")))
    @NotFound
    @PostMapping(path = "/{run}/cancel", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<RunView> cancel(@PathVariable String run) {
        RunRecorded asked = runs.cancel(run);
        if (asked == null) throw new NoSuchRunException(run);
        return accepted(asked);
    }

    @Operation(
            summary = "The manifest of a complete run",
            description = "The dataset's manifest.json: settings, model, hashes, counts and cost.")
    @ApiResponse(
            responseCode = "200",
            description = "the manifest",
            headers =
                    @Header(
                            name = "ETag",
                            description = "hash of it; it never changes",
                            schema = @Schema(type = "string")),
            content = @Content(mediaType = "application/json", schema = @Schema(type = "object")))
    @NotFound
    @Unfinished
    @GetMapping(path = "/{run}/manifest", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<byte[]> manifest(@PathVariable String run) {
        byte[] manifest = runs.folder(found(run)).readManifest().orElseThrow(() -> new UnfinishedDatasetException(run));
        return ResponseEntity.ok()
                .eTag(UUID.nameUUIDFromBytes(manifest).toString())
                .body(manifest);
    }

    @Operation(
            summary = "The roots of a run that have ended",
            description = "In their order, each with its outcome, and the reason when it gave no unit.")
    @Paged
    @NotFound
    @GetMapping(path = "/{run}/roots", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<List<RootSummary>> roots(
            @PathVariable String run,
            @RequestParam(defaultValue = "100") int limit,
            @RequestParam @Nullable String cursor) {
        int size = Cursor.limit(limit);
        int from = Cursor.index(cursor);
        List<RootSummary> page = written(run).list(from, size + 1);
        return Page.of(page, size, "/v1/runs/" + run + "/roots", next -> Integer.toString(from + size));
    }

    @Operation(
            summary = "All scored pairs of a root",
            description = "Its high-entropy positions and every candidate that was scored in front of it, accepted or"
                    + " not, in the order in which they were scored. Entropies and surprisals in nats.")
    @ApiResponse(responseCode = "200", description = "the pairs")
    @NotFound
    @GetMapping(path = "/{run}/pairs", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<RootPairs> pairs(
            @PathVariable String run,
            @Parameter(description = "name of a root of this run") @RequestParam String root) {
        RootPairs pairs = written(run).pairs(root);
        if (pairs == null) throw new NoSuchRootException(run, root);
        return ResponseEntity.ok(pairs);
    }

    private ResponseEntity<RunView> accepted(RunRecorded run) {
        return ResponseEntity.accepted()
                .location(URI.create("/v1/runs/" + run.run()))
                .header(HttpHeaders.RETRY_AFTER, RETRY_SECONDS)
                .body(views.of(run));
    }

    private WrittenRoots written(String run) {
        return new WrittenRoots(runs.folder(found(run)).path());
    }

    private RunRecorded found(String run) {
        RunRecorded found = runs.find(run);
        if (found == null) throw new NoSuchRunException(run);
        return found;
    }
}
