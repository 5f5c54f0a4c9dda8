package io.entropylong.entropy;

import io.entropylong.entropy.model.LanguageModelScorer;
import io.entropylong.entropy.model.LazyScreenModel;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Gives the service its model, and the same one in a lower precision. */
@Configuration(proxyBeanMethods = false)
class LanguageModelConfiguration {
    @Bean
    LanguageModelScorer languageModelScorer(EntropyProperties properties) {
        return open(properties, properties.precision());
    }

    @Bean
    LazyScreenModel screenModel(EntropyProperties properties) {
        return new LazyScreenModel(() -> open(properties, properties.screenPrecision()));
    }

    private static LanguageModelScorer open(EntropyProperties properties, String precision) {
        return LanguageModelScorer.open(
                properties.model(), properties.modelCache(), precision, properties.intraOpThreads());
    }
}
