package io.entropylong.formats.parquet;

import io.entropylong.formats.DurableFile;
import io.entropylong.formats.TrainingSample;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.io.OutputFile;

/**
 * Writes a Parquet file of one sample a row: {@code id} string, {@code indices} list of lists of int32, {@code input_ids} list
 * of int32, {@code length} int32, and {@code mask} list of uint8 where the samples have one; nothing is null. Pages are compressed with zstd.
 */
public final class ParquetFile {
    /** How such a file ends. */
    public static final String SUFFIX = ".parquet";

    /** More than a shard of the default size: one row group a file. */
    private static final long ROW_GROUP_BYTES = 128L << 20;

    private ParquetFile() {}

    /**
     * Writes a file so that it survives a crash. The same samples give the same bytes.
     *
     * @param samples all with a mask, or none
     */
    public static void write(Path file, List<TrainingSample> samples) throws IOException {
        DurableFile.put(file, temporary -> {
            boolean masked = samples.stream().anyMatch(TrainingSample::isMasked);
            try (ParquetWriter<TrainingSample> writer = new Builder(new LocalOutputFile(temporary), masked)
                    .withConf(new PlainParquetConfiguration())
                    .withCodecFactory(new ZstdPages())
                    .withCompressionCodec(CompressionCodecName.ZSTD)
                    // token ids are too many different ones for a dictionary, and their extremes tell nothing
                    .withDictionaryEncoding(false)
                    .withStatisticsEnabled("input_ids.list.element", false)
                    .withRowGroupSize(ROW_GROUP_BYTES)
                    .build()) {
                for (TrainingSample sample : samples) writer.write(sample);
            }
        });
    }

    private static final class Builder extends ParquetWriter.Builder<TrainingSample, Builder> {
        private final boolean masked;

        Builder(OutputFile file, boolean masked) {
            super(file);
            this.masked = masked;
        }

        @Override
        protected Builder self() {
            return this;
        }

        // never called, since the configuration is a plain one: Hadoop is not on the class path of what runs
        @Override
        @SuppressWarnings("deprecation")
        protected WriteSupport<TrainingSample> getWriteSupport(Configuration hadoop) {
            return new SampleRows(masked);
        }

        @Override
        protected WriteSupport<TrainingSample> getWriteSupport(ParquetConfiguration plain) {
            return new SampleRows(masked);
        }
    }
}
