package io.entropylong.formats.jsonl;

import com.github.luben.zstd.ZstdOutputStream;
import io.entropylong.formats.Compression;
import io.entropylong.formats.DurableFile;
import io.entropylong.formats.Span;
import io.entropylong.formats.TrainingSample;
import io.entropylong.formats.ZstdFrame;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;

/** Writes a file of one sample a line: {@code {"id", "input_ids", "length", "indices"}}, and {@code "mask"} where it has one. */
public final class JsonlFile {
    private static final JsonFactory JSON =
            JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

    private JsonlFile() {}

    /** How such a file ends. */
    public static String suffix(Compression compression) {
        return switch (compression) {
            case NONE -> ".jsonl";
            case ZSTD -> ".jsonl.zst";
        };
    }

    /** Writes a file so that it survives a crash. The same samples give the same bytes. */
    public static void write(Path file, List<TrainingSample> samples, Compression compression) throws IOException {
        DurableFile.put(file, temporary -> {
            try (OutputStream out = open(temporary, compression)) {
                for (TrainingSample sample : samples) line(out, sample);
            }
        });
    }

    private static OutputStream open(Path file, Compression compression) throws IOException {
        OutputStream out = new BufferedOutputStream(Files.newOutputStream(file));
        return switch (compression) {
            case NONE -> out;
            case ZSTD -> new ZstdOutputStream(out, ZstdFrame.LEVEL);
        };
    }

    private static void line(OutputStream out, TrainingSample sample) throws IOException {
        int[] ids = sample.inputIds();
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
            json.writeStartObject();
            json.writeStringProperty("id", sample.id());
            json.writeName("input_ids");
            json.writeArray(ids, 0, ids.length);
            json.writeNumberProperty("length", ids.length);
            json.writeName("indices");
            json.writeStartArray();
            for (Span span : sample.spans()) json.writeArray(new int[] {span.start(), span.end()}, 0, 2);
            json.writeEndArray();
            if (sample.isMasked()) {
                json.writeName("mask");
                json.writeArray(sample.mask(), 0, ids.length);
            }
            json.writeEndObject();
        }
        out.write('\n');
    }
}
