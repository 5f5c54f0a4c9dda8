package io.entropylong.languagemodel.weights;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What sets an architecture apart from llama. The names are those of {@code model_type} in a config.json and of
 * {@code general.architecture} in a GGUF file. Everything that a family does not override is as in llama; what varies within
 * one is read from the model's settings.
 */
public enum Family {
    LLAMA {
        @Override
        boolean permutedInGguf() {
            return true;
        }
    },
    MISTRAL {
        @Override
        int window(Hyperparameters model, int layer) {
            return model.integer("sliding_window", WHOLE_SEQUENCE);
        }
    },
    QWEN2 {
        @Override
        Biases biases(Hyperparameters model) {
            return new Biases(true, false, false);
        }

        @Override
        int window(Hyperparameters model, int layer) {
            return windowOfListedLayers(model, layer);
        }
    },
    QWEN3 {
        @Override
        public QueryKeyNorm queryKeyNorm() {
            return QueryKeyNorm.EACH_HEAD;
        }

        @Override
        int window(Hyperparameters model, int layer) {
            return windowOfListedLayers(model, layer);
        }
    },
    /** Every fourth layer has no positions, unless the settings say which. */
    SMOLLM3 {
        private static final int INTERVAL = 4;

        @Override
        boolean permutedInGguf() {
            return true;
        }

        @Override
        boolean rotary(Hyperparameters model, int layer) {
            List<?> rotary = model.list("no_rope_layers");
            if (rotary.isEmpty()) return (layer + 1) % model.integer("no_rope_layer_interval", INTERVAL) != 0;
            if (layer < rotary.size() && rotary.get(layer) instanceof Integer flag) return flag != 0;
            throw model.refused("no_rope_layers has no number for layer " + layer);
        }

        @Override
        int window(Hyperparameters model, int layer) {
            return windowOfListedLayers(model, layer);
        }
    },
    OLMO2 {
        @Override
        public NormPlacement norms() {
            return NormPlacement.AFTER;
        }

        @Override
        public QueryKeyNorm queryKeyNorm() {
            return QueryKeyNorm.ALL_HEADS;
        }
    },
    GRANITE {
        @Override
        boolean permutedInGguf() {
            return true;
        }

        @Override
        Multipliers multipliers(Hyperparameters model, int headSize) {
            double logitsScaling = model.real("logits_scaling", 1);
            if (logitsScaling == 0) throw model.refused("logits_scaling is 0");
            return new Multipliers(
                    model.real("embedding_multiplier", 1),
                    model.real("attention_multiplier", 1),
                    model.real("residual_multiplier", 1),
                    1 / logitsScaling);
        }
    },
    PHI3 {
        @Override
        public boolean packed() {
            return true;
        }

        @Override
        int window(Hyperparameters model, int layer) {
            return model.integer("sliding_window", WHOLE_SEQUENCE);
        }
    };

    /** A window that every sequence fits into. */
    static final int WHOLE_SEQUENCE = Integer.MAX_VALUE;

    /** Where a layer has its norms. */
    public enum NormPlacement {
        /** On what goes into attention and feed-forward. */
        BEFORE,
        /** On what comes out of them, before it is added. */
        AFTER
    }

    /** Norms of queries and keys, before they are turned. */
    public enum QueryKeyNorm {
        NONE,
        EACH_HEAD,
        ALL_HEADS
    }

    /**
     * Which linear layers add a bias.
     *
     * @param queryKeyValue those into attention
     * @param attentionOutput the one out of attention
     * @param feedForward all of the feed-forward part
     */
    public record Biases(boolean queryKeyValue, boolean attentionOutput, boolean feedForward) {}

    /**
     * Constant factors.
     *
     * @param embedding of what the embedding gives
     * @param attention of the products of queries and keys
     * @param residual of what attention and feed-forward add
     * @param logits of the logits
     */
    public record Multipliers(double embedding, double attention, double residual, double logits) {}

    /**
     * @throws UnsupportedModelException for an architecture that is no family here, naming those that are
     */
    static Family of(String architecture, String origin) {
        return Arrays.stream(values())
                .filter(family -> family.id().equals(architecture))
                .findFirst()
                .orElseThrow(() -> new UnsupportedModelException(origin + ": architecture " + architecture
                        + " is not supported; supported are "
                        + Arrays.stream(values()).map(Family::id).collect(Collectors.joining(", "))));
    }

    /** The name in model files. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    public NormPlacement norms() {
        return NormPlacement.BEFORE;
    }

    public QueryKeyNorm queryKeyNorm() {
        return QueryKeyNorm.NONE;
    }

    /** Whether queries, keys and values share one weight, and gate and up another. */
    public boolean packed() {
        return false;
    }

    /** Whether GGUF files have the rows of a head's queries and keys in neighbouring pairs instead of halves. */
    boolean permutedInGguf() {
        return false;
    }

    Biases biases(Hyperparameters model) {
        boolean attention = model.flag("attention_bias", false);
        return new Biases(attention, attention, model.flag("mlp_bias", false));
    }

    Multipliers multipliers(Hyperparameters model, int headSize) {
        return new Multipliers(1, 1 / Math.sqrt(headSize), 1, 1);
    }

    /** Whether a layer turns queries and keys by their position. */
    boolean rotary(Hyperparameters model, int layer) {
        return true;
    }

    /** Tokens that a layer sees, the current one included. */
    int window(Hyperparameters model, int layer) {
        return WHOLE_SEQUENCE;
    }

    private static int windowOfListedLayers(Hyperparameters model, int layer) {
        if (!model.flag("use_sliding_window", false) || !model.has("sliding_window")) return WHOLE_SEQUENCE;
        List<?> types = model.list("layer_types");
        boolean sliding = types.isEmpty()
                ? layer >= model.integer("max_window_layers", WHOLE_SEQUENCE)
                : layer < types.size() && "sliding_attention".equals(types.get(layer));
        return sliding ? model.integer("sliding_window") : WHOLE_SEQUENCE;
    }
}
