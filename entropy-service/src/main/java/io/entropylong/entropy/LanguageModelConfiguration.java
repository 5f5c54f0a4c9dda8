package io.entropylong.entropy;

import io.entropylong.entropy.model.LanguageModelScorer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Gives the service its model. */
@Configuration(proxyBeanMethods = false)
class LanguageModelConfiguration {
    @Bean
    LanguageModelScorer languageModelScorer(EntropyProperties properties) {
        return LanguageModelScorer.open(
                properties.model(), properties.modelCache(), properties.precision(), properties.intraOpThreads());
    }
}
