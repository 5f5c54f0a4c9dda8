package io.entropylong.common.message;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.List;

/** An immutable sequence of token ids; in JSON a plain array of numbers. */
public final class TokenIds {
    private static final TokenIds NONE = new TokenIds(new int[0]);

    private final int[] ids;

    private TokenIds(int[] ids) {
        this.ids = ids;
    }

    /**
     * @param ids copied
     */
    public static TokenIds of(int... ids) {
        return new TokenIds(ids.clone());
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static TokenIds ofJson(List<Integer> ids) {
        return new TokenIds(ids.stream().mapToInt(Integer::intValue).toArray());
    }

    public static TokenIds none() {
        return NONE;
    }

    public int size() {
        return ids.length;
    }

    /**
     * @param index 0-based
     */
    public int at(int index) {
        return ids[index];
    }

    /** A copy. */
    @JsonValue
    public int[] toArray() {
        return ids.clone();
    }

    /**
     * @return the first {@code length} ids
     * @throws IllegalArgumentException when there are fewer
     */
    public TokenIds first(int length) {
        if (length > ids.length) throw new IllegalArgumentException(length + " of " + ids.length + " ids");
        return new TokenIds(Arrays.copyOf(ids, length));
    }

    /** These ids, then those of {@code parts}, in order. */
    public TokenIds then(TokenIds... parts) {
        int total = ids.length + Arrays.stream(parts).mapToInt(TokenIds::size).sum();
        int[] joined = Arrays.copyOf(ids, total);
        int at = ids.length;
        for (TokenIds part : parts) {
            System.arraycopy(part.ids, 0, joined, at, part.ids.length);
            at += part.ids.length;
        }
        return new TokenIds(joined);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TokenIds that && Arrays.equals(ids, that.ids);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(ids);
    }

    @Override
    public String toString() {
        return ids.length + " tokens";
    }
}
