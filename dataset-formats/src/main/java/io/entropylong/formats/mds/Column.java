package io.entropylong.formats.mds;

/**
 * A column of a dataset.
 *
 * @param name     not empty
 * @param encoding how its values become bytes
 */
public record Column(String name, Encoding encoding) {
    public Column {
        if (name.isEmpty()) throw new IllegalArgumentException("a column needs a name");
    }
}
