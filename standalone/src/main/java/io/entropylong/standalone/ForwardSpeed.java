package io.entropylong.standalone;

import io.entropylong.languagemodel.LanguageModel;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/** How many forward tokens a second a model makes on this machine: a pass of one thread on each core, over and over. */
final class ForwardSpeed {
    private ForwardSpeed() {}

    /**
     * @param tokens any, at least {@code length}
     * @param length tokens of a pass
     * @param seconds that are measured, after one pass that is not
     */
    static double measure(LanguageModel model, int[] tokens, int length, int seconds) throws InterruptedException {
        int[] sequence = Arrays.copyOf(tokens, length);
        int[] last = {length - 1};
        model.score(sequence, last);
        int cores = Runtime.getRuntime().availableProcessors();
        AtomicLong passed = new AtomicLong();
        long start = System.nanoTime();
        long end = start + seconds * 1_000_000_000L;
        Callable<Long> passes = () -> {
            while (System.nanoTime() < end) {
                model.score(sequence, last);
                passed.addAndGet(length - 1L);
            }
            return System.nanoTime();
        };
        try (ExecutorService pool = Executors.newFixedThreadPool(cores)) {
            List<Future<Long>> ends = pool.invokeAll(
                    IntStream.range(0, cores).mapToObj(core -> passes).toList());
            long latest = start;
            for (Future<Long> one : ends) latest = Math.max(latest, one.get());
            return passed.get() / ((latest - start) / 1e9);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a forward pass failed", e.getCause());
        }
    }
}
