package io.entropylong.assembler.card;

import static org.assertj.core.api.Assertions.assertThat;

import io.entropylong.assembler.dataset.DatasetJson;
import io.entropylong.assembler.dataset.Manifest;
import io.entropylong.assembler.dataset.WrittenDataset;
import io.entropylong.assembler.statistics.DatasetStatistics;
import io.entropylong.assembler.statistics.Statistics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

class DatasetCardTest {
    @TempDir
    private Path temporary;

    private Path dataset;

    @BeforeEach
    void write() throws IOException {
        dataset = WrittenDataset.under(temporary, new DatasetCard());
    }

    @Test
    void theHeadIsYamlThatNamesFilesWhichAreThere() throws IOException {
        Map<String, Object> head = head();

        assertThat(head.get("size_categories")).isEqualTo(List.of("n<1K"));
        assertThat(head.get("task_categories")).isEqualTo(List.of("text-generation"));
        assertThat(head.get("configs"))
                .isEqualTo(List.of(
                        Map.of(
                                "config_name",
                                "dependencies",
                                "data_files",
                                "provenance/dependencies.jsonl",
                                "default",
                                true),
                        Map.of("config_name", "roots", "data_files", "provenance/roots.jsonl"),
                        Map.of("config_name", "controls", "data_files", "provenance/controls.jsonl")));
        assertThat(dataset.resolve("provenance/dependencies.jsonl")).exists();
    }

    @Test
    void samplesInParquetAreTheOnlyTableSinceDatasetsReadsAllWithOneReader() throws IOException {
        Files.createFile(Files.createDirectory(dataset.resolve("parquet")).resolve("train-00000-of-00001.parquet"));
        new DatasetCard().write(dataset, Manifest.read(dataset));

        assertThat(head().get("configs"))
                .isEqualTo(
                        List.of(Map.of("config_name", "samples", "data_files", "parquet/*.parquet", "default", true)));
    }

    @Test
    void samplesInJsonLinesAreTheDefaultBesideTheEvidence() throws IOException {
        Files.createFile(Files.createDirectory(dataset.resolve("jsonl")).resolve("train-00000-of-00001.jsonl"));
        Files.createFile(Files.createDirectory(dataset.resolve("parquet")).resolve("train-00000-of-00001.parquet"));
        new DatasetCard().write(dataset, Manifest.read(dataset));

        assertThat(head().get("configs"))
                .asInstanceOf(InstanceOfAssertFactories.list(Map.class))
                .extracting(config -> config.get("config_name"))
                .containsExactly("samples", "dependencies", "roots", "controls");
    }

    @Test
    void theTextTellsFiguresCaveatsAndSettings() throws IOException {
        assertThat(card())
                .contains(
                        "# EntropyLong dataset `r`",
                        "5 samples of exactly 1,024 tokens",
                        "| model | `m`, `cpu-fp32`, sha256 `ab` |",
                        "| corpus | `corpus`, 7 documents, 70 passages |",
                        "**Cold starts**: 100.0 % of the dependencies",
                        "100.0 % were compared with none",
                        "| `min-position` | 0 | 0.0 % |",
                        "| `epsilon` | `0.4` |",
                        "| `control_margin` | none |");
    }

    @Test
    void everyPlotIsThereAndShown() throws IOException {
        Matcher shown = Pattern.compile("!\\[\\w+]\\((card/\\w+\\.svg)\\)").matcher(card());
        int plots = 0;
        for (; shown.find(); plots++)
            assertThat(dataset.resolve(shown.group(1))).exists();

        try (Stream<Path> files = Files.list(dataset.resolve("card"))) {
            assertThat(files).hasSize(plots).hasSize(7);
        }
    }

    @Test
    void theFiguresAreThoseOfTheStatistics() throws IOException {
        Statistics written =
                DatasetJson.MAPPER.readValue(Files.readAllBytes(dataset.resolve("statistics.json")), Statistics.class);

        assertThat(written).isEqualTo(DatasetStatistics.of(dataset));
    }

    @Test
    void writtenAgainItHasTheSameBytes() throws IOException {
        Map<String, String> before = content();
        new DatasetCard().write(dataset, Manifest.read(dataset));

        assertThat(content()).isEqualTo(before);
    }

    @Test
    void aNameIsNotReadAsMarkdown() throws IOException {
        Path manifest = dataset.resolve("manifest.json");
        Files.writeString(
                manifest, Files.readString(manifest).replace("\"name\" : \"corpus\"", "\"name\" : \"`|<img>\\n---\""));
        new DatasetCard().write(dataset, Manifest.read(dataset));

        assertThat(card()).contains("| corpus | `\u2423\u2423<img>\u2423---`, 7 documents");
    }

    private String card() throws IOException {
        return Files.readString(dataset.resolve("README.md"));
    }

    private Map<String, Object> head() throws IOException {
        String[] parts = card().split("---\n", 3);
        assertThat(parts[0]).isEmpty();
        return new Yaml().load(parts[1]);
    }

    private Map<String, String> content() throws IOException {
        Map<String, String> content = new TreeMap<>();
        try (Stream<Path> files = Files.walk(dataset)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                content.put(dataset.relativize(file).toString(), Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
        return content;
    }
}
