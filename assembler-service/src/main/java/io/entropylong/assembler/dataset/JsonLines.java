package io.entropylong.assembler.dataset;

import io.entropylong.formats.DurableFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** A file of one JSON object a line, to which whole entries are appended. */
final class JsonLines {
    private final Path file;
    private int lines;

    private JsonLines(Path file, int lines) {
        this.file = file;
        this.lines = lines;
    }

    /**
     * Opens a file and cuts off what a crash left behind.
     *
     * @param keep says of each complete line whether it stays; the first that does not goes with all that follow
     */
    static JsonLines open(Path file, Predicate<JsonNode> keep) throws IOException {
        if (Files.notExists(file)) return new JsonLines(file, 0);
        int lines = 0;
        long kept = 0;
        byte[] content = Files.readAllBytes(file);
        int start = 0;
        for (int i = 0; i < content.length; i++) {
            if (content[i] != '\n') continue;
            if (!stays(new String(content, start, i - start, StandardCharsets.UTF_8), keep)) break;
            lines++;
            start = i + 1;
            kept = start;
        }
        if (kept < content.length) DurableFile.truncate(file, kept);
        return new JsonLines(file, lines);
    }

    private static boolean stays(String line, Predicate<JsonNode> keep) {
        try {
            return keep.test(DatasetJson.MAPPER.readTree(line));
        } catch (JacksonException torn) {
            return false;
        }
    }

    /** Complete lines. */
    int lines() {
        return lines;
    }

    void append(List<?> entries) throws IOException {
        if (entries.isEmpty()) return;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (Object entry : entries) {
            bytes.writeBytes(DatasetJson.MAPPER.writeValueAsBytes(entry));
            bytes.write('\n');
        }
        DurableFile.append(file, bytes.toByteArray());
        lines += entries.size();
    }
}
