package io.entropylong.common.message;

import java.util.Objects;

/**
 * A root that is to be profiled; topic {@code roots}, key root.
 *
 * @param ref which root
 * @param corpus the corpus that candidates come from
 * @param text the root's text
 * @param settings the run's settings
 */
public record RootSelected(RootRef ref, String corpus, String text, RunSettings settings) {
    public RootSelected {
        Objects.requireNonNull(ref, "ref");
        CorpusName.require("corpus", Objects.requireNonNull(corpus, "corpus"));
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(settings, "settings");
    }
}
