package io.entropylong.entropy.scoring;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;

/**
 * Runs sequences through models on a fixed number of threads. Thread-safe: all callers share the threads, and the room for
 * tokens in flight. What a sequence gives depends neither on the number of threads nor on what shares its pass or runs beside
 * it.
 */
public final class ScoringPool implements AutoCloseable {
    private final PoolLimits limits;
    private final PassListener listener;
    private final TokensInFlight inFlight;
    private final ExecutorService workers;
    private volatile boolean closing;

    /**
     * What a pool may use.
     *
     * @param workers threads, at least 1
     * @param batch what may share a pass
     * @param tokensInFlight most tokens of all passes that run at the same time; a pass with more runs alone
     */
    public record PoolLimits(int workers, BatchLimits batch, int tokensInFlight) {
        public PoolLimits {
            if (workers < 1) throw new IllegalArgumentException("workers must be at least 1: " + workers);
            if (tokensInFlight < 1) {
                throw new IllegalArgumentException("tokensInFlight must be at least 1: " + tokensInFlight);
            }
        }

        /** Each sequence in a pass of its own, as many at a time as there are threads. */
        public static PoolLimits threads(int workers) {
            return new PoolLimits(workers, new BatchLimits(1, false), Integer.MAX_VALUE);
        }
    }

    public ScoringPool(PoolLimits limits, PassListener listener) {
        this.limits = limits;
        this.listener = listener;
        this.inFlight = new TokensInFlight(limits.tokensInFlight());
        this.workers = Executors.newFixedThreadPool(
                limits.workers(),
                Thread.ofPlatform().daemon().name("entropy-scorer-", 0).factory());
    }

    /** Tokens of the passes that run now. */
    public int tokensInFlight() {
        return inFlight.now();
    }

    /**
     * Scores all of them, longest first so that no thread is left alone with the longest one at the end.
     *
     * @param scorer asked from several threads; not closed by this
     * @return one outcome for each sequence, in their order
     * @throws ScoringAbortedException when this is closed or the thread interrupted meanwhile
     */
    public List<Outcome> scoreAll(TokenScorer scorer, Phase phase, List<Sequence> sequences) {
        long asked = System.nanoTime();
        Outcome[] outcomes = new Outcome[sequences.size()];
        List<FutureTask<?>> passes = Batch.of(sequences, limits.batch()).stream()
                .<FutureTask<?>>map(
                        batch -> new FutureTask<>(() -> score(scorer, phase, batch, sequences, asked, outcomes), null))
                .toList();
        try {
            passes.forEach(workers::execute);
            passes.forEach(ScoringPool::await);
            return Arrays.asList(outcomes);
        } catch (RejectedExecutionException e) {
            throw new ScoringAbortedException("the service is closing", e);
        } finally {
            // does nothing unless something was thrown above
            passes.forEach(pass -> pass.cancel(false));
        }
    }

    private static void await(FutureTask<?> pass) {
        try {
            pass.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ScoringAbortedException("interrupted while scoring", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ScoringAbortedException aborted) throw aborted;
            throw new IllegalStateException("the scoring thread broke down", e.getCause());
        }
    }

    /** A batch that fails is asked for once more, sequence by sequence: one that always fails then fails alone. */
    private void score(
            TokenScorer scorer, Phase phase, Batch batch, List<Sequence> sequences, long asked, Outcome[] outcomes) {
        try {
            run(scorer, phase, batch, sequences, asked, outcomes);
        } catch (ScoringAbortedException e) {
            throw e;
        } catch (RuntimeException first) {
            if (String.valueOf(first.getMessage()).contains("allocate")) listener.outOfMemory(phase);
            for (int member : batch.members()) {
                int length = sequences.get(member).length();
                try {
                    run(scorer, phase, new Batch(List.of(member), length), sequences, asked, outcomes);
                } catch (ScoringAbortedException e) {
                    throw e;
                } catch (RuntimeException e) {
                    // a model that is being closed fails too, and that is not the sequence's fault
                    if (closing) throw new ScoringAbortedException("the service is closing", e);
                    outcomes[member] = new Outcome.Failed(
                            "the model failed on a sequence of " + length + " tokens: " + e.getMessage());
                }
            }
        }
    }

    private void run(
            TokenScorer scorer, Phase phase, Batch batch, List<Sequence> sequences, long asked, Outcome[] outcomes) {
        enter(batch);
        try {
            if (closing) throw new ScoringAbortedException("the service is closing", null);
            long started = System.nanoTime();
            List<TokenScores> scores =
                    scorer.score(batch.members().stream().map(sequences::get).toList());
            Duration elapsed = Duration.ofNanos(System.nanoTime() - started);
            int forwardTokens = 0;
            int longest = 0;
            for (int i = 0; i < scores.size(); i++) {
                outcomes[batch.members().get(i)] = new Outcome.Scored(scores.get(i));
                forwardTokens += scores.get(i).forwardTokens();
                longest = Math.max(longest, scores.get(i).forwardTokens());
            }
            int padding = longest * scores.size() - forwardTokens;
            Duration waited = Duration.ofNanos(started - asked);
            listener.passed(new PassReport(phase, scores.size(), forwardTokens, padding, waited, elapsed));
        } finally {
            inFlight.leave(batch.tokens());
        }
    }

    private void enter(Batch batch) {
        try {
            inFlight.enter(batch.tokens());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ScoringAbortedException("interrupted while waiting for room", e);
        }
    }

    /** Waits for the passes that run; the ones that wait are aborted. */
    @Override
    public void close() {
        closing = true;
        workers.close();
    }
}
