package io.entropylong.assembler;

import io.entropylong.assembler.inspection.FinishedDataset;
import io.entropylong.assembler.run.Runs;
import java.nio.file.Path;
import org.springframework.boot.Banner;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.ComponentScan;

/** The pages and the reading half of the interface over one finished dataset: no broker, nothing is written. */
public final class InspectorApplication {
    private InspectorApplication() {}

    /**
     * @param dataset its run
     * @param folder of it
     * @return to be run with {@code --spring.cloud.function.definition=}, since nothing is bound to topics
     */
    public static SpringApplicationBuilder builder(FinishedDataset dataset, Path folder) {
        return new SpringApplicationBuilder(Web.class)
                .bannerMode(Banner.Mode.OFF)
                .properties(
                        "spring.config.name=application-assembler",
                        "spring.application.name=inspector",
                        "spring.application.admin.enabled=false",
                        "spring.jmx.enabled=false")
                .initializers(fresh -> {
                    fresh.getBeanFactory().registerSingleton("directory", dataset);
                    fresh.getBeanFactory().registerSingleton("runs", new Runs(dataset, folder));
                });
    }

    // no configuration by annotation: the scan of the whole service would find it
    @EnableAutoConfiguration
    @ComponentScan(basePackages = "io.entropylong.assembler.web")
    static class Web {}
}
