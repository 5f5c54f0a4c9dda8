package io.entropylong.languagemodel.weights;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** A model in a GGUF file. */
final class GgufModel implements ModelSource {
    private static final String HEAD = "output.weight";

    private static final Map<String, String> MODEL_NAMES = Map.of(
            "model.embed_tokens.weight", "token_embd.weight",
            "model.norm.weight", "output_norm.weight",
            "lm_head.weight", HEAD);

    private static final Map<String, String> LAYER_NAMES = Map.ofEntries(
            Map.entry("input_layernorm", "attn_norm"),
            Map.entry("mlp.down_proj", "ffn_down"),
            Map.entry("mlp.gate_proj", "ffn_gate"),
            Map.entry("mlp.up_proj", "ffn_up"),
            Map.entry("mlp.gate_up_proj", "ffn_up"),
            Map.entry("post_feedforward_layernorm", "post_ffw_norm"),
            Map.entry("self_attn.q_proj", "attn_q"),
            Map.entry("self_attn.k_proj", "attn_k"),
            Map.entry("self_attn.v_proj", "attn_v"),
            Map.entry("self_attn.qkv_proj", "attn_qkv"),
            Map.entry("self_attn.o_proj", "attn_output"),
            Map.entry("self_attn.q_norm", "attn_q_norm"),
            Map.entry("self_attn.k_norm", "attn_k_norm"));

    private final Gguf file;
    private final ModelShape shape;
    private final Set<String> unread;

    private GgufModel(Gguf file) throws IOException {
        this.file = file;
        String architecture = file.text("general.architecture");
        Family family = Family.of(architecture, file.path().toString());
        String name = file.find("general.name") instanceof String text
                ? text
                : file.path().getFileName().toString();
        shape = ModelShape.of(name, family, GgufHyperparameters.of(file, architecture), !file.hasTensor(HEAD));
        unread = new TreeSet<>(file.tensors());
        // already in the shape
        unread.remove("rope_freqs.weight");
    }

    static GgufModel open(Path path) throws IOException {
        Gguf file = new Gguf(path);
        try {
            return new GgufModel(file);
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    @Override
    public ModelShape shape() {
        return shape;
    }

    @Override
    public float[] tensor(String name, long... expected) throws IOException {
        String known = MODEL_NAMES.get(name);
        return known == null ? layerTensor(name, expected) : raw(known, expected);
    }

    /** {@code model.layers.N.PART.weight} is {@code blk.N.PART'.weight}; rows of q and k are put back in order. */
    private float[] layerTensor(String name, long[] expected) throws IOException {
        String[] parts = name.split("\\.", 4);
        int kindAt = name.lastIndexOf('.');
        String part = parts[3].substring(0, parts[3].lastIndexOf('.'));
        String known = part.equals("post_attention_layernorm") ? postAttentionNorm() : LAYER_NAMES.get(part);
        if (known == null) throw file.refused("tensor " + name + " is unknown");
        float[] weights = raw("blk." + parts[2] + "." + known + name.substring(kindAt), expected);
        if (!shape.family().permutedInGguf()) return weights;
        return switch (part) {
            case "self_attn.q_proj" -> unpermuted(weights, shape.heads(), shape.headSize());
            case "self_attn.k_proj" -> unpermuted(weights, shape.kvHeads(), shape.headSize());
            default -> weights;
        };
    }

    /** The norm of that name comes before the feed-forward part in some families, after attention in others. */
    private String postAttentionNorm() {
        return shape.family().norms() == Family.NormPlacement.BEFORE ? "ffn_norm" : "post_attention_norm";
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

    private float[] raw(String name, long[] expected) throws IOException {
        long[] actual = file.shape(name);
        if (!Arrays.equals(actual, expected)) {
            throw file.refused("tensor " + name + " has shape " + Arrays.toString(actual)
                    + "; by the model's settings it is " + Arrays.toString(expected));
        }
        unread.remove(name);
        return file.floats(name);
    }

    @Override
    public Set<String> unread() {
        return unread;
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
