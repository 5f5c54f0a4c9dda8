package io.entropylong.retrieval.web;

/** What is wrong with a field of a request's body. */
record FieldProblem(String field, String reason) {}
