package io.entropylong.retrieval.embedding;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** An embedder whose calls are timed. */
public final class MeteredEmbedder implements Embedder {
    private final Embedder embedder;
    private final Timer calls;

    public MeteredEmbedder(Embedder embedder, String model, MeterRegistry registry) {
        this.embedder = embedder;
        this.calls = Timer.builder("entropylong.embed.duration")
                .description("time that the texts of one call took to embed")
                .tag("model", model)
                .register(registry);
    }

    @Override
    public List<float[]> embed(List<String> texts) {
        long start = System.nanoTime();
        try {
            return embedder.embed(texts);
        } finally {
            calls.record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
        }
    }

    @Override
    public int dimensions() {
        return embedder.dimensions();
    }
}
