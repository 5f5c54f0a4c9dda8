package io.entropylong.languagemodel.graph;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The external data of a graph: tensors one after another, each on a page of its own. Not thread-safe. */
final class WeightsFile implements AutoCloseable {
    private static final int PAGE = 4096;
    private static final int CHUNK_VALUES = 1 << 18;

    /**
     * Where a tensor stands.
     *
     * @param file name of the data file
     * @param offset in bytes
     * @param length in bytes
     */
    record Place(String file, long offset, long length) {}

    private final String name;
    private final FileChannel channel;
    private long end;

    WeightsFile(Path path) throws IOException {
        name = path.getFileName().toString();
        channel = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    Place floats(float[] values) throws IOException {
        long start = nextPage();
        ByteBuffer chunk = ByteBuffer.allocateDirect(CHUNK_VALUES * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int done = 0; done < values.length; done += CHUNK_VALUES) {
            int now = Math.min(CHUNK_VALUES, values.length - done);
            chunk.clear().limit(now * Float.BYTES);
            chunk.asFloatBuffer().put(values, done, now);
            append(chunk);
        }
        return new Place(name, start, end - start);
    }

    /** Each value as two bytes, rounded to the nearest. */
    Place halves(float[] values, FloatToShort rounding) throws IOException {
        long start = nextPage();
        ByteBuffer chunk = ByteBuffer.allocateDirect(CHUNK_VALUES * Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int done = 0; done < values.length; done += CHUNK_VALUES) {
            int last = Math.min(values.length, done + CHUNK_VALUES);
            chunk.clear();
            for (int i = done; i < last; i++) chunk.putShort(rounding.round(values[i]));
            append(chunk.flip());
        }
        return new Place(name, start, end - start);
    }

    /** A rounding from 32 to 16 bits. */
    @FunctionalInterface
    interface FloatToShort {
        short round(float value);
    }

    Place bytes(byte[] values) throws IOException {
        long start = nextPage();
        append(ByteBuffer.wrap(values));
        return new Place(name, start, end - start);
    }

    private long nextPage() {
        end = (end + PAGE - 1) / PAGE * PAGE;
        return end;
    }

    private void append(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) end += channel.write(bytes, end);
    }

    @Override
    public void close() throws IOException {
        channel.force(true);
        channel.close();
    }
}
