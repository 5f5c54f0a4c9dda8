package io.entropylong.languagemodel.graph;

/** Turns weights from (outputs, inputs) to (inputs, outputs), in blocks that stay in the cache. */
final class Transposition {
    private static final int BLOCK = 64;
    private static final int LARGEST = 127;

    private Transposition() {}

    static float[] floats(float[] values, int outputs, int inputs) {
        float[] turned = new float[values.length];
        for (int first = 0; first < outputs; first += BLOCK) {
            int last = Math.min(outputs, first + BLOCK);
            for (int k = 0; k < inputs; k++) {
                for (int i = first; i < last; i++) turned[k * outputs + i] = values[i * inputs + k];
            }
        }
        return turned;
    }

    /** One scale an output: its largest magnitude over 127. */
    static float[] scales(float[] values, int outputs, int inputs) {
        float[] scales = new float[outputs];
        for (int i = 0; i < outputs; i++) {
            float largest = 0;
            for (int k = 0; k < inputs; k++) largest = Math.max(largest, Math.abs(values[i * inputs + k]));
            // a row of zeros has no scale of its own, and any will do
            scales[i] = largest == 0 ? 1 : largest / LARGEST;
        }
        return scales;
    }

    static byte[] rounded(float[] values, float[] scales, int outputs, int inputs) {
        byte[] turned = new byte[values.length];
        for (int first = 0; first < outputs; first += BLOCK) {
            int last = Math.min(outputs, first + BLOCK);
            for (int k = 0; k < inputs; k++) {
                for (int i = first; i < last; i++) {
                    int rounded = (int) Math.rint(values[i * inputs + k] / scales[i]);
                    turned[k * outputs + i] = (byte) Math.max(-LARGEST, Math.min(LARGEST, rounded));
                }
            }
        }
        return turned;
    }
}
