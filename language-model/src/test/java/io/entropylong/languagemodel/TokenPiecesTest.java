package io.entropylong.languagemodel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.entropylong.languagemodel.weights.UnsupportedModelException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenPiecesTest {
    @TempDir
    Path folder = Path.of("");

    @Test
    void aByteLevelTokenMayHoldPartOfACharacterAndAddedTokensAreWhatTheySpell() throws IOException {
        List<byte[]> pieces = read("""
                {"decoder": {"type": "ByteLevel"}, "added_tokens": [{"id": 3, "content": "<é>"}],
                 "model": {"vocab": {"Ġthe": 0, "Ã": 1, "©": 2, "Ċ": 5}}}""");

        assertThat(text(pieces.get(0))).isEqualTo(" the");
        assertThat(pieces.get(1)).containsExactly(0xC3);
        assertThat(pieces.get(2)).containsExactly(0xA9);
        assertThat(text(pieces.get(3))).isEqualTo("<é>");
        assertThat(pieces.get(4)).isEmpty();
        assertThat(text(pieces.get(5))).isEqualTo("\n");
    }

    @Test
    void aSentencePieceTokenIsAWordWithItsSpaceOrAByte() throws IOException {
        String decoder = """
                {"type": "Sequence", "decoders": [{"type": "Replace", "pattern": {"String": "▁"}, "content": " "},
                 {"type": "ByteFallback"}, {"type": "Fuse"}]}""";
        List<byte[]> map = read("{\"decoder\": " + decoder
                + ", \"added_tokens\": [], \"model\": {\"vocab\": {\"▁wörd\": 0, \"<0x0A>\": 1, \"<0x0a\": 2}}}");
        List<byte[]> list = read("{\"decoder\": {\"type\": \"Metaspace\"}, \"added_tokens\": [],"
                + " \"model\": {\"vocab\": [[\"<s>\", 0.0], [\"▁a\", -1.5]]}}");

        assertThat(map).extracting(TokenPiecesTest::text).containsExactly(" wörd", "\n", "<0x0a");
        assertThat(list).extracting(TokenPiecesTest::text).containsExactly("<s>", " a");
    }

    @Test
    void aDecoderThatIsNotKnownIsNamed() {
        assertThatThrownBy(() -> read("""
                {"decoder": {"type": "WordPiece"}, "added_tokens": [], "model": {"vocab": {"a": 0}}}"""))
                .isInstanceOf(UnsupportedModelException.class)
                .hasMessageContaining("tokenizer.json")
                .hasMessageContaining("WordPiece");
    }

    private List<byte[]> read(String json) throws IOException {
        return TokenPieces.read(Files.writeString(folder.resolve("tokenizer.json"), json));
    }

    private static String text(byte[] piece) {
        return new String(piece, StandardCharsets.UTF_8);
    }
}
