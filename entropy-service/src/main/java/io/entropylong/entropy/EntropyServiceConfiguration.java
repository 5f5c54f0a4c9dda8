package io.entropylong.entropy;

import io.entropylong.common.message.MessageCodec;
import io.entropylong.entropy.bindings.EntropyBindings;
import io.entropylong.entropy.context.ContextScorer;
import io.entropylong.entropy.profile.RootProfiler;
import io.entropylong.entropy.scoring.PassListener;
import io.entropylong.entropy.scoring.ScoringPool;
import io.entropylong.entropy.scoring.ScreenModel;
import io.entropylong.entropy.scoring.TokenScorer;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/**
 * Puts the service together, but for the model. Whoever gives the {@link TokenScorer} and the {@link ScreenModel} loads the model in the bean method, so
 * that a service that is ready has its model; the context closes it after the pool that runs it.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@EnableConfigurationProperties(EntropyProperties.class)
@Import(EntropyBindings.class)
public class EntropyServiceConfiguration {
    @Bean
    ScoringPool scoringPool(EntropyProperties properties, PassListener listener) {
        return new ScoringPool(properties.limits(Runtime.getRuntime().availableProcessors()), listener);
    }

    @Bean
    RootProfiler rootProfiler(TokenScorer scorer, ScoringPool pool) {
        return new RootProfiler(scorer, pool);
    }

    @Bean
    ContextScorer contextScorer(TokenScorer scorer, ScreenModel screen, ScoringPool pool) {
        return new ContextScorer(scorer, screen, pool);
    }

    @Bean
    MessageCodec messageCodec() {
        return new MessageCodec();
    }
}
