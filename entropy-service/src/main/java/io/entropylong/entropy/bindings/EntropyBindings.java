package io.entropylong.entropy.bindings;

import io.entropylong.common.message.MessageCodec;
import io.entropylong.common.topic.Topics;
import io.entropylong.entropy.context.ContextScorer;
import io.entropylong.entropy.profile.RootProfiler;
import io.entropylong.entropy.scoring.ScoringPool;
import io.entropylong.entropy.scoring.TokenScorer;
import io.entropylong.messaging.Backlog;
import io.entropylong.messaging.KafkaProperties;
import io.entropylong.messaging.Outbox;
import io.entropylong.messaging.StageMeters;
import io.entropylong.messaging.StageTraces;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.cloud.stream.function.StreamBridge;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.Message;

/** The service's two functions, as the configuration file binds them to topics. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(KafkaProperties.class)
public class EntropyBindings {
    @Bean
    Outbox outbox(StreamBridge bridge, MessageCodec codec, MeterRegistry registry, StageTraces traces) {
        return new Outbox("entropy", bridge, codec, registry, traces);
    }

    @Bean
    Consumer<Message<List<byte[]>>> profile(
            RootProfiler profiler,
            MessageCodec codec,
            Outbox outbox,
            MeterRegistry registry,
            PrometheusRegistry distributions) {
        return new ProfileFunction(
                profiler,
                codec,
                outbox,
                new StageMeters(registry, ProfileFunction.STAGE),
                new ProfileMeters(registry, distributions));
    }

    @Bean
    Consumer<Message<List<byte[]>>> score(
            ContextScorer scorer, MessageCodec codec, Outbox outbox, MeterRegistry registry) {
        return new ScoreFunction(scorer, codec, outbox, new StageMeters(registry, ScoreFunction.STAGE));
    }

    @Bean
    PassMeters passMeters(MeterRegistry registry, TokenScorer scorer) {
        return new PassMeters(registry, scorer.identity());
    }

    @Bean
    MeterBinder tokensInFlight(ScoringPool pool) {
        return registry -> Gauge.builder("entropylong.model.tokens.inflight", pool, ScoringPool::tokensInFlight)
                .description("tokens of the forward passes that run now; bounded by max-tokens-in-flight")
                .register(registry);
    }

    @Bean
    VocabularyAnnouncement vocabularyAnnouncement(KafkaProperties kafka, MessageCodec codec, TokenScorer scorer) {
        VocabularyAnnouncement announcement = new VocabularyAnnouncement(kafka, codec);
        scorer.vocabulary().ifPresent(announcement::send);
        return announcement;
    }

    @Bean
    Backlog backlog(KafkaProperties kafka, MeterRegistry registry) {
        return new Backlog(
                kafka,
                registry,
                List.of(
                        new Backlog.Reader(ProfileFunction.STAGE, "entropy-profile", List.of(Topics.ROOTS)),
                        new Backlog.Reader(ScoreFunction.STAGE, "entropy-score", List.of(Topics.SCORE_REQUESTS))));
    }
}
