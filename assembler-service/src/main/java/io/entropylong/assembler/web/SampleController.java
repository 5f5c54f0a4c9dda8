package io.entropylong.assembler.web;

import io.entropylong.assembler.inspection.SampleMap;
import io.entropylong.assembler.inspection.SampleSummary;
import io.entropylong.assembler.inspection.WrittenSamples;
import io.entropylong.assembler.run.Runs;
import io.entropylong.common.message.RunRecorded;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The samples that runs have committed. */
@RestController
class SampleController {
    private final Runs runs;

    SampleController(Runs runs) {
        this.runs = runs;
    }

    @Operation(
            summary = "Samples of a run that are written",
            description = "In their order. The Link header with rel=\"next\" names the next page.")
    @ApiResponse(responseCode = "200")
    @ApiResponse(
            responseCode = "400",
            description = "limit or cursor cannot be",
            content =
                    @Content(
                            mediaType = "application/problem+json",
                            schema = @Schema(implementation = ProblemDetail.class)))
    @ApiResponse(
            responseCode = "404",
            description = "there is no such run",
            content =
                    @Content(
                            mediaType = "application/problem+json",
                            schema = @Schema(implementation = ProblemDetail.class)))
    @GetMapping(path = "/v1/runs/{run}/samples", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<List<SampleSummary>> list(
            @PathVariable String run,
            @RequestParam(defaultValue = "100") int limit,
            @RequestParam @Nullable String cursor) {
        RunRecorded found = runs.find(run);
        if (found == null) throw new NoSuchRunException(run);
        int size = Cursor.limit(limit);
        List<SampleSummary> samples = written(found).list(cursor == null ? 0 : index(cursor), size + 1);
        ResponseEntity.BodyBuilder answer = ResponseEntity.ok();
        if (samples.size() > size) {
            String next = Cursor.of(Integer.toString(samples.get(size).index()));
            answer.header(
                    HttpHeaders.LINK,
                    "</v1/runs/" + run + "/samples?limit=" + size + "&cursor=" + next + ">; rel=\"next\"");
        }
        return answer.body(samples.subList(0, Math.min(size, samples.size())));
    }

    @Operation(
            summary = "A sample as a map",
            description = "Spans of passages and roots, and each dependency with its entropies. The ETag is the hash of"
                    + " the tokens, with If-None-Match an unchanged sample is 304.")
    @ApiResponse(responseCode = "200")
    @ApiResponse(
            responseCode = "404",
            description = "no such sample is written",
            content =
                    @Content(
                            mediaType = "application/problem+json",
                            schema = @Schema(implementation = ProblemDetail.class)))
    @GetMapping(path = "/v1/samples/{sample}", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<SampleMap> one(@PathVariable String sample) {
        SampleMap map = samples(sample).find(sample);
        if (map == null) throw new NoSuchSampleException(sample);
        return ResponseEntity.ok().eTag(map.sha256()).body(map);
    }

    @Operation(summary = "The token ids of a sample", description = "Little-endian int32, four bytes a token.")
    @ApiResponse(
            responseCode = "200",
            content =
                    @Content(
                            mediaType = "application/octet-stream",
                            schema = @Schema(type = "string", format = "binary")))
    @ApiResponse(
            responseCode = "404",
            description = "no shard holds such a sample",
            content =
                    @Content(
                            mediaType = "application/problem+json",
                            schema = @Schema(implementation = ProblemDetail.class)))
    @GetMapping(path = "/v1/samples/{sample}/tokens", produces = MediaType.APPLICATION_OCTET_STREAM_VALUE)
    ResponseEntity<byte[]> tokens(@PathVariable String sample) {
        int[] ids = samples(sample).tokens(sample);
        if (ids == null) throw new NoSuchSampleException(sample);
        ByteBuffer bytes = ByteBuffer.allocate(ids.length * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asIntBuffer().put(ids);
        return ResponseEntity.ok(bytes.array());
    }

    /** A sample's id is its run's name, a hyphen and its index. */
    private WrittenSamples samples(String sample) {
        int hyphen = sample.lastIndexOf('-');
        RunRecorded run = hyphen < 1 ? null : runs.find(sample.substring(0, hyphen));
        if (run == null) throw new NoSuchSampleException(sample);
        return written(run);
    }

    private WrittenSamples written(RunRecorded run) {
        return new WrittenSamples(runs.folder(run).path());
    }

    private static int index(String cursor) {
        try {
            return Integer.parseInt(Cursor.read(cursor));
        } catch (NumberFormatException e) {
            throw new InvalidPageException("cursor is none that this service gave: take it from the Link header", e);
        }
    }
}
