package io.entropylong.assembler.explain;

import java.util.Arrays;
import java.util.stream.Collectors;

/** What token ids stand for. */
@FunctionalInterface
public interface TokenTexts {
    /**
     * @param ids that stand one behind the other
     * @return their text; what is no whole character at either end is U+FFFD
     */
    String of(int[] ids);

    /** For when there is nothing to read them with: the ids themselves, {@code [12][345]}. */
    static TokenTexts unread() {
        return ids -> Arrays.stream(ids).mapToObj(id -> "[" + id + "]").collect(Collectors.joining());
    }
}
