package io.entropylong.assembler.web;

import io.entropylong.assembler.run.InvalidRunException;
import io.entropylong.assembler.run.KeyReusedException;
import io.entropylong.assembler.run.RunConflictException;
import io.entropylong.assembler.run.RunEndedException;
import io.entropylong.messaging.web.InvalidPageException;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** Errors as RFC 9457 problems. */
@RestControllerAdvice
class Problems extends ResponseEntityExceptionHandler {
    @ExceptionHandler
    ProblemDetail invalid(InvalidRunException invalid) {
        ProblemDetail problem = problem(HttpStatus.BAD_REQUEST, "invalid-run", "the run is not valid");
        problem.setProperty("errors", invalid.problems());
        return problem;
    }

    @ExceptionHandler
    ProblemDetail invalid(InvalidPageException invalid) {
        return problem(HttpStatus.BAD_REQUEST, "invalid-page", invalid.getMessage());
    }

    @ExceptionHandler
    ProblemDetail conflict(RunConflictException conflict) {
        return problem(HttpStatus.CONFLICT, "run-conflict", conflict.getMessage());
    }

    @ExceptionHandler
    ProblemDetail reused(KeyReusedException reused) {
        return problem(HttpStatus.UNPROCESSABLE_CONTENT, "idempotency-key-reused", reused.getMessage());
    }

    @ExceptionHandler
    ProblemDetail ended(RunEndedException ended) {
        return problem(HttpStatus.CONFLICT, "run-ended", ended.getMessage());
    }

    @ExceptionHandler
    ProblemDetail missing(NoSuchRunException missing) {
        return problem(HttpStatus.NOT_FOUND, "no-such-run", missing.getMessage());
    }

    @ExceptionHandler
    ProblemDetail missing(NoSuchSampleException missing) {
        return problem(HttpStatus.NOT_FOUND, "no-such-sample", missing.getMessage());
    }

    @ExceptionHandler
    ProblemDetail unfinished(UnfinishedDatasetException unfinished) {
        return problem(HttpStatus.CONFLICT, "unfinished-dataset", unfinished.getMessage());
    }

    @ExceptionHandler
    ProblemDetail missing(NoSuchRootException missing) {
        return problem(HttpStatus.NOT_FOUND, "no-such-root", missing.getMessage());
    }

    @ExceptionHandler
    ProblemDetail missing(NoTextException missing) {
        return problem(HttpStatus.NOT_FOUND, "no-text", missing.getMessage());
    }

    private static ProblemDetail problem(HttpStatus status, String type, @Nullable String detail) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setType(URI.create("/problems/" + type));
        return problem;
    }
}
