package io.entropylong.languagemodel;

import io.entropylong.languagemodel.weights.UnsupportedModelException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What each token id of a tokenizer.json stands for, as bytes: a token may hold a part of a character only, so that the bytes
 * of several tokens are joined before they are read as UTF-8.
 */
final class TokenPieces {
    private static final byte[] NOTHING = {};
    private static final Pattern BYTE = Pattern.compile("<0x([0-9A-F]{2})>");
    /** GPT-2's alphabet: byte b is written as this character. */
    private static final char[] ALPHABET = alphabet();

    private TokenPieces() {}

    /**
     * @return element i belongs to id i; empty where the tokenizer has no such id
     * @throws UnsupportedModelException when its decoder is neither byte-level nor SentencePiece's
     */
    static List<byte[]> read(Path tokenizer) throws IOException {
        JsonNode json;
        try {
            json = JsonMapper.shared().readTree(Files.readAllBytes(tokenizer));
        } catch (JacksonException e) {
            throw new UnsupportedModelException(tokenizer + ": not a tokenizer.json: " + e.getOriginalMessage());
        }
        Function<String, byte[]> decoder = decoder(tokenizer, json.path("decoder"));
        List<byte[]> pieces = new ArrayList<>();
        JsonNode vocabulary = json.path("model").path("vocab");
        if (vocabulary.isArray()) {
            // Unigram: pairs of piece and score, in the order of the ids
            for (JsonNode entry : vocabulary) {
                put(pieces, pieces.size(), decoder.apply(entry.path(0).asString("")));
            }
        } else {
            vocabulary.forEachEntry((piece, id) -> put(pieces, id.asInt(), decoder.apply(piece)));
        }
        for (JsonNode added : json.path("added_tokens")) {
            String content = added.path("content").asString("");
            put(pieces, added.path("id").asInt(), content.getBytes(StandardCharsets.UTF_8));
        }
        return Collections.unmodifiableList(pieces);
    }

    private static void put(List<byte[]> pieces, int id, byte[] piece) {
        while (pieces.size() <= id) pieces.add(NOTHING);
        pieces.set(id, piece);
    }

    private static Function<String, byte[]> decoder(Path tokenizer, JsonNode decoder) {
        if (decoder.isNull() || decoder.isMissingNode()) return TokenPieces::word;
        String described = decoder.toString();
        if (described.contains("\"ByteLevel\"")) return TokenPieces::byteLevel;
        if (described.contains("\"ByteFallback\"") || described.contains("\"Metaspace\""))
            return TokenPieces::sentencePiece;
        throw new UnsupportedModelException(
                tokenizer + ": its decoder is neither ByteLevel, ByteFallback nor Metaspace: " + described);
    }

    /** Without a decoder tokens are words with a space between them. */
    private static byte[] word(String piece) {
        return (' ' + piece).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] sentencePiece(String piece) {
        Matcher single = BYTE.matcher(piece);
        if (single.matches()) return new byte[] {(byte) Integer.parseInt(single.group(1), 16)};
        return piece.replace('\u2581', ' ').getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] byteLevel(String piece) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(piece.length());
        for (int at = 0; at < piece.length(); at++) {
            char c = piece.charAt(at);
            int value = 0;
            while (value < ALPHABET.length && ALPHABET[value] != c) value++;
            // a token that was added to the vocabulary may hold any character
            if (value == ALPHABET.length) return piece.getBytes(StandardCharsets.UTF_8);
            bytes.write(value);
        }
        return bytes.toByteArray();
    }

    private static char[] alphabet() {
        char[] alphabet = new char[256];
        int next = 256;
        for (int value = 0; value < alphabet.length; value++) {
            boolean printable = (value >= '!' && value <= '~') || (value >= 0xA1 && value != 0xAD);
            alphabet[value] = (char) (printable ? value : next++);
        }
        return alphabet;
    }
}
