package io.entropylong.common.message;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.Objects;

/** What the model says of a root by itself; topic {@code profiles}, key root. */
@JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "type")
public sealed interface RootProfiled {
    RootRef ref();

    RunSettings settings();

    /**
     * A root with its positions.
     *
     * @param ref which root
     * @param corpus the corpus that candidates come from
     * @param settings the run's settings
     * @param model the model that was asked
     * @param text the text that {@code tokens} stand for: the root's, or its beginning when it was longer than allowed
     * @param tokens the text's ids, without start
     * @param mu mean entropy in nats
     * @param sigma population standard deviation in nats
     * @param tau mu + alpha sigma
     * @param positions those with H &gt; tau in ascending order; at least one
     * @param forwardTokens tokens that went through the model for this
     */
    record Profile(
            RootRef ref,
            String corpus,
            RunSettings settings,
            ModelIdentity model,
            String text,
            TokenIds tokens,
            double mu,
            double sigma,
            double tau,
            List<HighEntropyPosition> positions,
            long forwardTokens)
            implements RootProfiled {
        public Profile {
            Objects.requireNonNull(ref, "ref");
            CorpusName.require("corpus", Objects.requireNonNull(corpus, "corpus"));
            Objects.requireNonNull(settings, "settings");
            Objects.requireNonNull(model, "model");
            Objects.requireNonNull(text, "text");
            Objects.requireNonNull(tokens, "tokens");
            positions = List.copyOf(positions);
            if (positions.isEmpty()) throw new IllegalArgumentException("no positions: that is a refusal");
        }
    }

    /**
     * A root that cannot be used.
     *
     * @param ref which root
     * @param settings the run's settings
     * @param model the model that was asked
     * @param reason too short, no positions, or failed
     * @param detail for a reader
     * @param tokens the root's ids as far as they are known
     * @param forwardTokens tokens that went through the model for this
     */
    record Refused(
            RootRef ref,
            RunSettings settings,
            ModelIdentity model,
            RefusalReason reason,
            String detail,
            TokenIds tokens,
            long forwardTokens)
            implements RootProfiled {
        public Refused {
            Objects.requireNonNull(ref, "ref");
            Objects.requireNonNull(settings, "settings");
            Objects.requireNonNull(model, "model");
            Objects.requireNonNull(reason, "reason");
            Objects.requireNonNull(detail, "detail");
            Objects.requireNonNull(tokens, "tokens");
        }
    }
}
