package io.entropylong.languagemodel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The real tokenizer on a megabyte of mixed Unicode, against the Python package: src/test/python/unicode_tokens.py. */
class UnicodeTokensIT {
    private static final Path CACHE = Path.of("target", "models");
    private static final int DOCUMENTS = 100;
    private static final int PIECES = 500;

    private static final int[][] BLOCKS = {
        {0x20, 0x7E},
        {0x20, 0x7E},
        {0x20, 0x7E},
        {0x61, 0x7A},
        {0x61, 0x7A},
        {0x30, 0x39},
        {0x09, 0x0D},
        {0x00, 0x1F},
        {0xA0, 0xFF},
        {0x100, 0x24F},
        {0x300, 0x36F},
        {0x370, 0x3FF},
        {0x400, 0x4FF},
        {0x590, 0x5FF},
        {0x600, 0x6FF},
        {0x900, 0x97F},
        {0xE00, 0xE7F},
        {0x1100, 0x11FF},
        {0x2000, 0x206F},
        {0x20A0, 0x20CF},
        {0x2100, 0x21FF},
        {0x2200, 0x22FF},
        {0x2460, 0x24FF},
        {0x3000, 0x303F},
        {0x3040, 0x30FF},
        {0x4E00, 0x9FFF},
        {0xAC00, 0xD7A3},
        {0xE000, 0xE0FF},
        {0xFE00, 0xFE0F},
        {0xFF00, 0xFFFD},
        {0x10400, 0x1044F},
        {0x1D400, 0x1D7FF},
        {0x1F300, 0x1F6FF},
        {0x1F900, 0x1F9FF},
        {0x20000, 0x200FF},
        {0xE0000, 0xE007F},
    };

    private static final List<String> BETWEEN =
            List.of("", "", " ", " ", "  ", "\n", "\r\n", "\t", "<|endoftext|>", "<|im_start|>", "'s ", "1234567 ");

    private long state = 20261124;

    @Test
    void idsAndSpansAreThoseOfThePythonPackage() throws Exception {
        JsonNode expected = JsonMapper.builder()
                .build()
                .readTree(Files.readString(Path.of("src/test/resources/unicode-tokens.json")));
        MessageDigest texts = MessageDigest.getInstance("SHA-256");
        MessageDigest tokens = MessageDigest.getInstance("SHA-256");
        int count = 0;
        try (LanguageModel model = open()) {
            for (int i = 0; i < DOCUMENTS; i++) {
                String text = document();
                texts.update(text.getBytes(StandardCharsets.UTF_8));
                for (TokenSpan token : model.spans(text)) {
                    count++;
                    tokens.update(ByteBuffer.allocate(12)
                            .order(ByteOrder.LITTLE_ENDIAN)
                            .putInt(token.id())
                            .putInt(token.startChar())
                            .putInt(token.endChar())
                            .array());
                }
            }
        }

        assertThat(HexFormat.of().formatHex(texts.digest()))
                .as("the text is that of the script")
                .isEqualTo(expected.path("text_sha256").asString());
        assertThat(count).isEqualTo(expected.path("tokens").asInt());
        assertThat(HexFormat.of().formatHex(tokens.digest()))
                .isEqualTo(expected.path("tokens_sha256").asString());
    }

    /** The tokenizer itself loses the bytes that its vocabulary lacks, for instance those of some control characters. */
    @Test
    void theIdsOfATextJoinedGiveItsBytesAgain() throws Exception {
        try (LanguageModel model = open()) {
            List<byte[]> pieces = model.pieces();
            Set<Byte> known = pieces.stream()
                    .filter(piece -> piece.length == 1)
                    .map(piece -> piece[0])
                    .collect(Collectors.toSet());
            assertThat(known).hasSizeGreaterThan(230);
            for (int i = 0; i < DOCUMENTS; i++) {
                String text = document();
                ByteArrayOutputStream joined = new ByteArrayOutputStream();
                for (int id : model.tokenize(text)) joined.write(pieces.get(id));
                ByteArrayOutputStream kept = new ByteArrayOutputStream();
                for (byte one : text.getBytes(StandardCharsets.UTF_8)) if (known.contains(one)) kept.write(one);
                assertThat(joined.toByteArray()).isEqualTo(kept.toByteArray());
            }
            assertThat(pieces.getFirst()).asString(StandardCharsets.UTF_8).isEqualTo("<|endoftext|>");
        }
    }

    private static LanguageModel open() throws IOException, InterruptedException {
        return LanguageModel.open(ModelStore.fetch(CACHE), new ModelOptions(CACHE, Precision.CPU_FP32, 1));
    }

    private String document() {
        StringBuilder text = new StringBuilder();
        for (int piece = 0; piece < PIECES; piece++) {
            int[] block = BLOCKS[below(BLOCKS.length)];
            int length = 1 + below(12);
            for (int i = 0; i < length; i++) text.appendCodePoint(block[0] + below(block[1] - block[0] + 1));
            text.append(BETWEEN.get(below(BETWEEN.size())));
        }
        return text.toString();
    }

    private int below(int bound) {
        state = state * 6364136223846793005L + 1442695040888963407L;
        return (int) ((state >>> 33) % bound);
    }
}
