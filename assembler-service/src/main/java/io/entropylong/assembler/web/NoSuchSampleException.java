package io.entropylong.assembler.web;

/** A sample was asked for that no run has committed. */
class NoSuchSampleException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NoSuchSampleException(String sample) {
        super("there is no sample " + sample + "; GET /v1/runs/{run}/samples lists those that are written");
    }
}
