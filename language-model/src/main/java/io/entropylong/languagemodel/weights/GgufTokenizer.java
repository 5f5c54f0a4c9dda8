package io.entropylong.languagemodel.weights;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Writes the tokenizer.json that a GGUF file's metadata stand for: byte-level BPE in one of several kinds. */
final class GgufTokenizer {
    private static final int CONTROL_TOKEN = 3;
    private static final int USER_DEFINED_TOKEN = 4;
    private static final String DOCUMENT_START = "<|endoftext|>";

    private GgufTokenizer() {}

    /**
     * @throws UnsupportedModelException for another kind of tokenizer, or a damaged one
     */
    static String json(Gguf file) {
        String kind = file.text("tokenizer.ggml.model");
        String pre = file.find("tokenizer.ggml.pre") instanceof String text ? text : "default";
        PreTokenizer preTokenizer = kind.equals("gpt2") ? PreTokenizer.of(pre).orElse(null) : null;
        if (preTokenizer == null) {
            throw file.refused(
                    "tokenizer " + kind + "/" + pre + " is not supported in a GGUF file; gpt2 is, with one of "
                            + PreTokenizer.known() + " (a Hugging Face folder brings its own)");
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
            int type = types.get(id).intValue();
            if (type == CONTROL_TOKEN || type == USER_DEFINED_TOKEN) {
                added.add(added(id, token, type == CONTROL_TOKEN));
            }
        }
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("version", "1.0");
        json.put("added_tokens", added);
        preTokenizer.normalizer().ifPresent(normalizer -> json.put("normalizer", normalizer));
        json.put("pre_tokenizer", Map.of("type", "Sequence", "pretokenizers", preTokenizer.steps()));
        json.put(
                "decoder",
                Map.of("type", "ByteLevel", "add_prefix_space", true, "trim_offsets", true, "use_regex", true));
        json.put("model", model(vocabulary, merges(file), preTokenizer.ignoresMerges()));
        // the order of small maps differs between processes, and the text's hash names the tokenizer
        return JsonMapper.builder()
                .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                .build()
                .writeValueAsString(json);
    }

    private static Map<String, Object> model(
            Map<String, Integer> vocabulary, List<List<String>> merges, boolean ignoreMerges) {
        Map<String, Object> model = new LinkedHashMap<>();
        model.put("type", "BPE");
        model.put("fuse_unk", false);
        model.put("byte_fallback", false);
        model.put("ignore_merges", ignoreMerges);
        model.put("vocab", vocabulary);
        model.put("merges", merges);
        return model;
    }

    private static List<List<String>> merges(Gguf file) {
        List<List<String>> merges = new ArrayList<>();
        for (String merge : file.texts("tokenizer.ggml.merges")) {
            List<String> pair = List.of(merge.split(" ", -1));
            if (pair.size() != 2) throw file.refused("merge " + merges.size() + " is no pair of tokens");
            merges.add(pair);
        }
        return merges;
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

    private static Map<String, Object> added(int id, String content, boolean special) {
        Map<String, Object> token = new LinkedHashMap<>();
        token.put("id", id);
        token.put("content", content);
        token.put("single_word", false);
        token.put("lstrip", false);
        token.put("rstrip", false);
        token.put("normalized", false);
        token.put("special", special);
        return token;
    }
}
