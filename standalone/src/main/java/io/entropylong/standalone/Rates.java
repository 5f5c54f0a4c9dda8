package io.entropylong.standalone;

import io.entropylong.assembler.inspection.RootSummary;
import io.entropylong.assembler.inspection.WrittenRoots;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What runs were measured to take.
 *
 * @param forwardTokensPerRootToken forward tokens in all for each token of the roots that ended
 * @param unitTokensPerRootToken tokens of units for each token of the roots that ended
 * @param indexBytesPerPassage on the search node's disk
 * @param indexBytesPerCharacter of the texts, beside that
 * @param source the run that they were measured in
 */
record Rates(
        double forwardTokensPerRootToken,
        double unitTokensPerRootToken,
        double indexBytesPerPassage,
        double indexBytesPerCharacter,
        String source) {

    /** Those of the demo, as the resource beside this class tells with the commands that measured them. */
    static Rates ofDemo() throws IOException {
        try (InputStream resource = Rates.class.getResourceAsStream("rates.json")) {
            if (resource == null) throw new IllegalStateException("rates.json is missing in this build");
            JsonNode json = JsonMapper.shared().readTree(resource);
            return new Rates(
                    json.path("forward_tokens_per_root_token").asDouble(),
                    json.path("unit_tokens_per_root_token").asDouble(),
                    json.path("index_bytes_per_passage").asDouble(),
                    json.path("index_bytes_per_character").asDouble(),
                    json.path("source").asString());
        }
    }

    /**
     * Those of a finished dataset; what its index took is not known any more and stays the demo's.
     *
     * @throws UserError when the folder holds none, or one without roots
     */
    static Rates of(Path dataset) throws IOException {
        Path file = dataset.resolve("manifest.json");
        if (!Files.isRegularFile(file)) {
            throw new UserError("--like " + dataset + ": it holds no finished dataset, manifest.json is missing");
        }
        JsonNode manifest = JsonMapper.shared().readTree(Files.readString(file));
        long rootTokens = new WrittenRoots(dataset)
                .list(0, Integer.MAX_VALUE).stream()
                        .mapToLong(RootSummary::tokens)
                        .sum();
        if (rootTokens == 0) throw new UserError("--like " + dataset + ": it holds no root to learn from");
        double emitted = manifest.at("/counts/samples").asDouble()
                        * manifest.at("/settings/sample_tokens").asDouble()
                + manifest.at("/counts/leftover_tokens").asDouble();
        Rates demo = ofDemo();
        return new Rates(
                manifest.at("/cost/forward_tokens").asDouble() / rootTokens,
                emitted / rootTokens,
                demo.indexBytesPerPassage(),
                demo.indexBytesPerCharacter(),
                "run " + manifest.path("run").asString() + " in " + dataset + "; the index's from " + demo.source());
    }
}
