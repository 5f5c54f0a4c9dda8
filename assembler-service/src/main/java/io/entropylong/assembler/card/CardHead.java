package io.entropylong.assembler.card;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The head of a card in YAML, as <a href="https://huggingface.co/docs/hub/datasets-cards">dataset cards</a> have it: what
 * {@code datasets.load_dataset} finds under which name.
 *
 * @param size the Hub's name of the number of samples
 * @param configs the first one is the default; empty when there is nothing that it could read
 */
record CardHead(String size, List<Config> configs) {
    private static final List<String> SIZES =
            List.of("n<1K", "1K<n<10K", "10K<n<100K", "100K<n<1M", "1M<n<10M", "10M<n<100M", "100M<n<1B", "1B<n<10B");

    private static final String SAMPLES = "samples";

    CardHead {
        configs = List.copyOf(configs);
    }

    /**
     * @param name of the configuration
     * @param files relative to the dataset's folder, with wildcards
     */
    record Config(String name, String files) {}

    /**
     * @param dataset whose samples and provenance are whole
     */
    static CardHead of(Path dataset, long samples) throws IOException {
        List<Config> configs = new ArrayList<>();
        boolean jsonl = holds(dataset.resolve("jsonl"), "*.jsonl*");
        if (jsonl) configs.add(new Config(SAMPLES, "jsonl/*.jsonl*"));
        if (!jsonl && holds(dataset.resolve("parquet"), "*.parquet")) {
            // datasets reads all configurations of a folder with one reader, so no table of JSON lines can stand beside
            // it
            return new CardHead(size(samples), List.of(new Config(SAMPLES, "parquet/*.parquet")));
        }
        for (String table : List.of("dependencies", "roots", "controls")) {
            String file = "provenance/" + table + ".jsonl";
            if (Files.exists(dataset.resolve(file))) configs.add(new Config(table, file));
        }
        return new CardHead(size(samples), configs);
    }

    private static boolean holds(Path folder, String pattern) throws IOException {
        if (Files.notExists(folder)) return false;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, pattern)) {
            return files.iterator().hasNext();
        }
    }

    private static String size(long samples) {
        int place = 0;
        for (long limit = 1000; samples >= limit && place < SIZES.size() - 1; limit *= 10) place++;
        return SIZES.get(place);
    }

    String yaml() {
        StringBuilder yaml = new StringBuilder("""
            ---
            annotations_creators:
            - machine-generated
            task_categories:
            - text-generation
            tags:
            - entropylong
            - long-context
            - tokenized
            size_categories:
            - %s
            """.formatted(size));
        if (!configs.isEmpty()) yaml.append("configs:\n");
        for (Config config : configs) {
            yaml.append("- config_name: ").append(config.name()).append('\n');
            yaml.append("  data_files: \"").append(config.files()).append("\"\n");
            if (config.equals(configs.getFirst())) yaml.append("  default: true\n");
        }
        return yaml.append("---\n\n").toString();
    }
}
