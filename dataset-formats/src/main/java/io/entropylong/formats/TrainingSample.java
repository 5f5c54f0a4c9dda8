package io.entropylong.formats;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One training sample: its tokens, spans of them that cover it without gap or overlap, and perhaps which tokens the loss is
 * taken on.
 */
public final class TrainingSample {
    private final String id;
    private final int[] inputIds;
    private final List<Span> spans;
    private final byte @Nullable [] mask;

    private TrainingSample(String id, int[] inputIds, List<Span> spans, byte @Nullable [] mask) {
        Span.requireCover(spans, inputIds.length);
        for (int token : inputIds) {
            if (token < 0) throw new IllegalArgumentException("token id " + token);
        }
        this.id = id;
        this.inputIds = inputIds;
        this.spans = List.copyOf(spans);
        this.mask = mask;
    }

    /**
     * @param id       key into the provenance
     * @param inputIds token ids; at least 2, none negative; copied
     * @param spans    one for each unit and one for the filler, ascending, covering all tokens
     * @throws IllegalArgumentException when the spans leave a gap, overlap or end elsewhere than the tokens
     */
    public static TrainingSample of(String id, int[] inputIds, List<Span> spans) {
        return new TrainingSample(id, inputIds.clone(), spans, null);
    }

    /**
     * This sample with a loss mask.
     *
     * @param trained spans that the loss is taken on: 1 in the mask, which is 0 elsewhere
     * @throws IndexOutOfBoundsException when a span ends beyond the tokens
     */
    public TrainingSample trainedOn(List<Span> trained) {
        byte[] ones = new byte[inputIds.length];
        for (Span span : trained) Arrays.fill(ones, span.start(), span.end(), (byte) 1);
        return new TrainingSample(id, inputIds, spans, ones);
    }

    /**
     * A sample as a reader finds it.
     *
     * @param length what the sample's own column says
     * @param indices pairs of start and end
     * @param mask 0 or 1 a token; null when there is no such column
     * @throws IllegalArgumentException naming the column that contradicts the others
     */
    public static TrainingSample checked(
            String id, int[] inputIds, long length, List<int[]> indices, int @Nullable [] mask) {
        if (length != inputIds.length) {
            throw new IllegalArgumentException("length is not the number of input_ids, " + inputIds.length);
        }
        for (int token : inputIds) {
            if (token < 0) throw new IllegalArgumentException("input_ids holds " + token);
        }
        List<Span> spans = new ArrayList<>();
        try {
            for (int[] pair : indices) {
                if (pair.length != 2) throw new IllegalArgumentException("is not a table of pairs");
                spans.add(new Span(pair[0], pair[1]));
            }
            Span.requireCover(spans, inputIds.length);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("indices: " + e.getMessage(), e);
        }
        return new TrainingSample(id, inputIds, spans, mask == null ? null : mask(mask, inputIds.length));
    }

    private static byte[] mask(int[] values, int tokens) {
        if (values.length != tokens) {
            throw new IllegalArgumentException("mask has " + values.length + " values for " + tokens + " tokens");
        }
        byte[] mask = new byte[tokens];
        for (int i = 0; i < tokens; i++) {
            if (values[i] != 0 && values[i] != 1) throw new IllegalArgumentException("mask holds " + values[i]);
            mask[i] = (byte) values[i];
        }
        return mask;
    }

    public String id() {
        return id;
    }

    /** A copy. */
    public int[] inputIds() {
        return inputIds.clone();
    }

    /** How many tokens. */
    public int length() {
        return inputIds.length;
    }

    public List<Span> spans() {
        return spans;
    }

    /** Whether there is a loss mask. */
    public boolean isMasked() {
        return mask != null;
    }

    /**
     * A copy of the loss mask, 0 or 1 for each token.
     *
     * @throws IllegalStateException when there is none
     */
    public int[] mask() {
        if (mask == null) throw new IllegalStateException(id + " has no mask");
        int[] copy = new int[mask.length];
        for (int i = 0; i < copy.length; i++) copy[i] = mask[i];
        return copy;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TrainingSample that
                && id.equals(that.id)
                && Arrays.equals(inputIds, that.inputIds)
                && spans.equals(that.spans)
                && Arrays.equals(mask, that.mask);
    }

    @Override
    public int hashCode() {
        return 31 * id.hashCode() + Arrays.hashCode(inputIds);
    }

    @Override
    public String toString() {
        return "TrainingSample[" + id + ", " + inputIds.length + " tokens, " + spans + "]";
    }
}
