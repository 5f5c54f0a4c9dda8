package io.entropylong.languagemodel.weights;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How a text is cut into words before byte-level BPE: the kinds that GGUF files name in {@code tokenizer.ggml.pre}, as the
 * pre-tokenizers of a tokenizer.json.
 */
enum PreTokenizer {
    /** The pattern of GPT-2. */
    GPT2(false, "gpt-2", "mpt", "olmo", "jais", "phi-2") {
        @Override
        List<Map<String, Object>> steps() {
            return List.of(byteLevel(true));
        }
    },
    /** Each digit by itself, then the pattern of GPT-2. */
    DIGITS_AND_GPT2(false, "smollm", "starcoder", "refact", "command-r", "codeshell", "exaone", "minerva-7b") {
        @Override
        List<Map<String, Object>> steps() {
            return List.of(Map.of("type", "Digits", "individual_digits", true), byteLevel(true));
        }
    },
    /** Digits by threes; a word that is a token is not merged. */
    LLAMA3(true, "llama3", "llama-v3", "llama-bpe", "falcon3", "lfm2") {
        @Override
        List<Map<String, Object>> steps() {
            return List.of(split("\\p{N}{1,3}"), byteLevel(false));
        }
    },
    /** As llama 3, always merging. */
    DBRX(false, "dbrx", "smaug-bpe") {
        @Override
        List<Map<String, Object>> steps() {
            return List.of(split("\\p{N}{1,3}"), byteLevel(false));
        }
    },
    /** Each digit by itself; the text in Unicode's form NFC. */
    QWEN2(false, "qwen2", "stablelm2") {
        @Override
        List<Map<String, Object>> steps() {
            return List.of(split("\\p{N}"), byteLevel(false));
        }

        @Override
        Optional<Map<String, Object>> normalizer() {
            return Optional.of(Map.of("type", "NFC"));
        }
    };

    private final boolean ignoresMerges;

    @SuppressWarnings("ImmutableEnumChecker") // made by List.of
    private final List<String> names;

    PreTokenizer(boolean ignoresMerges, String... names) {
        this.ignoresMerges = ignoresMerges;
        this.names = List.of(names);
    }

    static Optional<PreTokenizer> of(String name) {
        return Arrays.stream(values()).filter(kind -> kind.names.contains(name)).findFirst();
    }

    /** Every name that is known, for messages. */
    static String known() {
        return Arrays.stream(values()).flatMap(kind -> kind.names.stream()).collect(Collectors.joining(", "));
    }

    /** The pre-tokenizers of a tokenizer.json, in order. */
    abstract List<Map<String, Object>> steps();

    /** The normalizer of a tokenizer.json. */
    Optional<Map<String, Object>> normalizer() {
        return Optional.empty();
    }

    boolean ignoresMerges() {
        return ignoresMerges;
    }

    private static Map<String, Object> split(String digits) {
        String pattern = "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|" + digits
                + "| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+";
        return Map.of("type", "Split", "pattern", Map.of("Regex", pattern), "behavior", "Isolated", "invert", false);
    }

    private static Map<String, Object> byteLevel(boolean withPattern) {
        return Map.of("type", "ByteLevel", "add_prefix_space", false, "trim_offsets", false, "use_regex", withPattern);
    }
}
