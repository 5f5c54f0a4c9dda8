package io.entropylong.assembler;

import io.entropylong.assembler.bindings.OutputMeters;
import io.entropylong.assembler.bindings.UploadMeters;
import io.entropylong.assembler.card.DatasetCard;
import io.entropylong.assembler.catalog.RunDirectory;
import io.entropylong.assembler.catalog.VocabularySource;
import io.entropylong.assembler.dataset.DatasetLibrary;
import io.entropylong.assembler.dataset.MdsShards;
import io.entropylong.assembler.run.Runs;
import io.entropylong.assembler.upload.DatasetUpload;
import io.entropylong.assembler.upload.ObjectPlace;
import io.entropylong.assembler.upload.ObjectStore;
import io.entropylong.assembler.upload.Uploads;
import io.entropylong.messaging.KafkaProperties;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;

/** The service as one Spring context. */
@SpringBootConfiguration
@EnableAutoConfiguration
@ConfigurationPropertiesScan(basePackageClasses = AssemblerServiceConfiguration.class)
@EnableConfigurationProperties(KafkaProperties.class)
@ComponentScan(basePackageClasses = AssemblerServiceConfiguration.class)
public class AssemblerServiceConfiguration {
    @Bean
    Runs runs(RunDirectory directory, AssemblerProperties properties) {
        return new Runs(directory, properties.outputRoot());
    }

    @Bean
    DatasetLibrary datasets(
            RunDirectory directory,
            VocabularySource vocabularies,
            AssemblerProperties properties,
            ObjectProvider<Uploads> uploads,
            MeterRegistry registry) {
        OutputMeters written = new OutputMeters(registry, "mds");
        return new DatasetLibrary(
                properties.outputRoot(),
                directory,
                vocabularies,
                MdsShards::samplesPerShard,
                (folder, run) -> MdsShards.open(folder, run, written::shard),
                new DatasetCard(),
                finished(uploads.getIfAvailable()));
    }

    private static DatasetLibrary.Finished finished(@Nullable Uploads uploads) {
        return uploads == null ? DatasetLibrary.Finished.none() : uploads;
    }

    @Bean
    @ConditionalOnProperty("entropylong.assembler.upload.target")
    Uploads uploads(RunDirectory directory, AssemblerProperties properties, MeterRegistry registry) {
        AssemblerProperties.Upload to = Objects.requireNonNull(properties.upload(), "upload");
        DatasetUpload upload = new DatasetUpload(new ObjectStore(to.endpoint(), to.region(), to.pathStyle()));
        return new Uploads(
                directory,
                ObjectPlace.parse(to.target()),
                upload::upload,
                new Uploads.Patience(to.attempts(), to.pause()),
                new UploadMeters(registry));
    }

    /** Once all is up: the runs are read from a topic. */
    @Bean
    ApplicationListener<ApplicationReadyEvent> pendingUploads(ObjectProvider<Uploads> uploads, Runs runs) {
        return ready -> uploads.ifAvailable(all -> all.resume(runs::folder));
    }
}
