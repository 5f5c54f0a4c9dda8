package io.entropylong.retrieval.web;

import io.entropylong.retrieval.corpus.Corpus;
import io.entropylong.retrieval.corpus.CorpusCatalog;
import io.entropylong.retrieval.imports.Imports;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Files that the service itself can reach. */
@RestController
@Tag(name = ApiDocument.CORPORA)
public class ImportController {
    private final CorpusCatalog catalog;
    private final Imports imports;

    public ImportController(CorpusCatalog catalog, Imports imports) {
        this.catalog = catalog;
        this.imports = imports;
    }

    @Operation(
            summary = "Import files",
            description =
                    "A file, or the files of a folder or prefix, below one of the places that the service may import from,"
                            + " as a file:, s3: or https: URI. They are read one after the other; how each stands is told by /v1/corpora/{corpus}/files."
                            + " The same import again passes over files that were read and have not changed.")
    @ApiResponse(
            responseCode = "202",
            description = "they will be read; files has their names in the corpus",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                            schema = @Schema(implementation = ImportView.class)))
    @ApiResponse(
            responseCode = "400",
            description = "uri is missing, may not be imported, or holds no file of a known kind")
    @ApiResponse(responseCode = "404", description = "there is no such corpus")
    @ApiResponse(responseCode = "409", description = "the corpus takes no files")
    @PostMapping(path = "/v1/corpora/{corpus}/imports", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<ImportView> begin(@PathVariable String corpus, @RequestBody ImportRequest request) {
        Corpus.State state = catalog.find(corpus)
                .orElseThrow(
                        () -> new ProblemException(HttpStatus.NOT_FOUND, "there is no corpus " + corpus, List.of()))
                .state();
        if (state != Corpus.State.OPEN) {
            throw new ProblemException(
                    HttpStatus.CONFLICT,
                    "corpus " + corpus + " is " + state.name().toLowerCase(Locale.ROOT) + ", it takes no files",
                    List.of());
        }
        if (request.uri() == null) {
            throw new ProblemException(
                    HttpStatus.BAD_REQUEST, "the import is not valid", List.of(new FieldProblem("uri", "is missing")));
        }
        return ResponseEntity.accepted()
                .location(URI.create("/v1/corpora/" + corpus + "/files"))
                .body(new ImportView(imports.begin(corpus, request.uri())));
    }

    /**
     * @param uri of a file or folder
     */
    record ImportRequest(@Nullable String uri) {}

    /**
     * @param files their names in the corpus
     */
    record ImportView(List<String> files) {}
}
