package io.entropylong.standalone;

/** Something the user can mend; shown as one line, without a stack trace. */
class UserError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UserError(String message) {
        super(message);
    }
}
