package io.entropylong.retrieval.corpus;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Reads a JSON object a line. */
final class JsonlReader implements RecordReader {
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final IntakeLimits limits;
    private final DocumentLine documentLine;

    JsonlReader(IntakeLimits limits) {
        this.limits = limits;
        this.documentLine = new DocumentLine(limits);
    }

    @Override
    public void read(InputStream in, Tally tally) throws IOException {
        Lines lines = new Lines(in, limits.maxLineBytes());
        long number = 0;
        for (byte[] line = lines.next(); line != null; line = lines.next()) {
            number++;
            byte[] content = number == 1 ? withoutMark(line) : line;
            if (isBlank(content)) continue;
            boolean tooLong = lines.tooLong();
            String defaultId = tally.defaultId(number);
            tally.take(number, () -> {
                if (tooLong) {
                    throw new BadLineException(
                            "", "has more bytes than the " + limits.maxLineBytes() + " that are supported");
                }
                return documentLine.parse(content, tally.file(), defaultId);
            });
        }
    }

    private static byte[] withoutMark(byte[] line) {
        int mark = BYTE_ORDER_MARK.length;
        if (line.length < mark || !Arrays.equals(line, 0, mark, BYTE_ORDER_MARK, 0, mark)) return line;
        return Arrays.copyOfRange(line, mark, line.length);
    }

    private static boolean isBlank(byte[] line) {
        for (byte character : line) {
            if (character != ' ' && character != '\t' && character != '\r') return false;
        }
        return true;
    }
}
