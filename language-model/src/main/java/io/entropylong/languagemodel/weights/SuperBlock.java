package io.entropylong.languagemodel.weights;

import java.nio.ByteBuffer;

/**
 * The K formats of GGML: 256 values in sub-blocks whose scales are themselves quantized. The layout and the order of the
 * float32 operations are those of <a href="https://github.com/ggml-org/ggml">ggml</a>, so values come out bit for bit.
 */
final class SuperBlock {
    static final int VALUES = 256;

    private static final int HALF_PAIR = 64;
    private static final int SUB_BLOCK = 32;

    private SuperBlock() {}

    /** Scale d and scale of minima m (fp16), 8 pairs of 6 bits (s, u), 256 nibbles q; value d s q - m u. */
    static void q4(ByteBuffer in, float[] out, int at) {
        SubBlocks subBlocks = SubBlocks.read(in);
        for (int pair = 0; pair < 4; pair++) {
            for (int k = 0; k < SUB_BLOCK; k++) {
                int nibbles = in.get() & 0xff;
                int to = at + pair * HALF_PAIR + k;
                out[to] = subBlocks.value(2 * pair, nibbles & 15);
                out[to + SUB_BLOCK] = subBlocks.value(2 * pair + 1, nibbles >> 4);
            }
        }
    }

    /** As {@link #q4}, with a fifth bit of each value in 32 bytes before the nibbles: bit j belongs to sub-block j. */
    static void q5(ByteBuffer in, float[] out, int at) {
        SubBlocks subBlocks = SubBlocks.read(in);
        byte[] fifth = bytes(in, SUB_BLOCK);
        for (int pair = 0; pair < 4; pair++) {
            for (int k = 0; k < SUB_BLOCK; k++) {
                int nibbles = in.get() & 0xff;
                int low = (nibbles & 15) | (((fifth[k] >> (2 * pair)) & 1) << 4);
                int high = (nibbles >> 4) | (((fifth[k] >> (2 * pair + 1)) & 1) << 4);
                int to = at + pair * HALF_PAIR + k;
                out[to] = subBlocks.value(2 * pair, low);
                out[to + SUB_BLOCK] = subBlocks.value(2 * pair + 1, high);
            }
        }
    }

    /** 256 low nibbles, 256 upper pairs of bits, 16 signed scales s, scale d (fp16); value d s (q - 32), q having six bits. */
    static void q6(ByteBuffer in, float[] out, int at) {
        byte[] low = bytes(in, VALUES / 2);
        byte[] high = bytes(in, VALUES / 4);
        byte[] scales = bytes(in, VALUES / 16);
        float scale = Float.float16ToFloat(in.getShort());
        for (int half = 0; half < 2; half++) {
            for (int k = 0; k < SUB_BLOCK; k++) {
                for (int quarter = 0; quarter < 4; quarter++) {
                    int nibbles = low[half * 64 + quarter % 2 * 32 + k] & 0xff;
                    int nibble = quarter < 2 ? nibbles & 15 : nibbles >> 4;
                    int value = nibble | (((high[half * 32 + k] >> (2 * quarter)) & 3) << 4);
                    int inside = half * 128 + quarter * 32 + k;
                    out[at + inside] = scale * scales[inside / 16] * (value - 32);
                }
            }
        }
    }

    private static byte[] bytes(ByteBuffer in, int count) {
        byte[] bytes = new byte[count];
        in.get(bytes);
        return bytes;
    }

    /** The eight sub-blocks of {@link #q4} and {@link #q5}, their scales and minima multiplied out. */
    private static final class SubBlocks {
        private final float[] scales = new float[8];
        private final float[] minima = new float[8];

        /** The first four pairs lie in the low six bits of bytes 0-3 and 4-7; the last four share what is left. */
        static SubBlocks read(ByteBuffer in) {
            float scale = Float.float16ToFloat(in.getShort());
            float minimum = Float.float16ToFloat(in.getShort());
            byte[] packed = bytes(in, 12);
            SubBlocks all = new SubBlocks();
            for (int j = 0; j < 4; j++) {
                all.scales[j] = scale * (packed[j] & 63);
                all.minima[j] = minimum * (packed[j + 4] & 63);
                all.scales[j + 4] = scale * ((packed[j + 8] & 15) | ((packed[j] & 0xc0) >> 2));
                all.minima[j + 4] = minimum * (((packed[j + 8] & 0xf0) >> 4) | ((packed[j + 4] & 0xc0) >> 2));
            }
            return all;
        }

        float value(int subBlock, int quantum) {
            return scales[subBlock] * quantum - minima[subBlock];
        }
    }
}
