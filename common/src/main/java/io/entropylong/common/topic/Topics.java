package io.entropylong.common.topic;

import java.util.List;
import java.util.Set;

/** The names of the topics that the services talk over. */
public final class Topics {
    /** Documents to index, keyed by corpus/document; the contract that outside producers write to. */
    public static final String DOCUMENTS = "documents";
    /** The specification and state of each run, keyed by run; compacted. */
    public static final String RUNS = "runs";
    /** How many roots a run has, keyed by run. */
    public static final String RUN_PLANS = "run-plans";
    /** Roots to be profiled, keyed by root. */
    public static final String ROOTS = "roots";
    /** Token ids and high-entropy positions of roots, keyed by root. */
    public static final String PROFILES = "profiles";
    /** Retrieved passages, keyed by root. */
    public static final String CANDIDATES = "candidates";
    /** Waves of contexts to score, keyed by root. */
    public static final String SCORE_REQUESTS = "score-requests";
    /** Entropies with a context in front, keyed by root. */
    public static final String SCORES = "scores";
    /** The terminal event of each root, keyed by run. */
    public static final String UNITS = "units";
    /** What a tokenizer's ids stand for, keyed by the tokenizer's hash; compacted. */
    public static final String VOCABULARIES = "vocabularies";
    /** Packed samples, and what the writer must know beside them, keyed by run. */
    public static final String SAMPLES = "samples";

    /** All topics but the dead-letter ones. */
    public static final List<String> ALL = List.of(
            DOCUMENTS,
            RUNS,
            RUN_PLANS,
            ROOTS,
            PROFILES,
            CANDIDATES,
            SCORE_REQUESTS,
            SCORES,
            UNITS,
            SAMPLES,
            VOCABULARIES);

    /** Those of {@link #ALL} that keep the latest record of each key only. */
    public static final Set<String> COMPACTED = Set.of(RUNS, VOCABULARIES);

    private Topics() {}

    /**
     * @param topic a topic of {@link #ALL}
     * @return where records of it go that can never be processed
     */
    public static String deadLetters(String topic) {
        return topic + ".dlt";
    }
}
