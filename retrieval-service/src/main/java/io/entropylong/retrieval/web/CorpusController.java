package io.entropylong.retrieval.web;

import io.entropylong.common.message.RunRecorded;
import io.entropylong.messaging.web.Cursor;
import io.entropylong.messaging.web.Fingerprint;
import io.entropylong.messaging.web.Page;
import io.entropylong.messaging.web.Paged;
import io.entropylong.retrieval.corpus.Corpus;
import io.entropylong.retrieval.corpus.CorpusCatalog;
import io.entropylong.retrieval.corpus.Sealer;
import io.entropylong.retrieval.imports.Imports;
import io.entropylong.retrieval.search.DocumentStore;
import io.entropylong.retrieval.search.RunStore;
import io.entropylong.retrieval.search.TextLengths;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Corpora over REST: made, sealed, deleted. */
@RestController
@Tag(name = ApiDocument.CORPORA)
public class CorpusController {
    private static final int DEFAULT_PASSAGE_TOKENS = 512;

    private final CorpusCatalog catalog;
    private final DocumentStore store;
    private final RunStore runs;
    private final Sealer sealer;
    private final Imports imports;

    public CorpusController(CorpusCatalog catalog, DocumentStore store, RunStore runs, Sealer sealer, Imports imports) {
        this.catalog = catalog;
        this.store = store;
        this.runs = runs;
        this.sealer = sealer;
        this.imports = imports;
    }

    /** 201 when the corpus is new, 200 when it is there already as asked for, 409 when it is there otherwise. */
    @Operation(summary = "Make a corpus", description = "The same request again gives the corpus that is there.")
    @ApiResponse(responseCode = "201", description = "it is new")
    @ApiResponse(responseCode = "200", description = "it was there")
    @ApiResponse(responseCode = "400", description = "errors names each field that is wrong")
    @ApiResponse(
            responseCode = "409",
            description = "its name is taken by a corpus with other settings, or by a deleted one")
    @PostMapping(path = "/v1/corpora", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<CorpusView> create(@RequestBody CorpusRequest request) {
        Corpus wanted = corpus(request);
        if (catalog.add(wanted))
            return ResponseEntity.status(HttpStatus.CREATED).body(view(wanted));
        Corpus there = find(wanted.name());
        if (there.isGone()) {
            throw new ProblemException(
                    HttpStatus.CONFLICT,
                    "corpus " + wanted.name() + " was deleted; its name is not used again",
                    List.of());
        }
        if (there.passageTokens() == wanted.passageTokens()) return ResponseEntity.ok(view(there));
        String reason = "is " + there.passageTokens() + " in the corpus of this name";
        throw new ProblemException(
                HttpStatus.CONFLICT,
                "corpus " + wanted.name() + " is there with other settings",
                List.of(new FieldProblem("passageTokens", reason)));
    }

    @Operation(summary = "Corpora", description = "By name, deleted ones too.")
    @Paged
    @GetMapping(path = "/v1/corpora", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<List<CorpusView>> list(
            @RequestParam(defaultValue = "100") int limit, @RequestParam @Nullable String cursor) {
        int size = Cursor.limit(limit);
        String from = Cursor.name(cursor);
        List<CorpusView> page = catalog.all().stream()
                .filter(corpus -> corpus.name().compareTo(from) >= 0)
                .limit(size + 1L)
                .map(this::view)
                .toList();
        return Page.of(page, size, "/v1/corpora", CorpusView::name);
    }

    @Operation(summary = "A corpus", description = "Its state and counts.")
    @ApiResponse(
            responseCode = "200",
            description = "the corpus",
            headers =
                    @Header(
                            name = "ETag",
                            description = "of the corpus as it stands; with If-None-Match an unchanged corpus is 304",
                            schema = @Schema(type = "string")))
    @ApiResponse(responseCode = "304", description = "If-None-Match names this corpus's ETag", content = @Content)
    @ApiResponse(responseCode = "404", description = "there is no such corpus")
    @GetMapping(path = "/v1/corpora/{corpus}", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<CorpusView> get(@PathVariable String corpus) {
        CorpusView view = view(find(corpus));
        return ResponseEntity.ok().eTag(Fingerprint.of(view)).body(view);
    }

    /** Begins to seal; the corpus is sealed once its state says so. */
    @Operation(
            summary = "Seal a corpus",
            description = "It takes no more documents, and is sealed once its state says so.")
    @ApiResponse(responseCode = "202", description = "it is being sealed, or is sealed")
    @ApiResponse(responseCode = "404", description = "there is no such corpus")
    @ApiResponse(responseCode = "409", description = "files are being imported")
    @PostMapping(path = "/v1/corpora/{corpus}:seal", produces = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.ACCEPTED)
    CorpusView seal(@PathVariable String corpus) {
        Corpus there = find(corpus);
        int waiting = imports.waiting(corpus);
        if (waiting > 0) {
            throw new ProblemException(
                    HttpStatus.CONFLICT, waiting + " files are still to be imported into " + corpus, List.of());
        }
        return view(sealer.seal(there));
    }

    /** 202: what is in the corpus goes at once, its name stays; 409 while a run uses it. */
    @Operation(summary = "Delete a corpus", description = "What is in it goes; its name stays, and is not used again.")
    @ApiResponse(responseCode = "202", description = "it is being deleted, or is deleted")
    @ApiResponse(responseCode = "404", description = "there is no such corpus")
    @ApiResponse(responseCode = "409", description = "a run uses it")
    @DeleteMapping(path = "/v1/corpora/{corpus}", produces = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.ACCEPTED)
    CorpusView delete(@PathVariable String corpus) {
        Corpus there = find(corpus);
        List<String> running =
                runs.running(corpus).stream().map(RunRecorded::run).toList();
        if (!running.isEmpty()) {
            throw new ProblemException(
                    HttpStatus.CONFLICT,
                    "corpus " + corpus + " is used by " + String.join(", ", running) + ": cancel these runs first",
                    List.of());
        }
        return view(sealer.delete(there));
    }

    private Corpus find(String name) {
        return catalog.find(name)
                .orElseThrow(() -> new ProblemException(HttpStatus.NOT_FOUND, "there is no corpus " + name, List.of()));
    }

    private CorpusView view(Corpus corpus) {
        return new CorpusView(
                corpus.name(),
                corpus.passageTokens(),
                corpus.state().name(),
                corpus.isGone() ? 0 : store.documents(corpus.name()),
                corpus.isGone() ? 0 : store.duplicates(corpus.name()),
                corpus.isGone() ? 0 : store.passages(corpus.name()),
                corpus.isGone() ? 0 : store.bytes(corpus.name()),
                corpus.isGone() ? TextLengths.NONE : store.lengths(corpus.name()));
    }

    private static Corpus corpus(CorpusRequest request) {
        String name = request.name();
        if (name == null) throw invalid("name", "is missing");
        Integer passageTokens = request.passageTokens();
        try {
            return Corpus.open(name, passageTokens == null ? DEFAULT_PASSAGE_TOKENS : passageTokens);
        } catch (IllegalArgumentException e) {
            String reason = String.valueOf(e.getMessage());
            throw invalid(reason.startsWith("name") ? "name" : "passageTokens", reason);
        }
    }

    private static ProblemException invalid(String field, String reason) {
        return new ProblemException(
                HttpStatus.BAD_REQUEST, "the corpus is not valid", List.of(new FieldProblem(field, reason)));
    }
}
