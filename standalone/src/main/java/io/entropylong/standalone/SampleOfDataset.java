package io.entropylong.standalone;

import io.entropylong.assembler.dataset.Manifest;
import io.entropylong.assembler.dataset.ProvenanceFile;
import io.entropylong.assembler.dataset.ProvenanceLines.SampleLine;
import io.entropylong.assembler.inspection.WrittenSamples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A sample that a command was asked about.
 *
 * @param manifest of its dataset
 * @param line of its provenance
 * @param ids its tokens, as the shards hold them
 */
@SuppressWarnings("ArrayRecordComponent") // lives for one command and is never compared
record SampleOfDataset(Manifest manifest, SampleLine line, int[] ids) {
    /**
     * @param sample its name, or its number
     * @throws UserError when there is no finished dataset, or no such sample in it
     */
    static SampleOfDataset find(Path dataset, String sample) throws IOException {
        if (!Files.isRegularFile(dataset.resolve("manifest.json"))) {
            throw new UserError(dataset + ": it holds no finished dataset, manifest.json is missing");
        }
        SampleLine line = ProvenanceFile.sample(dataset, sample)
                .orElseThrow(() -> new UserError(dataset + ": it has no sample " + sample));
        int[] ids = new WrittenSamples(dataset).tokens(line.sample());
        if (ids == null) throw new UserError(dataset + ": the shards have no sample " + line.sample());
        return new SampleOfDataset(Manifest.read(dataset), line, ids);
    }
}
