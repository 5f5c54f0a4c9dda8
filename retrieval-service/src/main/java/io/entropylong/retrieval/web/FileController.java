package io.entropylong.retrieval.web;

import io.entropylong.common.message.DocumentSubmitted;
import io.entropylong.messaging.web.Cursor;
import io.entropylong.messaging.web.Fingerprint;
import io.entropylong.messaging.web.Page;
import io.entropylong.messaging.web.Paged;
import io.entropylong.retrieval.corpus.Compression;
import io.entropylong.retrieval.corpus.Corpus;
import io.entropylong.retrieval.corpus.CorpusCatalog;
import io.entropylong.retrieval.corpus.FileKind;
import io.entropylong.retrieval.corpus.FileLedger;
import io.entropylong.retrieval.corpus.FileLoader;
import io.entropylong.retrieval.corpus.IntakeFile;
import io.entropylong.retrieval.corpus.IntakeGate;
import io.entropylong.retrieval.corpus.IntakeReport;
import io.entropylong.retrieval.corpus.LineError;
import io.entropylong.retrieval.corpus.UploadedFile;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;
import tools.jackson.databind.json.JsonMapper;

/** The files of a corpus over REST: sent, looked at, and what was wrong in them. */
@RestController
@Tag(name = ApiDocument.CORPORA)
public class FileController {
    private static final String FILE = "/v1/corpora/{corpus}/files/{file}";

    private final CorpusCatalog catalog;
    private final FileLedger ledger;
    private final FileLoader loader;
    private final IntakeGate gate;
    private final JsonMapper json = JsonMapper.shared();

    public FileController(CorpusCatalog catalog, FileLedger ledger, FileLoader loader, IntakeGate gate) {
        this.catalog = catalog;
        this.ledger = ledger;
        this.loader = loader;
        this.gate = gate;
    }

    /**
     * Takes a file as it comes. With the Idempotency-Key of a file that was read before, that report is given again and
     * nothing is read.
     */
    @Operation(
            summary = "Send a file",
            description = "Read as it comes. Its kind follows from the name: " + FileKind.SUPPORTED + ".")
    @io.swagger.v3.oas.annotations.parameters.RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_OCTET_STREAM_VALUE,
                            schema = @Schema(type = "string", format = "binary")))
    @Parameter(
            in = ParameterIn.HEADER,
            name = "Content-Encoding",
            description = "gzip, zstd or identity",
            schema = @Schema(type = "string"))
    @ApiResponse(
            responseCode = "201",
            description = "it was read; errors has the first records that are no documents",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                            schema = @Schema(implementation = IntakeReport.class)))
    @ApiResponse(
            responseCode = "400",
            description = "it cannot be read as what its name says; what came before stays",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE,
                            schema = @Schema(implementation = ProblemDetail.class)))
    @ApiResponse(responseCode = "404", description = "there is no such corpus")
    @ApiResponse(responseCode = "409", description = "the corpus takes no files, or this one is being read")
    @ApiResponse(responseCode = "415", description = "neither its name nor its encoding says what it holds")
    @ApiResponse(
            responseCode = "422",
            description = "too much of it is no document, or the Idempotency-Key is of another file")
    @ApiResponse(
            responseCode = "429",
            description = "too many documents wait to be indexed",
            headers =
                    @Header(
                            name = HttpHeaders.RETRY_AFTER,
                            description = "seconds after which to send it again",
                            schema = @Schema(type = "integer")))
    @PutMapping(path = FILE, produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<IntakeReport> upload(
            @PathVariable String corpus,
            @PathVariable String file,
            @RequestParam(required = false) @Nullable String text,
            @RequestParam(required = false) @Nullable String id,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            HttpServletRequest request)
            throws IOException {
        Corpus.State state = find(corpus).state();
        if (state != Corpus.State.OPEN) {
            throw problem(
                    HttpStatus.CONFLICT,
                    "corpus " + corpus + " is " + state.name().toLowerCase(Locale.ROOT) + ", it takes no files");
        }
        IntakeFile wanted = named(corpus, file)
                .compressed(coding(request.getHeader(HttpHeaders.CONTENT_ENCODING)))
                .withFields(text, id);
        gate.requireRoom();
        Long length = request.getContentLengthLong() < 0 ? null : request.getContentLengthLong();
        FileLoader.Loaded loaded = loader.load(wanted, key, length, request::getInputStream);
        ResponseEntity.BodyBuilder answer = ResponseEntity.status(HttpStatus.CREATED);
        if (loaded.replayed()) answer.header("Idempotency-Replayed", "true");
        return answer.body(loaded.report());
    }

    @Operation(summary = "Files of a corpus", description = "By name: how each stands.")
    @Paged
    @ApiResponse(responseCode = "404", description = "there is no such corpus")
    @GetMapping(path = "/v1/corpora/{corpus}/files", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<List<UploadedFile>> list(
            @PathVariable String corpus,
            @RequestParam(defaultValue = "100") int limit,
            @RequestParam @Nullable String cursor) {
        int size = Cursor.limit(limit);
        String from = Cursor.name(cursor);
        List<UploadedFile> page = find(corpus).isGone() ? List.of() : ledger.page(corpus, from, size + 1);
        return Page.of(page, size, "/v1/corpora/" + corpus + "/files", UploadedFile::file);
    }

    @Operation(summary = "A file", description = "Its state, counts and bytes.")
    @ApiResponse(
            responseCode = "200",
            description = "the file",
            headers =
                    @Header(
                            name = "ETag",
                            description = "of the file as it stands; with If-None-Match an unchanged file is 304",
                            schema = @Schema(type = "string")))
    @ApiResponse(responseCode = "304", description = "If-None-Match names this file's ETag", content = @Content)
    @ApiResponse(responseCode = "404", description = "there is no such corpus or file")
    @GetMapping(path = FILE, produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<UploadedFile> get(@PathVariable String corpus, @PathVariable String file) {
        UploadedFile uploaded = find(corpus, file);
        return ResponseEntity.ok().eTag(Fingerprint.of(uploaded)).body(uploaded);
    }

    /** Everything that was rejected in a file, a JSON object a line. */
    @Operation(
            summary = "What is wrong in a file",
            description = "Every record that is no document, a JSON object a line.")
    @ApiResponse(
            responseCode = "200",
            content = @Content(mediaType = "application/x-ndjson", schema = @Schema(implementation = LineError.class)))
    @ApiResponse(responseCode = "404", description = "there is no such corpus or file")
    @GetMapping(path = FILE + "/errors", produces = "application/x-ndjson")
    ResponseEntity<StreamingResponseBody> errors(@PathVariable String corpus, @PathVariable String file) {
        UploadedFile uploaded = find(corpus, file);
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_NDJSON)
                .body(out -> ledger.forEachRejection(corpus, uploaded.upload(), error -> line(out, error)));
    }

    private static IntakeFile named(String corpus, String file) {
        if (file.getBytes(StandardCharsets.UTF_8).length > DocumentSubmitted.MAX_ID_BYTES) {
            throw problem(
                    HttpStatus.BAD_REQUEST,
                    "the file's name has more than " + DocumentSubmitted.MAX_ID_BYTES + " bytes: give a shorter one");
        }
        FileKind kind = FileKind.ofName(file)
                .orElseThrow(() -> problem(
                        HttpStatus.UNSUPPORTED_MEDIA_TYPE,
                        "what " + file + " holds does not follow from its name: let it end in " + FileKind.SUPPORTED));
        return IntakeFile.named(corpus, file, kind);
    }

    private static Compression coding(@Nullable String encoding) {
        return Compression.ofCoding(encoding == null ? "identity" : encoding)
                .orElseThrow(() -> problem(
                        HttpStatus.UNSUPPORTED_MEDIA_TYPE,
                        "Content-Encoding " + encoding + " is not supported; gzip, zstd and identity are"));
    }

    private Corpus find(String name) {
        return catalog.find(name).orElseThrow(() -> problem(HttpStatus.NOT_FOUND, "there is no corpus " + name));
    }

    private UploadedFile find(String corpus, String file) {
        Corpus of = find(corpus);
        return (of.isGone() ? Optional.<UploadedFile>empty() : ledger.find(corpus, file))
                .orElseThrow(() -> problem(HttpStatus.NOT_FOUND, "corpus " + corpus + " has no file " + file));
    }

    private void line(OutputStream out, Object error) {
        try {
            out.write(json.writeValueAsBytes(error));
            out.write('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ProblemException problem(HttpStatus status, String detail) {
        return new ProblemException(status, detail, List.of());
    }
}
