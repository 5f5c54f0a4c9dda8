package io.entropylong.assembler;

import io.entropylong.assembler.bindings.OutputMeters;
import io.entropylong.assembler.card.DatasetCard;
import io.entropylong.assembler.catalog.RunDirectory;
import io.entropylong.assembler.catalog.VocabularySource;
import io.entropylong.assembler.dataset.DatasetLibrary;
import io.entropylong.assembler.dataset.MdsShards;
import io.entropylong.assembler.run.Runs;
import io.entropylong.assembler.upload.DatasetUpload;
import io.entropylong.assembler.upload.ObjectPlace;
import io.entropylong.assembler.upload.ObjectStore;
import io.entropylong.messaging.KafkaProperties;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
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
            MeterRegistry registry) {
        OutputMeters written = new OutputMeters(registry, "mds");
        return new DatasetLibrary(
                properties.outputRoot(),
                directory,
                vocabularies,
                MdsShards::samplesPerShard,
                (folder, run) -> MdsShards.open(folder, run, written::shard),
                new DatasetCard(),
                finished(properties.upload()));
    }

    private static DatasetLibrary.Finished finished(AssemblerProperties.@Nullable Upload to) {
        if (to == null) return DatasetLibrary.Finished.none();
        ObjectPlace target = ObjectPlace.parse(to.target());
        DatasetUpload upload = new DatasetUpload(new ObjectStore(to.endpoint(), to.region(), to.pathStyle()));
        return (run, folder) -> upload.upload(folder, target.folder(run.output()));
    }
}
