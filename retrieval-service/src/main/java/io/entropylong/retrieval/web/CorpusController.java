package io.entropylong.retrieval.web;

import io.entropylong.messaging.StageMeters;
import io.entropylong.retrieval.corpus.Corpus;
import io.entropylong.retrieval.corpus.CorpusCatalog;
import io.entropylong.retrieval.corpus.DocumentPublisher;
import io.entropylong.retrieval.corpus.IntakeReport;
import io.entropylong.retrieval.corpus.JsonlIntake;
import io.entropylong.retrieval.corpus.Sealer;
import io.entropylong.retrieval.metrics.RetrievalMeters;
import io.entropylong.retrieval.search.DocumentStore;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Corpora over REST: made, filled with files, sealed. */
@RestController
public class CorpusController {
    private static final int DEFAULT_PASSAGE_TOKENS = 512;

    private final CorpusCatalog catalog;
    private final DocumentStore store;
    private final DocumentPublisher documents;
    private final JsonlIntake intake;
    private final Sealer sealer;
    private final RetrievalMeters meters;
    private final StageMeters ingest;

    public CorpusController(
            CorpusCatalog catalog,
            DocumentStore store,
            DocumentPublisher documents,
            JsonlIntake intake,
            Sealer sealer,
            RetrievalMeters meters,
            MeterRegistry registry) {
        this.catalog = catalog;
        this.store = store;
        this.documents = documents;
        this.intake = intake;
        this.sealer = sealer;
        this.meters = meters;
        this.ingest = new StageMeters(registry, "ingest");
    }

    /** 201 when the corpus is new, 200 when it is there already as asked for, 409 when it is there otherwise. */
    @PostMapping("/v1/corpora")
    ResponseEntity<CorpusView> create(@RequestBody CorpusRequest request) {
        Corpus wanted = corpus(request);
        if (catalog.add(wanted))
            return ResponseEntity.status(HttpStatus.CREATED).body(view(wanted));
        Corpus there = find(wanted.name());
        if (there.passageTokens() == wanted.passageTokens()) return ResponseEntity.ok(view(there));
        String reason = "is " + there.passageTokens() + " in the corpus of this name";
        throw new ProblemException(
                HttpStatus.CONFLICT,
                "corpus " + wanted.name() + " is there with other settings",
                List.of(new FieldProblem("passageTokens", reason)));
    }

    @GetMapping("/v1/corpora")
    List<CorpusView> list() {
        return catalog.all().stream().map(this::view).toList();
    }

    @GetMapping("/v1/corpora/{corpus}")
    CorpusView get(@PathVariable String corpus) {
        return view(find(corpus));
    }

    /** Takes JSON Lines as they come, compressed when the header or the file's name says so. */
    @PutMapping("/v1/corpora/{corpus}/files/{file}")
    @ResponseStatus(HttpStatus.CREATED)
    IntakeReport upload(
            @PathVariable String corpus,
            @PathVariable String file,
            @RequestHeader(name = HttpHeaders.CONTENT_ENCODING, required = false) @Nullable String encoding,
            InputStream body)
            throws IOException {
        Corpus into = find(corpus);
        if (into.state() != Corpus.State.OPEN) {
            throw new ProblemException(HttpStatus.CONFLICT, "corpus " + corpus + " is sealed", List.of());
        }
        String coding = encoding == null ? "identity" : encoding.toLowerCase(Locale.ROOT);
        if (!coding.equals("identity") && !coding.equals("gzip")) {
            throw new ProblemException(
                    HttpStatus.UNSUPPORTED_MEDIA_TYPE,
                    "Content-Encoding " + encoding + " is not supported; gzip and identity are",
                    List.of());
        }
        DocumentPublisher.Upload upload = documents.begin();
        CountedStream counted = new CountedStream(body);
        try {
            IntakeReport report =
                    intake.read(corpus, file, coding.equals("gzip") || file.endsWith(".gz"), counted, upload::submit);
            ingest.ok(Math.toIntExact(Math.min(Integer.MAX_VALUE, report.accepted())));
            ingest.failed(Math.toIntExact(Math.min(Integer.MAX_VALUE, report.rejected())));
            return report;
        } finally {
            upload.finish();
            meters.uploaded("jsonl", counted.bytes());
        }
    }

    /** Begins to seal; the corpus is sealed once its state says so. */
    @PostMapping("/v1/corpora/{corpus}:seal")
    @ResponseStatus(HttpStatus.ACCEPTED)
    CorpusView seal(@PathVariable String corpus) {
        return view(sealer.seal(find(corpus)));
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
                store.documents(corpus.name()),
                store.passages(corpus.name()));
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
