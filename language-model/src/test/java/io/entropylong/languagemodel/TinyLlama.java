package io.entropylong.languagemodel;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/** A random two-layer llama with grouped queries and its own head, and its forward pass in plain double precision. */
final class TinyLlama {
    static final int VOCABULARY = 50;
    static final int WINDOW = 200;

    private static final int HIDDEN = 32;
    private static final int LAYERS = 2;
    private static final int HEADS = 4;
    private static final int KV_HEADS = 2;
    private static final int HEAD = 16;
    private static final int INNER = 48;
    private static final double THETA = 5_000;
    private static final double EPSILON = 1e-5;

    private final Map<String, float[]> tensors = new LinkedHashMap<>();
    private final Map<String, String> dims = new LinkedHashMap<>();
    private final Random random;

    TinyLlama(long seed) {
        random = new Random(seed);
        matrix("model.embed_tokens.weight", VOCABULARY, HIDDEN);
        matrix("lm_head.weight", VOCABULARY, HIDDEN);
        norm("model.norm.weight");
        for (int layer = 0; layer < LAYERS; layer++) {
            String prefix = "model.layers." + layer + ".";
            norm(prefix + "input_layernorm.weight");
            norm(prefix + "post_attention_layernorm.weight");
            matrix(prefix + "self_attn.q_proj.weight", HEADS * HEAD, HIDDEN);
            matrix(prefix + "self_attn.k_proj.weight", KV_HEADS * HEAD, HIDDEN);
            matrix(prefix + "self_attn.v_proj.weight", KV_HEADS * HEAD, HIDDEN);
            matrix(prefix + "self_attn.o_proj.weight", HIDDEN, HEADS * HEAD);
            matrix(prefix + "mlp.gate_proj.weight", INNER, HIDDEN);
            matrix(prefix + "mlp.up_proj.weight", INNER, HIDDEN);
            matrix(prefix + "mlp.down_proj.weight", HIDDEN, INNER);
        }
    }

    private void matrix(String name, int rows, int columns) {
        float[] values = new float[rows * columns];
        for (int i = 0; i < values.length; i++) values[i] = (float) (random.nextGaussian() * 0.3);
        tensors.put(name, values);
        dims.put(name, rows + "," + columns);
    }

    private void norm(String name) {
        float[] values = new float[HIDDEN];
        for (int i = 0; i < HIDDEN; i++) values[i] = 0.5f + random.nextFloat();
        tensors.put(name, values);
        dims.put(name, String.valueOf(HIDDEN));
    }

    /** Writes a Hugging Face folder with float32 weights. */
    void write(Path folder) throws IOException {
        Files.writeString(folder.resolve("config.json"), """
                {"model_type": "llama", "hidden_size": %d, "num_hidden_layers": %d, "num_attention_heads": %d,
                 "num_key_value_heads": %d, "head_dim": %d, "intermediate_size": %d, "vocab_size": %d,
                 "max_position_embeddings": %d, "rope_theta": %s, "rms_norm_eps": %s, "tie_word_embeddings": false,
                 "hidden_act": "silu", "bos_token_id": 0}
                """.formatted(
                        HIDDEN, LAYERS, HEADS, KV_HEADS, HEAD, INNER, VOCABULARY, WINDOW, THETA, EPSILON));
        Files.writeString(folder.resolve("tokenizer.json"), """
                {"version": "1.0", "added_tokens": [], "pre_tokenizer": {"type": "Whitespace"},
                 "model": {"type": "WordLevel", "vocab": {"?": 0, "one": 1, "two": 2}, "unk_token": "?"}}
                """);
        StringBuilder header = new StringBuilder("{");
        int offset = 0;
        for (Map.Entry<String, float[]> tensor : tensors.entrySet()) {
            int end = offset + 4 * tensor.getValue().length;
            header.append(header.length() == 1 ? "" : ",")
                    .append("\"%s\":{\"dtype\":\"F32\",\"shape\":[%s],\"data_offsets\":[%d,%d]}"
                            .formatted(tensor.getKey(), dims.get(tensor.getKey()), offset, end));
            offset = end;
        }
        byte[] json = header.append('}').toString().getBytes(StandardCharsets.UTF_8);
        ByteBuffer file = ByteBuffer.allocate(8 + json.length + offset).order(ByteOrder.LITTLE_ENDIAN);
        file.putLong(json.length).put(json);
        for (float[] values : tensors.values()) {
            for (float value : values) file.putFloat(value);
        }
        Files.write(folder.resolve("model.safetensors"), file.array());
    }

    /** Returns log p(. | tokens up to t), shape (tokens, vocabulary). */
    double[][] logProbabilities(int[] tokens) {
        int length = tokens.length;
        double[][] x = new double[length][HIDDEN];
        for (int t = 0; t < length; t++) {
            for (int i = 0; i < HIDDEN; i++) x[t][i] = get("model.embed_tokens.weight")[tokens[t] * HIDDEN + i];
        }
        for (int layer = 0; layer < LAYERS; layer++) {
            String prefix = "model.layers." + layer + ".";
            attend(x, prefix);
            for (double[] row : x) {
                double[] h = normed(row, prefix + "post_attention_layernorm.weight");
                double[] gate = times(prefix + "mlp.gate_proj.weight", h);
                double[] up = times(prefix + "mlp.up_proj.weight", h);
                for (int i = 0; i < INNER; i++) up[i] *= gate[i] / (1 + Math.exp(-gate[i]));
                add(row, times(prefix + "mlp.down_proj.weight", up));
            }
        }
        double[][] result = new double[length][];
        for (int t = 0; t < length; t++) {
            double[] logits = times("lm_head.weight", normed(x[t], "model.norm.weight"));
            double sum = 0;
            for (double logit : logits) sum += Math.exp(logit);
            for (int i = 0; i < VOCABULARY; i++) logits[i] -= Math.log(sum);
            result[t] = logits;
        }
        return result;
    }

    private void attend(double[][] x, String prefix) {
        int length = x.length;
        double[][] q = new double[length][];
        double[][] k = new double[length][];
        double[][] v = new double[length][];
        for (int t = 0; t < length; t++) {
            double[] h = normed(x[t], prefix + "input_layernorm.weight");
            q[t] = rotated(times(prefix + "self_attn.q_proj.weight", h), t);
            k[t] = rotated(times(prefix + "self_attn.k_proj.weight", h), t);
            v[t] = times(prefix + "self_attn.v_proj.weight", h);
        }
        for (int t = 0; t < length; t++) {
            double[] mixed = new double[HEADS * HEAD];
            for (int head = 0; head < HEADS; head++) {
                int group = head * KV_HEADS / HEADS * HEAD;
                double sum = 0;
                for (int s = 0; s <= t; s++) {
                    double dot = 0;
                    for (int i = 0; i < HEAD; i++) dot += q[t][head * HEAD + i] * k[s][group + i];
                    double weight = Math.exp(dot / Math.sqrt(HEAD));
                    sum += weight;
                    for (int i = 0; i < HEAD; i++) mixed[head * HEAD + i] += weight * v[s][group + i];
                }
                for (int i = 0; i < HEAD; i++) mixed[head * HEAD + i] /= sum;
            }
            add(x[t], times(prefix + "self_attn.o_proj.weight", mixed));
        }
    }

    private static double[] rotated(double[] heads, int position) {
        double[] result = new double[heads.length];
        for (int from = 0; from < heads.length; from += HEAD) {
            for (int j = 0; j < HEAD / 2; j++) {
                double angle = position * Math.pow(THETA, -2.0 * j / HEAD);
                double a = heads[from + j];
                double b = heads[from + HEAD / 2 + j];
                result[from + j] = a * Math.cos(angle) - b * Math.sin(angle);
                result[from + HEAD / 2 + j] = b * Math.cos(angle) + a * Math.sin(angle);
            }
        }
        return result;
    }

    private double[] normed(double[] row, String weight) {
        double squares = 0;
        for (double value : row) squares += value * value;
        double[] result = new double[HIDDEN];
        for (int i = 0; i < HIDDEN; i++) {
            result[i] = row[i] / Math.sqrt(squares / HIDDEN + EPSILON) * get(weight)[i];
        }
        return result;
    }

    private double[] times(String weight, double[] vector) {
        float[] matrix = get(weight);
        double[] result = new double[matrix.length / vector.length];
        for (int row = 0; row < result.length; row++) {
            for (int i = 0; i < vector.length; i++) result[row] += matrix[row * vector.length + i] * vector[i];
        }
        return result;
    }

    private static void add(double[] to, double[] update) {
        for (int i = 0; i < to.length; i++) to[i] += update[i];
    }

    private float[] get(String name) {
        float[] values = tensors.get(name);
        if (values == null) throw new IllegalArgumentException(name);
        return values;
    }
}
