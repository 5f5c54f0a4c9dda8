package io.entropylong.formats;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** One training sample: its tokens, and spans of them that cover it without gap or overlap. */
public final class TrainingSample {
    private final String id;
    private final int[] inputIds;
    private final List<Span> spans;

    private TrainingSample(String id, int[] inputIds, List<Span> spans) {
        Span.requireCover(spans, inputIds.length);
        for (int token : inputIds) {
            if (token < 0) throw new IllegalArgumentException("token id " + token);
        }
        this.id = id;
        this.inputIds = inputIds;
        this.spans = List.copyOf(spans);
    }

    /**
     * @param id       key into the provenance
     * @param inputIds token ids; at least 2, none negative; copied
     * @param spans    one for each unit and one for the filler, ascending, covering all tokens
     * @throws IllegalArgumentException when the spans leave a gap, overlap or end elsewhere than the tokens
     */
    public static TrainingSample of(String id, int[] inputIds, List<Span> spans) {
        return new TrainingSample(id, inputIds.clone(), spans);
    }

    /**
     * A sample as a reader finds it.
     *
     * @param length what the sample's own column says
     * @param indices pairs of start and end
     * @throws IllegalArgumentException naming the column that contradicts the others
     */
    public static TrainingSample checked(String id, int[] inputIds, long length, List<int[]> indices) {
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
        return new TrainingSample(id, inputIds, spans);
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

    @Override
    public boolean equals(Object other) {
        return other instanceof TrainingSample that
                && id.equals(that.id)
                && Arrays.equals(inputIds, that.inputIds)
                && spans.equals(that.spans);
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
