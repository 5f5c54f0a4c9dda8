package io.entropylong.entropy.scoring;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;

/**
 * Runs sequences through one model on a fixed number of threads. Thread-safe: all callers share the threads. A sequence
 * is scored by itself, so its numbers depend neither on the number of threads nor on what runs beside it.
 */
public final class ScoringPool implements AutoCloseable {
    private final TokenScorer scorer;
    private final PassListener listener;
    private final ExecutorService workers;
    private volatile boolean closing;

    /**
     * @param scorer asked from several threads; not closed by this
     * @param workers threads, at least 1
     */
    public ScoringPool(TokenScorer scorer, int workers, PassListener listener) {
        this.scorer = scorer;
        this.listener = listener;
        this.workers = Executors.newFixedThreadPool(
                workers, Thread.ofPlatform().daemon().name("entropy-scorer-", 0).factory());
    }

    /**
     * Scores all of them, longest first so that no thread is left alone with the longest one at the end.
     *
     * @return one outcome for each sequence, in their order
     * @throws ScoringAbortedException when this is closed or the thread interrupted meanwhile
     */
    public List<Outcome> scoreAll(Phase phase, List<Sequence> sequences) {
        long asked = System.nanoTime();
        List<Pass> passes = sequences.stream()
                .map(sequence -> new Pass(sequence.length(), new FutureTask<>(() -> score(phase, sequence, asked))))
                .toList();
        try {
            passes.stream()
                    .sorted(Comparator.comparingInt(Pass::length).reversed())
                    .forEach(pass -> workers.execute(pass.task()));
            return passes.stream().map(pass -> await(pass.task())).toList();
        } catch (RejectedExecutionException e) {
            throw new ScoringAbortedException("the service is closing", e);
        } finally {
            // does nothing unless something was thrown above
            passes.forEach(pass -> pass.task().cancel(false));
        }
    }

    private record Pass(int length, FutureTask<Outcome> task) {}

    private static Outcome await(FutureTask<Outcome> pass) {
        try {
            return pass.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ScoringAbortedException("interrupted while scoring", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ScoringAbortedException aborted) throw aborted;
            throw new IllegalStateException("the scoring thread broke down", e.getCause());
        }
    }

    private Outcome score(Phase phase, Sequence sequence, long asked) {
        try {
            return run(phase, sequence, asked);
        } catch (ScoringAbortedException e) {
            throw e;
        } catch (RuntimeException first) {
            if (String.valueOf(first.getMessage()).contains("allocate")) listener.outOfMemory(phase);
            try {
                return run(phase, sequence, asked);
            } catch (RuntimeException e) {
                // a model that is being closed fails too, and that is not the sequence's fault
                if (closing) throw new ScoringAbortedException("the service is closing", e);
                return new Outcome.Failed(
                        "the model failed on a sequence of " + sequence.length() + " tokens: " + e.getMessage());
            }
        }
    }

    private Outcome run(Phase phase, Sequence sequence, long asked) {
        if (closing) throw new ScoringAbortedException("the service is closing", null);
        long started = System.nanoTime();
        TokenScores scores = scorer.score(sequence);
        listener.passed(
                phase,
                scores.forwardTokens(),
                Duration.ofNanos(started - asked),
                Duration.ofNanos(System.nanoTime() - started));
        return new Outcome.Scored(scores);
    }

    /** Waits for the passes that run; the ones that wait are aborted. */
    @Override
    public void close() {
        closing = true;
        workers.close();
    }
}
