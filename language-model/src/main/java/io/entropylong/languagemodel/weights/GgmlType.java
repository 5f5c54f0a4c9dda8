package io.entropylong.languagemodel.weights;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;

/** The number formats of GGUF tensors that are supported, each with its way back to float32. */
enum GgmlType {
    F32(0, 1, 4) {
        @Override
        void block(ByteBuffer in, float[] out, int at) {
            out[at] = in.getFloat();
        }
    },
    F16(1, 1, 2) {
        @Override
        void block(ByteBuffer in, float[] out, int at) {
            out[at] = Float.float16ToFloat(in.getShort());
        }
    },
    /** 32 values: scale d (fp16), 16 bytes of two nibbles q; value d (q - 8). Low nibbles are the first half. */
    Q4_0(2, 32, 18) {
        @Override
        void block(ByteBuffer in, float[] out, int at) {
            float scale = Float.float16ToFloat(in.getShort());
            for (int k = 0; k < 16; k++) {
                int pair = in.get() & 0xff;
                out[at + k] = scale * ((pair & 15) - 8);
                out[at + 16 + k] = scale * ((pair >> 4) - 8);
            }
        }
    },
    /** 32 values: scale d and minimum m (fp16), 16 bytes of two nibbles q; value d q + m. */
    Q4_1(3, 32, 20) {
        @Override
        void block(ByteBuffer in, float[] out, int at) {
            float scale = Float.float16ToFloat(in.getShort());
            float minimum = Float.float16ToFloat(in.getShort());
            for (int k = 0; k < 16; k++) {
                int pair = in.get() & 0xff;
                out[at + k] = scale * (pair & 15) + minimum;
                out[at + 16 + k] = scale * (pair >> 4) + minimum;
            }
        }
    },
    /** 32 values: scale d (fp16), 32 fifth bits, 16 bytes of two nibbles; value d (q - 16), q having five bits. */
    Q5_0(6, 32, 22) {
        @Override
        void block(ByteBuffer in, float[] out, int at) {
            float scale = Float.float16ToFloat(in.getShort());
            int fifth = in.getInt();
            for (int k = 0; k < 16; k++) {
                int pair = in.get() & 0xff;
                out[at + k] = scale * (((pair & 15) | (((fifth >>> k) & 1) << 4)) - 16);
                out[at + 16 + k] = scale * (((pair >> 4) | (((fifth >>> (16 + k)) & 1) << 4)) - 16);
            }
        }
    },
    /** 32 values: scale d and minimum m (fp16), 32 fifth bits, 16 bytes of two nibbles; value d q + m. */
    Q5_1(7, 32, 24) {
        @Override
        void block(ByteBuffer in, float[] out, int at) {
            float scale = Float.float16ToFloat(in.getShort());
            float minimum = Float.float16ToFloat(in.getShort());
            int fifth = in.getInt();
            for (int k = 0; k < 16; k++) {
                int pair = in.get() & 0xff;
                out[at + k] = scale * ((pair & 15) | (((fifth >>> k) & 1) << 4)) + minimum;
                out[at + 16 + k] = scale * ((pair >> 4) | (((fifth >>> (16 + k)) & 1) << 4)) + minimum;
            }
        }
    },
    /** 32 values: scale d (fp16), 32 signed bytes q; value d q. */
    Q8_0(8, 32, 34) {
        @Override
        void block(ByteBuffer in, float[] out, int at) {
            float scale = Float.float16ToFloat(in.getShort());
            for (int k = 0; k < 32; k++) out[at + k] = scale * in.get();
        }
    },
    Q4_K(12, SuperBlock.VALUES, 144) {
        @Override
        void block(ByteBuffer in, float[] out, int at) {
            SuperBlock.q4(in, out, at);
        }
    },
    Q5_K(13, SuperBlock.VALUES, 176) {
        @Override
        void block(ByteBuffer in, float[] out, int at) {
            SuperBlock.q5(in, out, at);
        }
    },
    Q6_K(14, SuperBlock.VALUES, 210) {
        @Override
        void block(ByteBuffer in, float[] out, int at) {
            SuperBlock.q6(in, out, at);
        }
    },
    BF16(30, 1, 2) {
        @Override
        void block(ByteBuffer in, float[] out, int at) {
            out[at] = Float.intBitsToFloat(in.getShort() << 16);
        }
    };

    private final int code;
    private final int blockValues;
    private final int blockBytes;

    GgmlType(int code, int blockValues, int blockBytes) {
        this.code = code;
        this.blockValues = blockValues;
        this.blockBytes = blockBytes;
    }

    /** Reads one block from {@code in} to {@code out[at ..]}. */
    abstract void block(ByteBuffer in, float[] out, int at);

    static GgmlType of(int code, Path path, String tensor) {
        return Arrays.stream(values())
                .filter(type -> type.code == code)
                .findFirst()
                .orElseThrow(() -> new UnsupportedModelException(path + ": tensor " + tensor + " has GGML type " + code
                        + "; supported are "
                        + Arrays.stream(values()).map(Enum::name).collect(Collectors.joining(", "))));
    }

    int blockValues() {
        return blockValues;
    }

    /**
     * @throws ArithmeticException when they are no whole number of blocks, or more bytes than a long can count
     */
    long bytes(long values) {
        if (values % blockValues != 0) throw new ArithmeticException(values + " values in blocks of " + blockValues);
        return Math.multiplyExact(values / blockValues, blockBytes);
    }

    /** Reads {@code values} values, whole blocks, to {@code out[at ..]}. */
    void toFloats(ByteBuffer in, int values, float[] out, int at) {
        for (int read = 0; read < values; read += blockValues) block(in, out, at + read);
    }
}
