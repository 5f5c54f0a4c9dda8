package io.entropylong.retrieval.web;

import io.entropylong.common.message.Candidate;
import io.entropylong.retrieval.candidate.CandidateFinder;
import io.entropylong.retrieval.corpus.CorpusCatalog;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Comparator;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Shows what retrieval sees. */
@RestController
@Tag(name = ApiDocument.SEARCH)
public class SearchController {
    private static final int MOST = 100;
    private static final int LONGEST_QUERY = 10_000;

    private final CorpusCatalog catalog;
    private final CandidateFinder finder;

    public SearchController(CorpusCatalog catalog, CandidateFinder finder) {
        this.catalog = catalog;
        this.finder = finder;
    }

    @Operation(
            summary = "Search a corpus",
            description =
                    "What each arm of retrieval finds for a text, as it would for a position whose query is that text:"
                            + " the nearest passages by cosine, and passages that hold its last words verbatim.")
    @ApiResponse(responseCode = "200")
    @ApiResponse(responseCode = "400", description = "q is blank or too long, or k is not from 1 to " + MOST)
    @ApiResponse(responseCode = "404", description = "there is no such corpus")
    @GetMapping(path = "/v1/corpora/{corpus}/search", produces = MediaType.APPLICATION_JSON_VALUE)
    SearchView search(@PathVariable String corpus, @RequestParam String q, @RequestParam(defaultValue = "10") int k) {
        if (q.isBlank()) throw invalid("q", "is blank");
        if (q.length() > LONGEST_QUERY) throw invalid("q", "has more than " + LONGEST_QUERY + " characters");
        if (k < 1 || k > MOST) throw invalid("k", "must be from 1 to " + MOST + ": " + k);
        if (catalog.find(corpus).filter(there -> !there.isGone()).isEmpty()) {
            throw new ProblemException(HttpStatus.NOT_FOUND, "there is no corpus " + corpus, List.of());
        }
        List<Candidate> found = finder.find(corpus, q, k);
        return new SearchView(hits(found, Candidate.Arm.KNN), hits(found, Candidate.Arm.PHRASE));
    }

    private static List<SearchView.Hit> hits(List<Candidate> found, Candidate.Arm arm) {
        return found.stream()
                .flatMap(candidate -> candidate.retrievals().stream()
                        .filter(retrieval -> retrieval.arm() == arm)
                        .map(retrieval -> new SearchView.Hit(
                                retrieval.rank(),
                                retrieval.similarity(),
                                candidate.passage(),
                                candidate.document(),
                                candidate.text())))
                .sorted(Comparator.comparingInt(SearchView.Hit::rank))
                .toList();
    }

    private static ProblemException invalid(String field, String reason) {
        return new ProblemException(
                HttpStatus.BAD_REQUEST, "the search is not valid", List.of(new FieldProblem(field, reason)));
    }
}
