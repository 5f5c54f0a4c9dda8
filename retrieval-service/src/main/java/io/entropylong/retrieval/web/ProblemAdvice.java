package io.entropylong.retrieval.web;

import io.entropylong.messaging.web.InvalidPageException;
import io.entropylong.retrieval.corpus.BacklogException;
import io.entropylong.retrieval.corpus.CorruptFileException;
import io.entropylong.retrieval.corpus.FileBusyException;
import io.entropylong.retrieval.corpus.KeyReusedException;
import io.entropylong.retrieval.corpus.RejectedShareException;
import io.entropylong.retrieval.imports.InvalidImportException;
import io.entropylong.retrieval.search.SearchUnavailableException;
import java.net.URI;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** Answers failed requests with problems (RFC 9457) whose {@code errors} say what is wrong where. */
@RestControllerAdvice
public class ProblemAdvice extends ResponseEntityExceptionHandler {
    private static final Logger log = LoggerFactory.getLogger(ProblemAdvice.class);

    @ExceptionHandler
    ProblemDetail problem(ProblemException e) {
        return detail(e.status(), String.valueOf(e.getMessage()), e.errors());
    }

    @ExceptionHandler
    ProblemDetail corrupt(CorruptFileException e) {
        ProblemDetail problem = detail(
                HttpStatus.BAD_REQUEST,
                String.valueOf(e.getMessage()),
                e.report().errors());
        problem.setProperty("accepted", e.report().accepted());
        problem.setProperty("rejected", e.report().rejected());
        return problem;
    }

    @ExceptionHandler
    ProblemDetail rejected(RejectedShareException e) {
        ProblemDetail problem = detail(
                HttpStatus.UNPROCESSABLE_CONTENT,
                String.valueOf(e.getMessage()),
                e.report().errors());
        problem.setProperty("accepted", e.report().accepted());
        problem.setProperty("rejected", e.report().rejected());
        return problem;
    }

    @ExceptionHandler
    ProblemDetail busy(FileBusyException e) {
        return detail(HttpStatus.CONFLICT, String.valueOf(e.getMessage()), List.of());
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> backlog(BacklogException e) {
        return ResponseEntity.status(HttpStatus.TOO_MANY_REQUESTS)
                .header(HttpHeaders.RETRY_AFTER, Long.toString(e.retryAfter().toSeconds()))
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(detail(HttpStatus.TOO_MANY_REQUESTS, String.valueOf(e.getMessage()), List.of()));
    }

    @ExceptionHandler
    ProblemDetail reused(KeyReusedException e) {
        return detail(HttpStatus.UNPROCESSABLE_CONTENT, String.valueOf(e.getMessage()), List.of());
    }

    @ExceptionHandler
    ProblemDetail invalid(InvalidImportException e) {
        return detail(
                HttpStatus.BAD_REQUEST,
                "the import is not valid",
                List.of(new FieldProblem("uri", String.valueOf(e.getMessage()))));
    }

    @ExceptionHandler
    ProblemDetail invalid(InvalidPageException e) {
        ProblemDetail problem = detail(
                HttpStatus.BAD_REQUEST,
                String.valueOf(e.getMessage()),
                List.of(new FieldProblem(e.parameter(), e.reason())));
        problem.setType(URI.create("/problems/invalid-page"));
        return problem;
    }

    @ExceptionHandler
    ProblemDetail unavailable(SearchUnavailableException e) {
        log.warn("a request fails for now: {}", e.getMessage(), e.getCause());
        return detail(HttpStatus.SERVICE_UNAVAILABLE, String.valueOf(e.getMessage()), List.of());
    }

    private static ProblemDetail detail(HttpStatus status, String detail, List<?> errors) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setProperty("errors", errors);
        return problem;
    }
}
