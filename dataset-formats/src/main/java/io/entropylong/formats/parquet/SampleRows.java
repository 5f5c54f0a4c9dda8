package io.entropylong.formats.parquet;

import io.entropylong.formats.Span;
import io.entropylong.formats.TrainingSample;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.jspecify.annotations.Nullable;

/** The schema of a sample, lists in the form of three levels, and how a sample becomes a row; all have a mask, or none. */
final class SampleRows extends WriteSupport<TrainingSample> {
    private static final String SCHEMA = """
            message sample {
              required binary id (STRING);
              required group indices (LIST) {
                repeated group list {
                  required group element (LIST) {
                    repeated group list {
                      required int32 element;
                    }
                  }
                }
              }
              required group input_ids (LIST) {
                repeated group list {
                  required int32 element;
                }
              }
              required int32 length;
            """;
    private static final String MASK = """
              required group mask (LIST) {
                repeated group list {
                  required int32 element (INTEGER(8, false));
                }
              }
            """;

    private final boolean masked;
    private @Nullable RecordConsumer row;

    SampleRows(boolean masked) {
        this.masked = masked;
    }

    @Override
    @SuppressWarnings("deprecation")
    public WriteContext init(Configuration hadoop) {
        return context();
    }

    @Override
    public WriteContext init(ParquetConfiguration plain) {
        return context();
    }

    private WriteContext context() {
        MessageType schema = MessageTypeParser.parseMessageType(SCHEMA + (masked ? MASK : "") + "}");
        return new WriteContext(schema, Map.of());
    }

    @Override
    public void prepareForWrite(RecordConsumer consumer) {
        row = consumer;
    }

    @Override
    public void write(TrainingSample sample) {
        RecordConsumer out = row;
        if (out == null) throw new IllegalStateException("not prepared");
        out.startMessage();
        field(out, "id", 0, () -> out.addBinary(Binary.fromString(sample.id())));
        field(
                out,
                "indices",
                1,
                () -> list(out, () -> {
                    for (Span span : sample.spans()) element(out, () -> ints(out, span.start(), span.end()));
                }));
        field(out, "input_ids", 2, () -> ints(out, sample.inputIds()));
        field(out, "length", 3, () -> out.addInteger(sample.length()));
        if (masked) field(out, "mask", 4, () -> ints(out, sample.mask()));
        out.endMessage();
    }

    private static void ints(RecordConsumer out, int... values) {
        list(out, () -> {
            for (int value : values) {
                out.startGroup();
                out.startField("element", 0);
                out.addInteger(value);
                out.endField("element", 0);
                out.endGroup();
            }
        });
    }

    private static void list(RecordConsumer out, Runnable elements) {
        out.startGroup();
        field(out, "list", 0, elements);
        out.endGroup();
    }

    private static void element(RecordConsumer out, Runnable value) {
        out.startGroup();
        field(out, "element", 0, value);
        out.endGroup();
    }

    private static void field(RecordConsumer out, String name, int index, Runnable value) {
        out.startField(name, index);
        value.run();
        out.endField(name, index);
    }
}
