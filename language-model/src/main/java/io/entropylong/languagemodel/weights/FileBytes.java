package io.entropylong.languagemodel.weights;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads pieces of a file of any size, little-endian. Not thread-safe. */
final class FileBytes implements AutoCloseable {
    private static final int CHUNK_VALUES = 1 << 18;
    private static final int MOST_VALUES = Integer.MAX_VALUE - 8;

    private final Path path;
    private final FileChannel channel;
    private final long size;

    FileBytes(Path path) throws IOException {
        this.path = path;
        this.channel = FileChannel.open(path);
        this.size = channel.size();
    }

    long size() {
        return size;
    }

    /**
     * @throws EOFException when the file ends before
     */
    ByteBuffer read(long offset, int length) throws IOException {
        if (!holds(offset, length)) throw new EOFException(path + " ends at byte " + size);
        ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, offset + bytes.position()) < 0) throw new EOFException(path + " was cut");
        }
        return bytes.flip();
    }

    /** Whether the piece lies inside the file. */
    boolean holds(long offset, long length) {
        return offset >= 0 && length >= 0 && length <= size && offset <= size - length;
    }

    /**
     * The values of a tensor, which must lie inside the file.
     *
     * @param tensor its name, for messages
     * @throws UnsupportedModelException when they are more than a Java array holds
     */
    float[] floats(String tensor, GgmlType type, long offset, long values) throws IOException {
        if (values > MOST_VALUES) {
            throw new UnsupportedModelException(path + ": tensor " + tensor + " has " + values + " values; at most "
                    + MOST_VALUES + " are supported");
        }
        float[] all = new float[(int) values];
        for (int done = 0; done < all.length; done += CHUNK_VALUES) {
            int now = Math.min(CHUNK_VALUES, all.length - done);
            type.toFloats(read(offset + type.bytes(done), (int) type.bytes(now)), now, all, done);
        }
        return all;
    }

    /** The first bytes, up to {@code most}, without reading them yet. */
    ByteBuffer head(long most) throws IOException {
        return channel.map(FileChannel.MapMode.READ_ONLY, 0, Math.min(most, size))
                .order(ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * A whole file that has to be small.
     *
     * @throws UnsupportedModelException when it is larger than {@code most} bytes
     */
    static byte[] whole(Path path, long most) throws IOException {
        long size = Files.size(path);
        if (size > most) {
            throw new UnsupportedModelException(path + ": has " + size + " bytes; at most " + most + " are supported");
        }
        return Files.readAllBytes(path);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
