package io.entropylong.languagemodel.weights;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Everything about a model but its weights and its tokenizer.
 *
 * @param name as the file calls itself
 * @param family its architecture
 * @param hidden width of the residual stream
 * @param heads query heads
 * @param kvHeads key and value heads
 * @param headSize width of a head
 * @param inner width of the feed-forward layer
 * @param vocabulary number of token ids
 * @param contextWindow positions the model was made for
 * @param normEpsilon of the RMS norms
 * @param tiedHead whether the embedding is also the head
 * @param layers transformer blocks, first to last
 * @param biases of the linear layers
 * @param multipliers constant factors
 * @param rotary how positions are told apart
 */
public record ModelShape(
        String name,
        Family family,
        int hidden,
        int heads,
        int kvHeads,
        int headSize,
        int inner,
        int vocabulary,
        int contextWindow,
        float normEpsilon,
        boolean tiedHead,
        List<Layer> layers,
        Family.Biases biases,
        Family.Multipliers multipliers,
        RotaryPositions rotary) {
    private static final int MOST_LAYERS = 1024;
    private static final int MOST_WIDTH = 1 << 20;
    private static final int MOST_POSITIONS = 1 << 24;

    /**
     * What differs between the layers of a model.
     *
     * @param rotary whether it tells positions apart
     * @param window tokens it sees, the current one included; {@link Integer#MAX_VALUE} for all
     */
    public record Layer(boolean rotary, int window) {}

    public ModelShape {
        layers = List.copyOf(layers);
    }

    /**
     * Reads and checks the settings of a model.
     *
     * @throws UnsupportedModelException naming the setting that is missing, senseless or not supported
     */
    static ModelShape of(String name, Family family, Hyperparameters model, boolean tiedHead) {
        String activation = model.text("hidden_act", "silu");
        if (!activation.equals("silu")) {
            throw model.refused("hidden_act " + activation + " is not supported; silu is");
        }
        int heads = bounded(model, "num_attention_heads", model.integer("num_attention_heads"), MOST_WIDTH);
        int kvHeads = model.integer("num_key_value_heads", heads);
        int hidden = bounded(model, "hidden_size", model.integer("hidden_size"), MOST_WIDTH);
        int headSize =
                bounded(model, "head_dim", model.integer("head_dim", Math.max(1, hidden / heads)), MOST_WIDTH / heads);
        if (headSize % 2 != 0) throw model.refused("heads have an odd size: " + headSize);
        if (heads % kvHeads != 0) {
            throw model.refused(heads + " query heads cannot share " + kvHeads + " key and value heads");
        }
        int vocabulary = bounded(model, "vocab_size", model.integer("vocab_size"), (Integer.MAX_VALUE - 8) / hidden);
        int layers = bounded(model, "num_hidden_layers", model.integer("num_hidden_layers"), MOST_LAYERS);
        double epsilon = model.real("rms_norm_eps");
        if (!(epsilon >= 0 && epsilon < 1)) throw model.refused("rms_norm_eps is out of range: " + epsilon);
        return new ModelShape(
                name,
                family,
                hidden,
                heads,
                kvHeads,
                headSize,
                bounded(model, "intermediate_size", model.integer("intermediate_size"), MOST_WIDTH),
                vocabulary,
                bounded(model, "max_position_embeddings", model.integer("max_position_embeddings"), MOST_POSITIONS),
                (float) epsilon,
                tiedHead,
                IntStream.range(0, layers)
                        .mapToObj(layer -> new Layer(family.rotary(model, layer), family.window(model, layer)))
                        .toList(),
                family.biases(model),
                family.multipliers(model, headSize),
                RotaryPositions.of(model, headSize));
    }

    private static int bounded(Hyperparameters model, String name, int value, int most) {
        if (value > most) throw model.refused(name + " is absurd: " + value + ", more than " + most);
        return value;
    }
}
