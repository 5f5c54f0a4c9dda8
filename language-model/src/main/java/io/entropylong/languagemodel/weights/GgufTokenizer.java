package io.entropylong.languagemodel.weights;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Writes the tokenizer.json that a GGUF file's metadata stand for. */
final class GgufTokenizer {
    private static final int CONTROL_TOKEN = 3;
    private static final String DOCUMENT_START = "<|endoftext|>";

    private GgufTokenizer() {}

    /**
     * Byte-level BPE; {@code pre = smollm} splits single digits off first, then by the GPT-2 pattern.
     *
     * @throws UnsupportedModelException for another kind of tokenizer
     */
    static String json(Gguf file) {
        String kind = file.text("tokenizer.ggml.model");
        String pre = file.find("tokenizer.ggml.pre") instanceof String text ? text : "default";
        if (!kind.equals("gpt2") || !pre.equals("smollm")) {
            throw new UnsupportedModelException(file.path() + ": tokenizer " + kind + "/" + pre
                    + " is not supported in a GGUF file; gpt2/smollm is (a Hugging Face folder brings its own)");
        }
        List<String> tokens = file.texts("tokenizer.ggml.tokens");
        List<Number> types = file.numbers("tokenizer.ggml.token_type");
        if (types.size() != tokens.size()) {
            throw file.refused(types.size() + " token types for " + tokens.size() + " tokens");
        }
        Map<String, Integer> vocabulary = new LinkedHashMap<>();
        List<Map<String, Object>> added = new ArrayList<>();
        for (int id = 0; id < tokens.size(); id++) {
            String token = tokens.get(id);
            vocabulary.put(token, id);
            if (types.get(id).intValue() == CONTROL_TOKEN) added.add(special(id, token));
        }
        List<List<String>> merges = file.texts("tokenizer.ggml.merges").stream()
                .map(merge -> List.of(merge.split(" ", -1)))
                .toList();
        Map<String, Object> model = object(
                "type",
                "BPE",
                "dropout",
                null,
                "unk_token",
                null,
                "continuing_subword_prefix",
                null,
                "end_of_word_suffix",
                null,
                "fuse_unk",
                false,
                "byte_fallback",
                false,
                "ignore_merges",
                false,
                "vocab",
                vocabulary,
                "merges",
                merges);
        Map<String, Object> digits = object("type", "Digits", "individual_digits", true);
        return JsonMapper.builder()
                .build()
                .writeValueAsString(object(
                        "version",
                        "1.0",
                        "truncation",
                        null,
                        "padding",
                        null,
                        "added_tokens",
                        added,
                        "normalizer",
                        null,
                        "pre_tokenizer",
                        object("type", "Sequence", "pretokenizers", List.of(digits, byteLevel(false))),
                        "post_processor",
                        null,
                        "decoder",
                        byteLevel(true),
                        "model",
                        model));
    }

    /** The document start that the model was trained with: its end-of-text token, else the file's BOS. */
    static List<Integer> startIds(Gguf file) {
        List<String> tokens = file.texts("tokenizer.ggml.tokens");
        int documentStart = tokens.indexOf(DOCUMENT_START);
        if (documentStart >= 0) return List.of(documentStart);
        Number start = file.number("tokenizer.ggml.bos_token_id");
        if (start.longValue() < 0 || start.longValue() >= tokens.size()) {
            throw file.refused("tokenizer.ggml.bos_token_id is no id of the vocabulary: " + start);
        }
        return List.of(start.intValue());
    }

    private static Map<String, Object> special(int id, String content) {
        return object(
                "id", id,
                "content", content,
                "single_word", false,
                "lstrip", false,
                "rstrip", false,
                "normalized", false,
                "special", true);
    }

    private static Map<String, Object> byteLevel(boolean decoder) {
        return object("type", "ByteLevel", "add_prefix_space", decoder, "trim_offsets", decoder, "use_regex", true);
    }

    private static Map<String, Object> object(@Nullable Object... pairs) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) putNullable(object, (String) pairs[i], pairs[i + 1]);
        return object;
    }

    @SuppressWarnings("NullAway") // JSON nulls are wanted here
    private static void putNullable(Map<String, Object> object, @Nullable String key, @Nullable Object value) {
        object.put(key, value);
    }
}
