package io.entropylong.languagemodel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ModelInspectionTest {
    @TempDir
    Path work = Path.of("");

    @ParameterizedTest
    @EnumSource(Precision.class)
    void theWeightsTakeWhatTheConvertedFileTakes(Precision precision) throws IOException {
        Path folder = TinyModels.folder("llama", work);
        ModelInspection inspection = ModelInspection.of(folder);

        new ConversionCache(work.resolve("cache")).get(folder, precision);

        assertThat(inspection.architecture()).isEqualTo("llama");
        assertThat(inspection.contextWindow()).isEqualTo(256);
        // a tensor begins on a page of its own, and int8 has scales: at this size that is a part of the whole
        try (Stream<Path> files = Files.walk(work.resolve("cache"))) {
            Path data = files.filter(file -> file.toString().endsWith(".data"))
                    .findFirst()
                    .orElseThrow();
            long weights = inspection.targets().stream()
                    .filter(target -> target.precision().equals(precision.id()))
                    .findFirst()
                    .orElseThrow()
                    .weightBytes();
            assertThat((double) weights).isCloseTo((double) Files.size(data), within(24 * 4096.0));
            assertThat(weights).isLessThanOrEqualTo(Files.size(data));
        }
    }
}
