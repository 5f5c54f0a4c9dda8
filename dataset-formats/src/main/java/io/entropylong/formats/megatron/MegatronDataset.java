package io.entropylong.formats.megatron;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.entropylong.formats.DurableFile;
import io.entropylong.formats.SampleSource;
import io.entropylong.formats.TrainingSample;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Writes {@code PREFIX.bin}, the token ids of all samples back to back, and {@code PREFIX.idx}, which says where each begins;
 * a sample is a document of one sequence. Without the second, which is written last, nobody opens the first. There is no
 * place for spans: they stay in the provenance.
 */
public final class MegatronDataset {
    static final byte[] MAGIC = "MMIDIDX\0\0".getBytes(US_ASCII);
    static final long VERSION = 1;
    /** Magic, version, type, and the lengths of both tables. */
    static final int HEADER_BYTES = 9 + 8 + 1 + 8 + 8;
    /** Length and offset of a sequence, and its document's end. */
    static final int SEQUENCE_BYTES = 4 + 8 + 8;

    private MegatronDataset() {}

    /** {@code PREFIX.bin}. */
    public static Path bin(Path prefix) {
        return prefix.resolveSibling(prefix.getFileName() + ".bin");
    }

    /** {@code PREFIX.idx}. */
    public static Path idx(Path prefix) {
        return prefix.resolveSibling(prefix.getFileName() + ".idx");
    }

    /**
     * Writes both files so that they survive a crash. The same samples give the same bytes.
     *
     * @param prefix path of both files without their endings; its folder is made
     * @throws IllegalArgumentException naming the sample when the type cannot hold one of its ids
     */
    public static void write(Path prefix, TokenType type, SampleSource samples) throws IOException {
        Files.createDirectories(Objects.requireNonNull(prefix.toAbsolutePath().getParent(), "a file lies in a folder"));
        List<Integer> lengths = new ArrayList<>();
        DurableFile.put(bin(prefix), file -> {
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
                samples.forEach(sample -> {
                    out.write(encode(sample, type));
                    lengths.add(sample.length());
                });
            }
        });
        DurableFile.put(idx(prefix), index(lengths, type));
    }

    private static byte[] encode(TrainingSample sample, TokenType type) {
        int[] ids = sample.inputIds();
        ByteBuffer bytes = ByteBuffer.allocate(ids.length * type.bytes()).order(ByteOrder.LITTLE_ENDIAN);
        for (int id : ids) {
            switch (type) {
                case INT32 -> bytes.putInt(id);
                case UINT16 -> {
                    if (id > 0xffff) {
                        throw new IllegalArgumentException(sample.id() + ": token id " + id + " does not fit uint16");
                    }
                    bytes.putShort((short) id);
                }
            }
        }
        return bytes.array();
    }

    private static byte[] index(List<Integer> lengths, TokenType type) {
        int sequences = lengths.size();
        ByteBuffer bytes = ByteBuffer.allocate(HEADER_BYTES + SEQUENCE_BYTES * sequences + 8)
                .order(ByteOrder.LITTLE_ENDIAN);
        bytes.put(MAGIC).putLong(VERSION).put(type.code()).putLong(sequences).putLong(sequences + 1L);
        for (int length : lengths) bytes.putInt(length);
        long offset = 0;
        for (int length : lengths) {
            bytes.putLong(offset);
            offset += (long) length * type.bytes();
        }
        for (long document = 0; document <= sequences; document++) bytes.putLong(document);
        return bytes.array();
    }
}
