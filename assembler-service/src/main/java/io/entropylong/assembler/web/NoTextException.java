package io.entropylong.assembler.web;

/** A sample was asked for as text, but its tokens cannot be read as such. */
class NoTextException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NoTextException(String sample) {
        super("sample " + sample + " cannot be read as text: no shard holds it yet, or no entropy service told what its"
                + " token ids stand for");
    }
}
