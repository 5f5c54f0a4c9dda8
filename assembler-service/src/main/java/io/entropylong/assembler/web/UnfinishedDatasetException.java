package io.entropylong.assembler.web;

/** Something was asked of a dataset that only a finished one has. */
class UnfinishedDatasetException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnfinishedDatasetException(String run) {
        super("the dataset of run " + run + " is not finished; GET /v1/runs/" + run + " tells how far it is");
    }
}
