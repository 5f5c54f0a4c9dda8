package io.entropylong.assembler.rebuild;

import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a text stands in the corpus, as the names of passages and roots tell.
 *
 * @param document its name
 * @param start UTF-16 index of the first character
 * @param end UTF-16 index behind the last
 */
public record TextPlace(String document, int start, int end) {
    private static final Pattern PASSAGE = Pattern.compile("(.*)#(\\d+)-(\\d+)", Pattern.DOTALL);
    /** Names of runs hold no slash. */
    private static final Pattern ROOT = Pattern.compile("[^/]+/(.*)@(\\d+)-(\\d+)", Pattern.DOTALL);

    public TextPlace {
        Objects.requireNonNull(document, "document");
        if (start < 0 || end <= start) throw new IllegalArgumentException("place [" + start + ", " + end + ")");
    }

    /**
     * @param passage {@code <document>#<start>-<end>}
     * @throws IllegalArgumentException when it is not of that form
     */
    public static TextPlace ofPassage(String passage) {
        return of(PASSAGE.matcher(passage), passage);
    }

    /**
     * @param root {@code <run>/<document>@<start>-<end>}
     * @throws IllegalArgumentException when it is not of that form
     */
    public static TextPlace ofRoot(String root) {
        return of(ROOT.matcher(root), root);
    }

    private static TextPlace of(Matcher name, String whole) {
        if (!name.matches()) throw new IllegalArgumentException(whole + " does not name document, start and end");
        try {
            return new TextPlace(name.group(1), Integer.parseInt(name.group(2)), Integer.parseInt(name.group(3)));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(whole + " names no place: " + e.getMessage(), e);
        }
    }
}
