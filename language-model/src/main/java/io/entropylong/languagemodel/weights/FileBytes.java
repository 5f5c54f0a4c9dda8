package io.entropylong.languagemodel.weights;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** Reads pieces of a file of any size, little-endian. */
final class FileBytes implements AutoCloseable {
    private final Path path;
    private final FileChannel channel;

    FileBytes(Path path) throws IOException {
        this.path = path;
        this.channel = FileChannel.open(path);
    }

    Path path() {
        return path;
    }

    long size() throws IOException {
        return channel.size();
    }

    /**
     * @throws EOFException when the file ends before
     */
    ByteBuffer read(long offset, long length) throws IOException {
        if (offset + length > size()) throw new EOFException(path + " ends at byte " + size());
        ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(length)).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, offset + bytes.position()) < 0) throw new EOFException(path + " was cut");
        }
        return bytes.flip();
    }

    /** The first bytes, up to {@code most}, without reading them yet. */
    ByteBuffer head(long most) throws IOException {
        return channel.map(FileChannel.MapMode.READ_ONLY, 0, Math.min(most, size()))
                .order(ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
