package io.entropylong.retrieval.web;

import io.entropylong.messaging.StageMeters;
import io.entropylong.retrieval.corpus.Compression;
import io.entropylong.retrieval.corpus.Corpus;
import io.entropylong.retrieval.corpus.CorpusCatalog;
import io.entropylong.retrieval.corpus.CorruptFileException;
import io.entropylong.retrieval.corpus.DocumentPublisher;
import io.entropylong.retrieval.corpus.FileIntake;
import io.entropylong.retrieval.corpus.FileKind;
import io.entropylong.retrieval.corpus.FileLedger;
import io.entropylong.retrieval.corpus.IntakeFile;
import io.entropylong.retrieval.corpus.IntakeLimits;
import io.entropylong.retrieval.corpus.IntakeReport;
import io.entropylong.retrieval.corpus.RejectedShareException;
import io.entropylong.retrieval.corpus.UploadedFile;
import io.entropylong.retrieval.metrics.RetrievalMeters;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
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
public class FileController {
    private static final String FILE = "/v1/corpora/{corpus}/files/{file}";

    private final CorpusCatalog catalog;
    private final FileLedger ledger;
    private final DocumentPublisher documents;
    private final FileIntake intake;
    private final RetrievalMeters meters;
    private final StageMeters ingest;
    private final JsonMapper json = JsonMapper.shared();
    private final Set<String> beingRead = ConcurrentHashMap.newKeySet();

    public FileController(
            CorpusCatalog catalog,
            FileLedger ledger,
            DocumentPublisher documents,
            FileIntake intake,
            RetrievalMeters meters,
            MeterRegistry registry) {
        this.catalog = catalog;
        this.ledger = ledger;
        this.documents = documents;
        this.intake = intake;
        this.meters = meters;
        this.ingest = new StageMeters(registry, "ingest");
    }

    /**
     * Takes a file as it comes. With the Idempotency-Key of a file that was read before, that report is given again and
     * nothing is read.
     */
    @PutMapping(FILE)
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
        Long length = request.getContentLengthLong() < 0 ? null : request.getContentLengthLong();
        if (!beingRead.add(corpus + "/" + file)) {
            throw problem(HttpStatus.CONFLICT, "file " + file + " of corpus " + corpus + " is being read");
        }
        try {
            Optional<IntakeReport> before = before(corpus, file, key, length);
            if (before.isPresent()) {
                return ResponseEntity.status(HttpStatus.CREATED)
                        .header("Idempotency-Replayed", "true")
                        .body(before.get());
            }
            UploadedFile reading = UploadedFile.reading(file, UUID.randomUUID().toString(), key, length);
            return ResponseEntity.status(HttpStatus.CREATED).body(read(wanted, reading, request));
        } finally {
            beingRead.remove(corpus + "/" + file);
        }
    }

    @GetMapping("/v1/corpora/{corpus}/files")
    List<UploadedFile> list(@PathVariable String corpus) {
        return find(corpus).isGone() ? List.of() : ledger.all(corpus);
    }

    @GetMapping(FILE)
    UploadedFile get(@PathVariable String corpus, @PathVariable String file) {
        Corpus of = find(corpus);
        return (of.isGone() ? Optional.<UploadedFile>empty() : ledger.find(corpus, file))
                .orElseThrow(() -> problem(HttpStatus.NOT_FOUND, "corpus " + corpus + " has no file " + file));
    }

    /** Everything that was rejected in a file, a JSON object a line. */
    @GetMapping(path = FILE + "/errors", produces = "application/x-ndjson")
    StreamingResponseBody errors(@PathVariable String corpus, @PathVariable String file) {
        UploadedFile uploaded = get(corpus, file);
        return out -> ledger.forEachRejection(corpus, uploaded.upload(), error -> line(out, error));
    }

    private IntakeReport read(IntakeFile file, UploadedFile reading, HttpServletRequest request) throws IOException {
        String corpus = file.corpus();
        ledger.put(corpus, reading);
        CountedStream body = new CountedStream(request.getInputStream());
        DocumentPublisher.Upload upload = documents.begin();
        try (FileLedger.Rejections rejections = ledger.rejections(corpus, reading.upload())) {
            IntakeReport report = intake.read(file, body, upload::submit, rejections);
            upload.finish();
            ledger.put(corpus, reading.done(report, body.bytes()));
            count(report);
            return report;
        } catch (RejectedShareException e) {
            failed(corpus, reading, e.report(), body, e);
            throw e;
        } catch (CorruptFileException e) {
            failed(corpus, reading, e.report(), body, e);
            throw e;
        } finally {
            upload.finish();
            meters.uploaded(file.kind().id(), body.bytes());
        }
    }

    private void failed(
            String corpus, UploadedFile reading, IntakeReport report, CountedStream body, IOException cause) {
        ledger.put(corpus, reading.failed(report, body.bytes(), String.valueOf(cause.getMessage())));
        count(report);
    }

    private void count(IntakeReport report) {
        ingest.ok(Math.toIntExact(Math.min(Integer.MAX_VALUE, report.accepted())));
        ingest.failed(Math.toIntExact(Math.min(Integer.MAX_VALUE, report.rejected())));
    }

    private Optional<IntakeReport> before(String corpus, String file, @Nullable String key, @Nullable Long length) {
        UploadedFile known = key == null ? null : ledger.find(corpus, file).orElse(null);
        if (known == null || known.state() != UploadedFile.State.DONE || !Objects.equals(known.key(), key)) {
            return Optional.empty();
        }
        if (known.length() != null && length != null && !known.length().equals(length)) {
            throw problem(
                    HttpStatus.UNPROCESSABLE_CONTENT,
                    "this Idempotency-Key came with " + known.length() + " bytes before and with " + length
                            + " now: another file wants another key");
        }
        return Optional.of(new IntakeReport(known.accepted(), known.rejected(), List.of()));
    }

    private static IntakeFile named(String corpus, String file) {
        if (file.getBytes(StandardCharsets.UTF_8).length > IntakeLimits.MAX_ID_BYTES) {
            throw problem(
                    HttpStatus.BAD_REQUEST,
                    "the file's name has more than " + IntakeLimits.MAX_ID_BYTES + " bytes: give a shorter one");
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
