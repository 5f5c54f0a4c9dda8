package io.entropylong.retrieval.corpus;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Reads a stream line by line; memory stays bounded by the longest line allowed. Not thread-safe. */
final class Lines {
    private final InputStream in;
    private final int maxBytes;
    private final byte[] buffer = new byte[64 * 1024];
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private int at;
    private int filled;
    private boolean tooLong;

    Lines(InputStream in, int maxBytes) {
        this.in = in;
        this.maxBytes = maxBytes;
    }

    /**
     * @return the next line's bytes without its end, or null when there is none; what lies beyond the limit is dropped
     */
    byte @Nullable [] next() throws IOException {
        line.reset();
        tooLong = false;
        boolean any = false;
        while (fill()) {
            any = true;
            int start = at;
            while (at < filled && buffer[at] != '\n') at++;
            keep(start, at - start);
            if (at < filled) {
                at++;
                return line.toByteArray();
            }
        }
        return any ? line.toByteArray() : null;
    }

    /** Whether the last line was longer than allowed. */
    boolean tooLong() {
        return tooLong;
    }

    private void keep(int start, int length) {
        int room = maxBytes - line.size();
        if (length > room) tooLong = true;
        line.write(buffer, start, Math.min(length, room));
    }

    private boolean fill() throws IOException {
        if (at < filled) return true;
        at = 0;
        filled = Math.max(0, in.read(buffer));
        return filled > 0;
    }
}
