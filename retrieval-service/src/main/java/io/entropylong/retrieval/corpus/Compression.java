package io.entropylong.retrieval.corpus;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/** How a file is compressed as a whole. */
public enum Compression {
    NONE,
    GZIP,
    ZSTD;

    private static final int BUFFER_BYTES = 64 * 1024;

    /**
     * @param coding a Content-Encoding, for instance gzip
     * @return empty when it is not supported
     */
    public static Optional<Compression> ofCoding(String coding) {
        return switch (coding.toLowerCase(Locale.ROOT)) {
            case "identity" -> Optional.of(NONE);
            case "gzip" -> Optional.of(GZIP);
            case "zstd" -> Optional.of(ZSTD);
            default -> Optional.empty();
        };
    }

    /** What the end of a file's name says. */
    static Compression ofName(String file) {
        String name = file.toLowerCase(Locale.ROOT);
        if (name.endsWith(".gz")) return GZIP;
        return name.endsWith(".zst") ? ZSTD : NONE;
    }

    /** The file's name without the end that tells the compression. */
    static String withoutSuffix(String file) {
        return ofName(file) == NONE ? file : file.substring(0, file.lastIndexOf('.'));
    }

    InputStream open(InputStream in) throws IOException {
        return switch (this) {
            case NONE -> in;
            case GZIP -> new GZIPInputStream(new BufferedInputStream(in, BUFFER_BYTES));
            case ZSTD -> new ZstdInputStreamNoFinalizer(new BufferedInputStream(in, BUFFER_BYTES));
        };
    }
}
