package io.entropylong.entropy.bindings;

import io.entropylong.common.message.MessageCodec;
import io.entropylong.entropy.context.ContextScorer;
import io.entropylong.entropy.profile.RootProfiler;
import io.entropylong.messaging.Outbox;
import io.entropylong.messaging.StageMeters;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.cloud.stream.function.StreamBridge;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.Message;

/** The service's two functions, as the configuration file binds them to topics. */
@Configuration(proxyBeanMethods = false)
public class EntropyBindings {
    @Bean
    Outbox outbox(StreamBridge bridge, MessageCodec codec, MeterRegistry registry) {
        return new Outbox("entropy", bridge, codec, registry);
    }

    @Bean
    Consumer<Message<List<byte[]>>> profile(
            RootProfiler profiler, MessageCodec codec, Outbox outbox, MeterRegistry registry) {
        return new ProfileFunction(profiler, codec, outbox, new StageMeters(registry, ProfileFunction.STAGE));
    }

    @Bean
    Consumer<Message<List<byte[]>>> score(
            ContextScorer scorer, MessageCodec codec, Outbox outbox, MeterRegistry registry) {
        return new ScoreFunction(scorer, codec, outbox, new StageMeters(registry, ScoreFunction.STAGE));
    }

    @Bean
    PassMeters passMeters(MeterRegistry registry) {
        return new PassMeters(registry);
    }
}
