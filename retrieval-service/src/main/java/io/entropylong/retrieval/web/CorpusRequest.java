package io.entropylong.retrieval.web;

import org.jspecify.annotations.Nullable;

/** What {@code POST /v1/corpora} takes; a passage has 512 tokens unless it says otherwise. */
record CorpusRequest(@Nullable String name, @Nullable Integer passageTokens) {}
