package io.entropylong.formats.megatron;

import io.entropylong.formats.DamagedDatasetException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Reads an indexed dataset whose documents have one sequence each, and refuses a damaged one. */
public final class MegatronReader {
    /** What is done with a sequence's token ids. */
    @FunctionalInterface
    public interface Action {
        void accept(int[] ids) throws IOException;
    }

    private final Path bin;
    private final TokenType type;
    private final int[] lengths;

    private MegatronReader(Path bin, TokenType type, int[] lengths) {
        this.bin = bin;
        this.type = type;
        this.lengths = lengths;
    }

    /**
     * @param prefix path of both files without their endings
     * @throws DamagedDatasetException when a file is missing, or .idx contradicts itself or the size of .bin
     */
    public static MegatronReader open(Path prefix) throws IOException {
        Path idx = MegatronDataset.idx(prefix);
        Path bin = MegatronDataset.bin(prefix);
        for (Path file : new Path[] {idx, bin}) {
            if (Files.notExists(file)) throw new DamagedDatasetException(file, "file", "is missing");
        }
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(idx)).order(ByteOrder.LITTLE_ENDIAN);
        if (bytes.limit() < MegatronDataset.HEADER_BYTES) {
            throw new DamagedDatasetException(idx, "header", "has " + bytes.limit() + " bytes");
        }
        byte[] magic = new byte[MegatronDataset.MAGIC.length];
        bytes.get(magic);
        if (!Arrays.equals(magic, MegatronDataset.MAGIC))
            throw new DamagedDatasetException(idx, "magic", "is not MMIDIDX");
        require(idx, "version", bytes.getLong(), MegatronDataset.VERSION);
        byte code = bytes.get();
        TokenType type = Arrays.stream(TokenType.values())
                .filter(known -> known.code() == code)
                .findFirst()
                .orElseThrow(() -> new DamagedDatasetException(idx, "type", code + " is not supported"));
        long sequences = bytes.getLong();
        require(idx, "documents", bytes.getLong(), sequences + 1);
        require(
                idx,
                "size",
                bytes.limit(),
                MegatronDataset.HEADER_BYTES + sequences * MegatronDataset.SEQUENCE_BYTES + 8);
        int[] lengths = new int[(int) sequences];
        for (int i = 0; i < lengths.length; i++) lengths[i] = bytes.getInt();
        long offset = 0;
        for (int i = 0; i < lengths.length; i++) {
            if (lengths[i] < 1) throw new DamagedDatasetException(idx, "length " + i, "is " + lengths[i]);
            require(idx, "offset " + i, bytes.getLong(), offset);
            offset += (long) lengths[i] * type.bytes();
        }
        for (long i = 0; i <= sequences; i++) require(idx, "document " + i, bytes.getLong(), i);
        require(bin, "size", Files.size(bin), offset);
        return new MegatronReader(bin, type, lengths);
    }

    private static void require(Path file, String field, long actual, long expected) throws DamagedDatasetException {
        if (actual != expected) throw new DamagedDatasetException(file, field, "is " + actual + ", not " + expected);
    }

    public int size() {
        return lengths.length;
    }

    /** Gives each sequence, in order. */
    public void forEach(Action action) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(bin))) {
            for (int length : lengths) {
                ByteBuffer bytes =
                        ByteBuffer.wrap(in.readNBytes(length * type.bytes())).order(ByteOrder.LITTLE_ENDIAN);
                int[] ids = new int[length];
                for (int i = 0; i < length; i++) {
                    ids[i] = type == TokenType.INT32 ? bytes.getInt() : bytes.getShort() & 0xffff;
                }
                action.accept(ids);
            }
        }
    }
}
