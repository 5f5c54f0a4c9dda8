package io.entropylong.formats;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;

/**
 * One zstd frame that says how large its content is, which is all that trainers' readers take: no stream API writes the size,
 * and of two frames in a row they would see the first.
 */
public final class ZstdFrame {
    /** The default of zstd itself and of MosaicML Streaming. */
    public static final int LEVEL = 3;

    private ZstdFrame() {}

    public static byte[] compress(byte[] content) {
        return Zstd.compress(content, LEVEL);
    }

    /**
     * @param frame a whole file
     * @param size of the content
     * @throws IllegalArgumentException when it is no frame, names no content size or another one, or when bytes follow it
     */
    public static byte[] decompress(byte[] frame, int size) {
        long named = Zstd.getFrameContentSize(frame);
        if (Zstd.isError(named) || named < 0) {
            throw new IllegalArgumentException("is no zstd frame that names the size of its content");
        }
        if (named != size) throw new IllegalArgumentException("holds %d bytes, not %d".formatted(named, size));
        long end = Zstd.findFrameCompressedSize(frame);
        if (Zstd.isError(end)) throw new IllegalArgumentException("is no zstd: " + Zstd.getErrorName(end));
        if (end != frame.length) {
            throw new IllegalArgumentException("holds more than one frame: the first ends at byte " + end);
        }
        try {
            return Zstd.decompress(frame, size);
        } catch (ZstdException e) {
            throw new IllegalArgumentException("is no zstd: " + e.getMessage(), e);
        }
    }
}
