package io.entropylong.retrieval.corpus;

import io.entropylong.common.message.DocumentSubmitted;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Reads a file of plain text as one document, named as the file is. */
final class TextReader implements RecordReader {
    private static final int MOST_BYTES_A_CHARACTER = 3;

    private final IntakeLimits limits;
    private final DocumentRules rules;

    TextReader(IntakeLimits limits) {
        this.limits = limits;
        this.rules = new DocumentRules(limits);
    }

    @Override
    public void read(InputStream in, Tally tally) throws IOException {
        long mostBytes = (long) MOST_BYTES_A_CHARACTER * limits.maxDocumentChars();
        byte[] bytes = in.readNBytes((int) Math.min(Integer.MAX_VALUE - 8, mostBytes + 1));
        tally.take(1, () -> {
            if (bytes.length > mostBytes) {
                throw new BadLineException(
                        "text", "has more than the " + limits.maxDocumentChars() + " characters that are supported");
            }
            String text = rules.text("text", decoded(bytes));
            return new DocumentSubmitted(
                    tally.file().corpus(), rules.id("id", tally.file().name()), text, Map.of());
        });
    }

    private static String decoded(byte[] bytes) throws BadLineException {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new BadLineException("", "is not UTF-8");
        }
    }
}
