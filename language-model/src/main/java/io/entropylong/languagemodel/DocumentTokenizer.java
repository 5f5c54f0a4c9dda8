package io.entropylong.languagemodel;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.djl.huggingface.tokenizers.jni.CharSpan;
import io.entropylong.languagemodel.weights.UnsupportedModelException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A model's tokenizer for documents: nothing is added, cut or padded, and a document that spells a special token out, for
 * instance {@code <|endoftext|>} in a text about language models, gets the ids of those characters and not the special id.
 * Thread-safe. An unpaired surrogate, which is no character, counts as U+FFFD.
 */
final class DocumentTokenizer implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HuggingFaceTokenizer tokenizer;

    /**
     * @param path a tokenizer.json
     * @throws UnsupportedModelException when it is none, or when it finds special tokens in plain text whatever is done
     */
    DocumentTokenizer(Path path) throws IOException {
        this(path, Files.readAllBytes(path));
    }

    /**
     * @param path where it comes from, for messages
     * @param content of a tokenizer.json
     */
    DocumentTokenizer(Path path, byte[] content) throws IOException {
        try {
            if (!(JSON.readTree(content) instanceof ObjectNode json)) {
                throw new UnsupportedModelException(path + ": not a tokenizer.json");
            }
            List<JsonNode> special = removeSpecialTokens(json);
            tokenizer = HuggingFaceTokenizer.newInstance(
                    new ByteArrayInputStream(JSON.writeValueAsString(json).getBytes(StandardCharsets.UTF_8)),
                    Map.of("addSpecialTokens", "false", "truncation", "false", "padding", "false"));
            refuseIfFound(special, path);
        } catch (JacksonException e) {
            throw new UnsupportedModelException(path + ": not a tokenizer.json: " + e.getOriginalMessage());
        }
    }

    private static List<JsonNode> removeSpecialTokens(ObjectNode json) {
        List<JsonNode> special = new ArrayList<>();
        ArrayNode kept = json.arrayNode();
        for (JsonNode token : json.path("added_tokens")) {
            if (token.path("special").asBoolean(false)) {
                special.add(token);
            } else {
                kept.add(token);
            }
        }
        json.set("added_tokens", kept);
        return special;
    }

    /** A tokenizer without words, for instance Unigram, could find a special token in its vocabulary all the same. */
    private void refuseIfFound(List<JsonNode> special, Path path) {
        for (JsonNode token : special) {
            String content = token.path("content").asString("");
            for (int id : ids(content)) {
                if (id == token.path("id").asInt(-1)) {
                    close();
                    throw new UnsupportedModelException(
                            path + ": this kind of tokenizer takes the text " + content + " for the special token");
                }
            }
        }
    }

    /** Token ids of a text by itself. */
    int[] ids(String text) {
        return Arrays.stream(encode(text).getIds()).mapToInt(Math::toIntExact).toArray();
    }

    /** Token ids of a text with the characters that each stands for. */
    List<TokenSpan> spans(String text) {
        Encoding encoding = encode(text);
        long[] ids = encoding.getIds();
        CharSpan[] spans = encoding.getCharTokenSpans();
        int[] utf16 = utf16Index(text);
        List<TokenSpan> tokens = new ArrayList<>(ids.length);
        for (int i = 0; i < ids.length; i++) {
            tokens.add(new TokenSpan(Math.toIntExact(ids[i]), utf16[spans[i].getStart()], utf16[spans[i].getEnd()]));
        }
        return tokens;
    }

    /** The text of ids that stand one behind the other; what is no whole character is U+FFFD. */
    String text(int[] ids) {
        return tokenizer.decode(Arrays.stream(ids).asLongStream().toArray(), false);
    }

    private Encoding encode(String text) {
        return tokenizer.encode(wellFormed(text), false, false);
    }

    /** The text, its unpaired surrogates replaced; of the same length. */
    private static String wellFormed(String text) {
        StringBuilder replaced = null;
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (!Character.isSurrogate(c)) continue;
            if (Character.isHighSurrogate(c)
                    && at + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(at + 1))) {
                at++;
            } else {
                if (replaced == null) replaced = new StringBuilder(text);
                replaced.setCharAt(at, '\uFFFD');
            }
        }
        return replaced == null ? text : replaced.toString();
    }

    /** For each code point, and the end, its UTF-16 index: the tokenizer counts in code points. */
    private static int[] utf16Index(String text) {
        int[] index = new int[text.codePointCount(0, text.length()) + 1];
        int at = 0;
        for (int point = 0; point < index.length - 1; point++) {
            index[point] = at;
            at += Character.charCount(text.codePointAt(at));
        }
        index[index.length - 1] = at;
        return index;
    }

    @Override
    public void close() {
        tokenizer.close();
    }
}
