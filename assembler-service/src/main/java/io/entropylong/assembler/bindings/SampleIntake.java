package io.entropylong.assembler.bindings;

import io.entropylong.assembler.dataset.DatasetLibrary;
import io.entropylong.assembler.dataset.UnknownRunException;
import io.entropylong.common.message.Packed;
import io.entropylong.messaging.DeadLetter;
import io.entropylong.messaging.DeadLetterReason;
import io.entropylong.messaging.Received;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes a batch of samples, and finds those that can never be written, so that they do not hold up the others. Not
 * thread-safe.
 */
final class SampleIntake {
    private final DatasetLibrary datasets;
    private final Duration wait;
    private final Map<String, Long> unknownSince = new HashMap<>();

    /**
     * @param wait for the record of a run whose samples are there already
     */
    SampleIntake(DatasetLibrary datasets, Duration wait) {
        this.datasets = datasets;
        this.wait = wait;
    }

    /**
     * @return those that can never be written; all others are safe
     * @throws UncheckedIOException when the disk does not take them: the same batch must come again
     * @throws UnknownRunException when a run is not known, or not yet: the same batch must come again
     */
    List<DeadLetter> write(List<Received<Packed>> samples) {
        try {
            writeAll(samples.stream().map(Received::message).toList());
            unknownSince.clear();
            return List.of();
        } catch (IllegalArgumentException | IllegalStateException | IndexOutOfBoundsException e) {
            return oneByOne(samples);
        }
    }

    private List<DeadLetter> oneByOne(List<Received<Packed>> samples) {
        List<DeadLetter> rejected = new ArrayList<>();
        for (Received<Packed> sample : samples) {
            try {
                writeAll(List.of(sample.message()));
            } catch (UnknownRunException e) {
                long since = unknownSince.computeIfAbsent(sample.message().run(), run -> System.nanoTime());
                if (System.nanoTime() - since < wait.toNanos()) throw e;
                rejected.add(sample.rejected(DeadLetterReason.UNKNOWN_RUN, String.valueOf(e.getMessage())));
            } catch (IllegalArgumentException | IllegalStateException | IndexOutOfBoundsException e) {
                rejected.add(sample.rejected(DeadLetterReason.CONTRADICTORY, String.valueOf(e.getMessage())));
            }
        }
        return rejected;
    }

    private void writeAll(List<Packed> messages) {
        try {
            datasets.write(messages);
        } catch (IOException e) {
            throw new UncheckedIOException("samples cannot be written: " + e.getMessage(), e);
        }
    }
}
