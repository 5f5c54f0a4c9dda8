package io.entropylong.assembler.dataset;

import io.entropylong.common.message.Vocabulary;
import io.entropylong.formats.DurableFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import tools.jackson.core.JacksonException;

/** {@code provenance/vocabulary.json}: what the dataset's token ids stand for, so that it is read without its tokenizer. */
public final class VocabularyFile {
    private final Path file;

    /**
     * @param dataset a dataset's folder
     */
    public VocabularyFile(Path dataset) {
        file = new DatasetFolder(dataset).provenance().resolve("vocabulary.json");
    }

    boolean isThere() {
        return Files.exists(file);
    }

    void put(Vocabulary vocabulary) throws IOException {
        DurableFile.put(file, DatasetJson.MAPPER.writeValueAsBytes(vocabulary));
    }

    /**
     * @return element i holds the UTF-8 bytes of id i; empty when the dataset has no such file
     * @throws IOException when it cannot be read; the message names it
     */
    public Optional<byte[][]> read() throws IOException {
        return vocabulary().map(vocabulary -> vocabulary.pieces().stream()
                .map(piece -> piece.getBytes(StandardCharsets.ISO_8859_1))
                .toArray(byte[][]::new));
    }

    /**
     * @return as it was told; empty when the dataset has no such file
     * @throws IOException when it cannot be read; the message names it
     */
    public Optional<Vocabulary> vocabulary() throws IOException {
        if (!isThere()) return Optional.empty();
        try {
            return Optional.of(DatasetJson.MAPPER.readValue(Files.readAllBytes(file), Vocabulary.class));
        } catch (JacksonException e) {
            throw new IOException(file + ": " + DatasetJson.problem(e), e);
        }
    }
}
