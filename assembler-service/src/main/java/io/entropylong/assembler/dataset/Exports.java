package io.entropylong.assembler.dataset;

import io.entropylong.common.message.Outputs;
import io.entropylong.formats.Compression;
import io.entropylong.formats.NumberedParts;
import io.entropylong.formats.TrainingSample;
import io.entropylong.formats.jsonl.JsonlFile;
import io.entropylong.formats.mds.MdsSamples;
import io.entropylong.formats.megatron.MegatronDataset;
import io.entropylong.formats.megatron.TokenType;
import io.entropylong.formats.parquet.ParquetFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Makes the other formats from the finished MDS shards, a part for each shard. Doing it again after a crash gives the same
 * bytes.
 */
final class Exports {
    private Exports() {}

    /**
     * @param folder whose shards are all committed; at least one
     * @param vocabulary number of token ids of the model's tokenizer
     */
    static void write(DatasetFolder folder, Outputs outputs, int vocabulary) throws IOException {
        MdsSamples samples = MdsSamples.open(folder.shards());
        if (outputs.has(Outputs.Format.PARQUET) || outputs.has(Outputs.Format.JSONL)) parts(folder, outputs, samples);
        if (outputs.has(Outputs.Format.MEGATRON)) {
            MegatronDataset.write(folder.megatron(), TokenType.of(vocabulary), samples);
        }
    }

    private static void parts(DatasetFolder folder, Outputs outputs, MdsSamples samples) throws IOException {
        Compression compression = compression(outputs);
        for (int number = 0; number < samples.shards(); number++) {
            List<TrainingSample> part = samples.read(number);
            if (outputs.has(Outputs.Format.PARQUET)) {
                ParquetFile.write(part(folder.parquet(), number, samples.shards(), ParquetFile.SUFFIX), part);
            }
            if (outputs.has(Outputs.Format.JSONL)) {
                String suffix = JsonlFile.suffix(compression);
                JsonlFile.write(part(folder.jsonl(), number, samples.shards(), suffix), part, compression);
            }
        }
    }

    private static Path part(Path folder, int number, int parts, String suffix) throws IOException {
        return Files.createDirectories(folder).resolve(NumberedParts.name(number, parts, suffix));
    }

    /** As the format's own type. */
    static Compression compression(Outputs outputs) {
        return switch (outputs.compression()) {
            case NONE -> Compression.NONE;
            case ZSTD -> Compression.ZSTD;
        };
    }
}
