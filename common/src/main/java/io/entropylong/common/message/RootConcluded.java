package io.entropylong.common.message;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The one terminal event of each root; topic {@code units}, key run. */
@JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "type")
public sealed interface RootConcluded {
    RootFacts facts();

    Cost cost();

    /** All that was scored for it. */
    RootMeasurements measured();

    /** Pairs with gain above epsilon that the criterion rejected, by its objection. */
    Map<Verdict, Long> rejected();

    /** The same with its root at another place among the run's. */
    RootConcluded at(int place);

    /** The root's tokens; of a refused root only the beginning, for filling samples up. */
    TokenIds rootTokens();

    /**
     * A root with at least one context, in the order in which they stand.
     *
     * @param facts the root
     * @param rootTokens the root's ids
     * @param contexts verified passages in their final order
     * @param dependencies by context order, then position
     * @param measured all that was scored for it
     * @param rejected pairs with gain above epsilon that the criterion rejected, by its objection
     * @param cost what it took
     */
    record Unit(
            RootFacts facts,
            TokenIds rootTokens,
            List<Context> contexts,
            List<Dependency> dependencies,
            RootMeasurements measured,
            Map<Verdict, Long> rejected,
            Cost cost)
            implements RootConcluded {
        public Unit {
            Objects.requireNonNull(facts, "facts");
            Objects.requireNonNull(rootTokens, "rootTokens");
            contexts = List.copyOf(contexts);
            dependencies = List.copyOf(dependencies);
            Objects.requireNonNull(measured, "measured");
            rejected = Map.copyOf(rejected);
            Objects.requireNonNull(cost, "cost");
            if (contexts.isEmpty()) throw new IllegalArgumentException("no contexts: that is a refusal");
        }

        /**
         * @throws IllegalArgumentException when a dependency is of no context or lies outside the root
         */
        public void requirePlaced() {
            Dependency.requirePlaced(
                    dependencies, contexts.stream().map(Context::passage).toList(), rootTokens.size());
        }

        @Override
        public Unit at(int place) {
            return new Unit(facts.at(place), rootTokens, contexts, dependencies, measured, rejected, cost);
        }

        /** Tokens of [start] C1 [separator] .. Cm [separator] D [end]. */
        public int size() {
            ModelIdentity model = facts.model();
            int total = model.start().size() + rootTokens.size() + model.end().size();
            for (Context context : contexts)
                total += context.tokens().size() + model.separator().size();
            return total;
        }

        /** Tokens of its attention span: its size and the padding that the run's settings ask for. */
        public int span() {
            int multiple = facts.settings().outputs().padSpanMultiple();
            return Math.ceilDiv(size(), multiple) * multiple;
        }
    }

    /**
     * A root that gives no unit.
     *
     * @param facts the root
     * @param reason why
     * @param detail for a reader
     * @param rootTokens the beginning of the root's ids
     * @param measured all that was scored for it
     * @param rejected pairs with gain above epsilon that the criterion rejected, by its objection
     * @param cost what it took to find out
     */
    record Refused(
            RootFacts facts,
            RefusalReason reason,
            String detail,
            TokenIds rootTokens,
            RootMeasurements measured,
            Map<Verdict, Long> rejected,
            Cost cost)
            implements RootConcluded {
        public Refused {
            Objects.requireNonNull(facts, "facts");
            Objects.requireNonNull(reason, "reason");
            Objects.requireNonNull(detail, "detail");
            Objects.requireNonNull(rootTokens, "rootTokens");
            Objects.requireNonNull(measured, "measured");
            rejected = Map.copyOf(rejected);
            Objects.requireNonNull(cost, "cost");
        }

        @Override
        public Refused at(int place) {
            return new Refused(facts.at(place), reason, detail, rootTokens, measured, rejected, cost);
        }
    }

    /**
     * @param passage its name
     * @param document the document it comes from
     * @param tokens its ids
     */
    record Context(String passage, String document, TokenIds tokens) {
        public Context {
            Objects.requireNonNull(passage, "passage");
            Objects.requireNonNull(document, "document");
            Objects.requireNonNull(tokens, "tokens");
        }
    }

    /**
     * @param ref which root
     * @param settings the run's settings
     * @param model the model that was asked
     * @param tokens length of the root in tokens
     * @param mu mean entropy in nats, 0 when it was not profiled
     * @param sigma population standard deviation in nats
     * @param tau threshold in nats
     * @param positions how many high-entropy positions it has
     */
    record RootFacts(
            RootRef ref,
            RunSettings settings,
            ModelIdentity model,
            int tokens,
            double mu,
            double sigma,
            double tau,
            int positions) {
        public RootFacts {
            Objects.requireNonNull(ref, "ref");
            Objects.requireNonNull(settings, "settings");
            Objects.requireNonNull(model, "model");
        }

        RootFacts at(int place) {
            return new RootFacts(ref.at(place), settings, model, tokens, mu, sigma, tau, positions);
        }
    }

    /**
     * What a root took, in forward tokens: tokens that went through the model's layers.
     *
     * @param baselineTokens for the root alone
     * @param verificationTokens for candidates
     * @param controlTokens for control passages
     * @param screenTokens for candidates, in a lower precision
     * @param naiveTokens what one pass over [C; D] for each (position, candidate) pair that was scored would have taken
     * @param truncatedTokens the same with passes that end at their position
     * @param candidates retrieved
     * @param candidatesScored of these
     * @param pairsScored (position, candidate) pairs that were retrieved and scored
     * @param tooLong candidates that did not fit the window
     */
    record Cost(
            long baselineTokens,
            long verificationTokens,
            long controlTokens,
            long screenTokens,
            long naiveTokens,
            long truncatedTokens,
            int candidates,
            int candidatesScored,
            int pairsScored,
            int tooLong) {
        public static Cost baseline(long tokens) {
            return new Cost(tokens, 0, 0, 0, 0, 0, 0, 0, 0, 0);
        }

        /** This with more tokens for control passages. */
        public Cost plusControl(long tokens) {
            return new Cost(
                    baselineTokens,
                    verificationTokens,
                    controlTokens + tokens,
                    screenTokens,
                    naiveTokens,
                    truncatedTokens,
                    candidates,
                    candidatesScored,
                    pairsScored,
                    tooLong);
        }

        public long forwardTokens() {
            return baselineTokens + verificationTokens + controlTokens + screenTokens;
        }
    }
}
