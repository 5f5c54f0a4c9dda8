package io.entropylong.languagemodel.weights;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells a GGUF file's settings by their Hugging Face names. */
final class GgufHyperparameters {
    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("num_hidden_layers", "block_count"),
            Map.entry("hidden_size", "embedding_length"),
            Map.entry("num_attention_heads", "attention.head_count"),
            Map.entry("num_key_value_heads", "attention.head_count_kv"),
            Map.entry("head_dim", "attention.key_length"),
            Map.entry("intermediate_size", "feed_forward_length"),
            Map.entry("max_position_embeddings", "context_length"),
            Map.entry("rms_norm_eps", "attention.layer_norm_rms_epsilon"),
            Map.entry("sliding_window", "attention.sliding_window"),
            Map.entry("rope_theta", "rope.freq_base"),
            Map.entry("embedding_multiplier", "embedding_scale"),
            Map.entry("attention_multiplier", "attention.scale"),
            Map.entry("residual_multiplier", "residual_scale"),
            Map.entry("logits_scaling", "logit_scale"));

    private static final String EMBEDDING = "token_embd.weight";
    private static final String FREQUENCY_FACTORS = "rope_freqs.weight";

    private GgufHyperparameters() {}

    static Hyperparameters of(Gguf file, String architecture) throws IOException {
        Map<String, Object> values = new HashMap<>();
        NAMES.forEach((name, key) -> {
            Object value = file.find(architecture + "." + key);
            if (value != null) values.put(name, value);
        });
        values.put("vocab_size", file.shape(EMBEDDING)[0]);
        values.put("attention_bias", file.hasTensor("blk.0.attn_q.bias"));
        values.put("mlp_bias", file.hasTensor("blk.0.ffn_gate.bias"));
        partialRotary(file, architecture, values);
        Map<String, Object> rope = rope(file, architecture);
        if (!rope.isEmpty()) values.put("rope_scaling", rope);
        return new Hyperparameters(file.path().toString(), values);
    }

    /** The share of each head that is turned, where the file gives both sizes. */
    private static void partialRotary(Gguf file, String architecture, Map<String, Object> values) {
        @Nullable Object turned = file.find(architecture + ".rope.dimension_count");
        Hyperparameters model = new Hyperparameters(file.path().toString(), values);
        if (!(turned instanceof Number count)) return;
        int headSize = model.integer(
                "head_dim", Math.max(1, model.integer("hidden_size") / model.integer("num_attention_heads")));
        values.put("partial_rotary_factor", count.doubleValue() / headSize);
    }

    private static Map<String, Object> rope(Gguf file, String architecture) throws IOException {
        for (String tensor : List.of("rope_factors_long.weight", "rope_factors_short.weight")) {
            if (file.hasTensor(tensor)) return Map.of("rope_type", "longrope");
        }
        if (file.hasTensor(FREQUENCY_FACTORS)) {
            float[] factors = file.floats(FREQUENCY_FACTORS);
            List<Object> list = new ArrayList<>(factors.length);
            for (float factor : factors) list.add(factor);
            return Map.of("rope_type", "frequency-factors", "factors", list);
        }
        String prefix = architecture + ".rope.scaling.";
        if (!(file.find(prefix + "type") instanceof String type) || type.equals("none")) return Map.of();
        Map<String, Object> rope = new HashMap<>();
        rope.put("rope_type", type);
        Object factor = file.find(prefix + "factor");
        if (factor != null) rope.put("factor", factor);
        Object original = file.find(prefix + "original_context_length");
        if (original != null) rope.put("original_max_position_embeddings", original);
        return rope;
    }
}
