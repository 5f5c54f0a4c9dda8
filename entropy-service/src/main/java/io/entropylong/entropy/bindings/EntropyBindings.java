package io.entropylong.entropy.bindings;

import io.entropylong.common.message.MessageCodec;
import io.entropylong.entropy.context.ContextScorer;
import io.entropylong.entropy.profile.RootProfiler;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.function.Function;
import org.springframework.cloud.stream.function.StreamBridge;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.Message;

/** The service's two functions, as the configuration file binds them to topics. */
@Configuration(proxyBeanMethods = false)
public class EntropyBindings {
    @Bean
    Function<Message<List<byte[]>>, List<Message<byte[]>>> profile(
            RootProfiler profiler, MessageCodec codec, StreamBridge bridge, MeterRegistry registry) {
        return new ProfileFunction(
                profiler, codec, new DeadLetters(bridge, "roots-dlt", new StageMeters(registry, "profile")));
    }

    @Bean
    Function<Message<List<byte[]>>, List<Message<byte[]>>> score(
            ContextScorer scorer, MessageCodec codec, StreamBridge bridge, MeterRegistry registry) {
        return new ScoreFunction(
                scorer, codec, new DeadLetters(bridge, "score-requests-dlt", new StageMeters(registry, "score")));
    }

    @Bean
    PassMeters passMeters(MeterRegistry registry) {
        return new PassMeters(registry);
    }
}
