package io.entropylong.assembler.card;

import io.entropylong.assembler.dataset.Companions;
import io.entropylong.assembler.dataset.DatasetJson;
import io.entropylong.assembler.dataset.Manifest;
import io.entropylong.assembler.statistics.DatasetStatistics;
import io.entropylong.assembler.statistics.Statistics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Writes {@code README.md}, its plots in {@code card/}, and {@code statistics.json}. Thread-safe. */
public final class DatasetCard implements Companions {
    static final String PLOTS = "card";

    @Override
    public void write(Path dataset, Manifest manifest) throws IOException {
        Statistics statistics = DatasetStatistics.of(dataset, manifest);
        Path plots = Files.createDirectories(dataset.resolve(PLOTS));
        for (Map.Entry<String, String> plot : Plots.of(statistics).entrySet()) {
            Files.writeString(plots.resolve(plot.getKey()), plot.getValue());
        }
        Files.write(
                dataset.resolve("statistics.json"),
                DatasetJson.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(statistics));
        Files.writeString(dataset.resolve("README.md"), new CardText(dataset, manifest, statistics).markdown());
    }
}
