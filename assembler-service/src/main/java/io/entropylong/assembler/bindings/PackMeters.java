package io.entropylong.assembler.bindings;

import io.entropylong.common.message.Dependency;
import io.entropylong.common.message.Packed;
import io.entropylong.messaging.DeadLetter;
import io.entropylong.messaging.Outbox;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.Map;

/** Counts samples as they are packed. After a crash, what is done again is counted again. */
final class PackMeters {
    private static final double[] DISTANCES = {1024, 2048, 4096, 8192, 16_384, 32_768, 65_536, 131_072};

    private final MeterRegistry registry;
    private final Counter samples;
    private final Counter rootTokens;
    private final Counter contextTokens;
    private final Counter fillerTokens;
    private final DistributionSummary dependencies;
    private final DistributionSummary distances;

    PackMeters(MeterRegistry registry) {
        this.registry = registry;
        samples = Counter.builder("entropylong.samples")
                .description("samples that were packed")
                .tag("outcome", "emitted")
                .register(registry);
        rootTokens = tokens("root");
        contextTokens = tokens("context");
        fillerTokens = tokens("padding");
        dependencies = DistributionSummary.builder("entropylong.sample.dependencies")
                .description("dependencies of a sample")
                .register(registry);
        distances = DistributionSummary.builder("entropylong.dependency.distance")
                .description("tokens between the end of a dependency's passage and its position")
                .baseUnit("tokens")
                .serviceLevelObjectives(DISTANCES)
                .register(registry);
    }

    void packed(Packed message) {
        if (!(message instanceof Packed.Sample sample)) return;
        samples.increment();
        int found = 0;
        for (Packed.PackedUnit unit : sample.units()) {
            rootTokens.increment(unit.root().size());
            Map<String, Integer> ends = new HashMap<>();
            for (Packed.PackedContext context : unit.contexts()) {
                contextTokens.increment(context.span().size());
                ends.put(context.passage(), context.span().end());
            }
            for (Dependency dependency : unit.dependencies()) {
                int position = unit.root().start() + dependency.position();
                distances.record(position - ends.getOrDefault(dependency.passage(), position));
                found++;
            }
        }
        Packed.Span filler = sample.filler();
        if (filler != null) fillerTokens.increment(filler.size());
        dependencies.record(found);
    }

    void buried(DeadLetter letter) {
        Outbox.deadLetters(registry, "pack", letter).increment();
    }

    private Counter tokens(String kind) {
        return Counter.builder("entropylong.sample.tokens")
                .description("tokens of samples; padding is the filler from an ordinary document")
                .tag("kind", kind)
                .register(registry);
    }
}
