package io.entropylong.assembler.rebuild;

/**
 * Something that is not in the sample as the corpus has it.
 *
 * @param document where it comes from; the run's manifest for start, separator and end ids
 * @param offset UTF-16 index in the document; of ids of the manifest 0
 * @param token index in the sample
 * @param problem what is different there, for a reader
 */
public record Difference(String document, int offset, int token, String problem) {
    @Override
    public String toString() {
        return document + ", offset " + offset + " (token " + token + " of the sample): " + problem;
    }
}
