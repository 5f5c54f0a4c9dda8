package io.entropylong.languagemodel.weights;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A llama-architecture model in a GGUF file. */
final class GgufModel implements ModelSource {
    private static final Map<String, String> LAYER_NAMES = Map.of(
            "input_layernorm", "attn_norm",
            "post_attention_layernorm", "ffn_norm",
            "mlp.down_proj", "ffn_down",
            "mlp.gate_proj", "ffn_gate",
            "mlp.up_proj", "ffn_up",
            "self_attn.q_proj", "attn_q",
            "self_attn.k_proj", "attn_k",
            "self_attn.v_proj", "attn_v",
            "self_attn.o_proj", "attn_output");

    private final Gguf file;
    private final LlamaShape shape;

    private GgufModel(Gguf file) {
        this.file = file;
        this.shape = shape(file);
    }

    static GgufModel open(Path path) throws IOException {
        Gguf file = new Gguf(path);
        try {
            return new GgufModel(file);
        } catch (RuntimeException e) {
            file.close();
            throw e;
        }
    }

    private static LlamaShape shape(Gguf file) {
        String architecture = file.text("general.architecture");
        if (!architecture.equals("llama")) {
            throw new UnsupportedModelException(
                    file.path() + ": architecture " + architecture + " is not supported; llama is");
        }
        if (file.hasTensor("rope_freqs.weight")) {
            throw new UnsupportedModelException(file.path() + ": scaled rotary frequencies are not supported yet");
        }
        if (file.find("llama.rope.scaling.type") instanceof String scaling && !scaling.equals("none")) {
            throw new UnsupportedModelException(
                    file.path() + ": llama.rope.scaling.type " + scaling + " is not supported; none is");
        }
        int heads = file.number("llama.attention.head_count").intValue();
        int hidden = file.number("llama.embedding_length").intValue();
        int headSize =
                file.find("llama.attention.key_length") instanceof Number length ? length.intValue() : hidden / heads;
        return new LlamaShape(
                file.find("general.name") instanceof String name
                        ? name
                        : file.path().getFileName().toString(),
                file.number("llama.block_count").intValue(),
                hidden,
                heads,
                file.number("llama.attention.head_count_kv").intValue(),
                headSize,
                file.number("llama.feed_forward_length").intValue(),
                Math.toIntExact(file.entry("token_embd.weight").dims().get(1)),
                file.number("llama.context_length").intValue(),
                file.number("llama.rope.freq_base").doubleValue(),
                file.number("llama.attention.layer_norm_rms_epsilon").floatValue(),
                !file.hasTensor("output.weight"));
    }

    @Override
    public LlamaShape shape() {
        return shape;
    }

    @Override
    public float[] tensor(String name) throws IOException {
        return switch (name) {
            case "model.embed_tokens.weight" -> raw("token_embd.weight");
            case "model.norm.weight" -> raw("output_norm.weight");
            case "lm_head.weight" -> raw("output.weight");
            default -> layerTensor(name);
        };
    }

    /** {@code model.layers.N.PART.weight} is {@code blk.N.PART'.weight}; rows of q and k are put back in order. */
    private float[] layerTensor(String name) throws IOException {
        String[] parts = name.split("\\.", 4);
        String part = parts[3].substring(0, parts[3].length() - ".weight".length());
        String known = LAYER_NAMES.get(part);
        if (known == null) throw new UnsupportedModelException(file.path() + ": tensor " + name + " is unknown");
        float[] weights = raw("blk." + parts[2] + "." + known + ".weight");
        return switch (part) {
            case "self_attn.q_proj" -> unpermuted(weights, shape.heads());
            case "self_attn.k_proj" -> unpermuted(weights, shape.kvHeads());
            default -> weights;
        };
    }

    /** llama.cpp interleaves the two halves of each head's rows; this undoes it. */
    static float[] unpermuted(float[] weights, int heads, int headSize) {
        int columns = weights.length / heads / headSize;
        int half = headSize / 2;
        float[] rows = new float[weights.length];
        for (int head = 0; head < heads; head++) {
            for (int i = 0; i < half; i++) {
                for (int part = 0; part < 2; part++) {
                    int from = (head * headSize + 2 * i + part) * columns;
                    int to = (head * headSize + part * half + i) * columns;
                    System.arraycopy(weights, from, rows, to, columns);
                }
            }
        }
        return rows;
    }

    private float[] unpermuted(float[] weights, int heads) {
        return unpermuted(weights, heads, shape.headSize());
    }

    private float[] raw(String name) throws IOException {
        return file.floats(name);
    }

    @Override
    public String tokenizerJson() {
        return GgufTokenizer.json(file);
    }

    @Override
    public List<Integer> startIds() {
        return GgufTokenizer.startIds(file);
    }

    @Override
    public List<Path> files() {
        return List.of(file.path());
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
