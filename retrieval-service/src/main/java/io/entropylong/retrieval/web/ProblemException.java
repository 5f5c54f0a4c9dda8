package io.entropylong.retrieval.web;

import java.util.List;
import org.springframework.http.HttpStatus;

/** A request that is answered with a problem (RFC 9457). */
final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final HttpStatus status;
    private final transient List<?> errors;

    /**
     * @param errors what is wrong in detail; may be empty
     */
    ProblemException(HttpStatus status, String detail, List<?> errors) {
        super(detail);
        this.status = status;
        this.errors = List.copyOf(errors);
    }

    HttpStatus status() {
        return status;
    }

    List<?> errors() {
        return errors;
    }
}
