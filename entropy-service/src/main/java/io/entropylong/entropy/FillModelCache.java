package io.entropylong.entropy;

import io.entropylong.languagemodel.LanguageModel;
import io.entropylong.languagemodel.Precision;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.Banner;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

/**
 * Converts the service's model into its cache, in both precisions that the service may load, and ends: a step before many
 * instances that share the cache. The settings are the service's own; no broker is needed, and no GPU for any precision.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(EntropyProperties.class)
public class FillModelCache {
    private static final Logger log = LoggerFactory.getLogger(FillModelCache.class);

    public static void main(String[] args) throws IOException {
        SpringApplicationBuilder builder = new SpringApplicationBuilder(FillModelCache.class)
                .bannerMode(Banner.Mode.OFF)
                .properties("spring.config.name=application-entropy", "spring.application.name=model-cache");
        // the service's file asks for a web server
        String[] settings = Stream.concat(Stream.of("--spring.main.web-application-type=none"), Stream.of(args))
                .toArray(String[]::new);
        try (ConfigurableApplicationContext context = builder.run(settings)) {
            fill(context.getBean(EntropyProperties.class));
        }
    }

    private static void fill(EntropyProperties properties) throws IOException {
        Set<String> precisions = new LinkedHashSet<>(List.of(properties.precision(), properties.screenPrecision()));
        for (String precision : precisions) {
            LanguageModel.convert(properties.model(), properties.modelCache(), Precision.of(precision));
            log.atInfo()
                    .addKeyValue("model", properties.model())
                    .addKeyValue("cache", properties.modelCache())
                    .addKeyValue("precision", precision)
                    .log("the cache holds the model");
        }
    }
}
