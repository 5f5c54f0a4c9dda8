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
        ByteBuffer bytes = ByteBuffer.allocateDirect(Math.multiplyExact(values.length, Float.BYTES))
                .order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return write(bytes);
    }

    Place bytes(byte[] values) throws IOException {
        return write(ByteBuffer.wrap(values));
    }

    private Place write(ByteBuffer bytes) throws IOException {
        long start = (end + PAGE - 1) / PAGE * PAGE;
        long at = start;
        while (bytes.hasRemaining()) at += channel.write(bytes, at);
        end = at;
        return new Place(name, start, at - start);
    }

    @Override
    public void close() throws IOException {
        channel.force(true);
        channel.close();
    }
}
