package io.entropylong.assembler.web;

/** A root was asked for that its run has not concluded. */
class NoSuchRootException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NoSuchRootException(String run, String root) {
        super("run " + run + " has concluded no root " + root + "; GET /v1/runs/" + run
                + "/roots lists those that ended");
    }
}
