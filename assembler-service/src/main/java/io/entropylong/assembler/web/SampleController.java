package io.entropylong.assembler.web;

import io.entropylong.assembler.inspection.SampleMap;
import io.entropylong.assembler.inspection.SampleSummary;
import io.entropylong.assembler.inspection.SampleText;
import io.entropylong.assembler.inspection.WrittenSamples;
import io.entropylong.assembler.run.Runs;
import io.entropylong.common.message.RunRecorded;
import io.entropylong.messaging.web.Cursor;
import io.entropylong.messaging.web.Page;
import io.entropylong.messaging.web.Paged;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The samples that runs have committed. */
@Tag(name = ApiDocument.SAMPLES)
@RestController
class SampleController {
    private static final String ETAG = "hash of the tokens; with If-None-Match an unchanged sample is 304";

    private final Runs runs;

    SampleController(Runs runs) {
        this.runs = runs;
    }

    @Operation(summary = "Samples of a run that are written", description = "In their order.")
    @Paged
    @NotFound
    @GetMapping(path = "/v1/runs/{run}/samples", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<List<SampleSummary>> list(
            @PathVariable String run,
            @RequestParam(defaultValue = "100") int limit,
            @RequestParam @Nullable String cursor) {
        RunRecorded found = runs.find(run);
        if (found == null) throw new NoSuchRunException(run);
        int size = Cursor.limit(limit);
        List<SampleSummary> page = written(found).list(Cursor.index(cursor), size + 1);
        return Page.of(page, size, "/v1/runs/" + run + "/samples", next -> Integer.toString(next.index()));
    }

    @Operation(
            summary = "A sample as a map",
            description = "Spans of passages and roots, and each dependency with its entropies.")
    @ApiResponse(
            responseCode = "200",
            description = "the map",
            headers = @Header(name = "ETag", description = ETAG, schema = @Schema(type = "string")))
    @ApiResponse(responseCode = "304", description = "If-None-Match names this sample's ETag", content = @Content)
    @NotFound
    @GetMapping(path = "/v1/samples/{sample}", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<SampleMap> one(@PathVariable String sample) {
        SampleMap map = samples(sample).find(sample);
        if (map == null) throw new NoSuchSampleException(sample);
        return ResponseEntity.ok().eTag(map.sha256()).body(map);
    }

    @Operation(summary = "The token ids of a sample", description = "Little-endian int32, four bytes a token.")
    @ApiResponse(
            responseCode = "200",
            description = "the ids",
            headers = @Header(name = "ETag", description = ETAG, schema = @Schema(type = "string")),
            content =
                    @Content(
                            mediaType = "application/octet-stream",
                            schema = @Schema(type = "string", format = "binary")))
    @NotFound
    @GetMapping(path = "/v1/samples/{sample}/tokens", produces = MediaType.APPLICATION_OCTET_STREAM_VALUE)
    ResponseEntity<byte[]> tokens(@PathVariable String sample) {
        WrittenSamples written = samples(sample);
        String sha256 = sha256(written, sample);
        int[] ids = written.tokens(sample);
        if (ids == null) throw new NoSuchSampleException(sample);
        return ResponseEntity.ok().eTag(sha256).body(littleEndian(ids));
    }

    @Operation(
            summary = "A sample as text",
            description =
                    "What its token ids stand for, joined. Special tokens are what they spell; the beginning of the"
                            + " filler's last character may be missing its end, since tokens hold parts of characters.")
    @ApiResponse(
            responseCode = "200",
            description = "the text",
            headers = @Header(name = "ETag", description = ETAG, schema = @Schema(type = "string")),
            content = @Content(mediaType = "text/plain;charset=UTF-8", schema = @Schema(type = "string")))
    @NotFound
    @GetMapping(path = "/v1/samples/{sample}/text", produces = "text/plain;charset=UTF-8")
    ResponseEntity<byte[]> text(@PathVariable String sample) {
        WrittenSamples written = samples(sample);
        return ResponseEntity.ok()
                .eTag(sha256(written, sample))
                .body(readable(written, sample).utf8());
    }

    @Operation(
            summary = "Where the tokens of a sample lie in its text",
            description = "Little-endian int32: the byte at which each token begins, and the end of the last.")
    @ApiResponse(
            responseCode = "200",
            description = "one more than there are tokens",
            headers = @Header(name = "ETag", description = ETAG, schema = @Schema(type = "string")),
            content =
                    @Content(
                            mediaType = "application/octet-stream",
                            schema = @Schema(type = "string", format = "binary")))
    @NotFound
    @GetMapping(path = "/v1/samples/{sample}/text/offsets", produces = MediaType.APPLICATION_OCTET_STREAM_VALUE)
    ResponseEntity<byte[]> textOffsets(@PathVariable String sample) {
        WrittenSamples written = samples(sample);
        return ResponseEntity.ok()
                .eTag(sha256(written, sample))
                .body(littleEndian(readable(written, sample).offsets()));
    }

    private static String sha256(WrittenSamples written, String sample) {
        SampleMap map = written.find(sample);
        if (map == null) throw new NoSuchSampleException(sample);
        return map.sha256();
    }

    private static SampleText readable(WrittenSamples written, String sample) {
        SampleText text = written.text(sample);
        if (text == null) throw new NoTextException(sample);
        return text;
    }

    private static byte[] littleEndian(int[] numbers) {
        ByteBuffer bytes = ByteBuffer.allocate(numbers.length * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asIntBuffer().put(numbers);
        return bytes.array();
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
}
