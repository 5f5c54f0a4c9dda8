package io.entropylong.languagemodel.weights;

import java.util.List;

/**
 * The angles by which rotary position embeddings turn queries and keys: pair j at position p turns by
 * {@code p * inverseFrequencies[j]}, and cosine and sine are multiplied by {@code magnitude}. All ways of stretching a model
 * to longer contexts that do not depend on a sequence's length come down to these numbers.
 */
public final class RotaryPositions {
    /** What ONNX Runtime's attention kernel can turn. */
    private static final int MULTIPLE = 16;

    private static final double DEFAULT_THETA = 10_000;

    private final double[] inverseFrequencies;
    private final double magnitude;

    private RotaryPositions(double[] inverseFrequencies, double magnitude) {
        this.inverseFrequencies = inverseFrequencies;
        this.magnitude = magnitude;
    }

    /** Pairs of each head that are turned; the rest of the head is left alone. */
    public int pairs() {
        return inverseFrequencies.length;
    }

    public double angle(int position, int pair) {
        return position * inverseFrequencies[pair];
    }

    public double magnitude() {
        return magnitude;
    }

    /**
     * @throws UnsupportedModelException for a scaling that is unknown, or that depends on the length of the sequence
     */
    static RotaryPositions of(Hyperparameters model, int headSize) {
        Hyperparameters rope = model.nested(model.has("rope_parameters") ? "rope_parameters" : "rope_scaling");
        double theta = rope.real("rope_theta", model.real("rope_theta", DEFAULT_THETA));
        double part = rope.real("partial_rotary_factor", model.real("partial_rotary_factor", 1));
        int size = (int) (headSize * part);
        if (!(part > 0 && part <= 1) || size < MULTIPLE || size % MULTIPLE != 0) {
            throw model.refused("heads of size " + headSize + ", of which positions turn " + part
                    + ", are not supported; what they turn has to be a multiple of " + MULTIPLE);
        }
        if (!(theta > 1)) throw model.refused("rope_theta must be above 1: " + theta);
        double[] frequencies = new double[size / 2];
        for (int j = 0; j < frequencies.length; j++) frequencies[j] = Math.pow(theta, -2.0 * j / size);
        String type = rope.text("rope_type", rope.text("type", "default"));
        return switch (type) {
            case "default" -> new RotaryPositions(frequencies, 1);
            case "linear" -> new RotaryPositions(divided(frequencies, factor(rope)), 1);
            case "llama3" -> new RotaryPositions(llama3(frequencies, model, rope), 1);
            case "yarn" -> yarn(frequencies, theta, model, rope);
            case "frequency-factors" -> new RotaryPositions(divided(frequencies, rope), 1);
            default ->
                throw model.refused("rotary scaling " + type
                        + " is not supported; default, linear, llama3 and yarn are"
                        + (type.equals("longrope") || type.equals("dynamic")
                                ? " (" + type + " gives a token another entropy in a longer sequence)"
                                : ""));
        };
    }

    private static double factor(Hyperparameters rope) {
        double factor = rope.real("factor");
        if (!(factor >= 1)) throw rope.refused("the factor of the rotary scaling must be at least 1: " + factor);
        return factor;
    }

    private static int originalWindow(Hyperparameters model, Hyperparameters rope) {
        String name = "original_max_position_embeddings";
        return rope.has(name) ? rope.integer(name) : model.integer("max_position_embeddings");
    }

    private static double[] divided(double[] frequencies, double factor) {
        double[] result = frequencies.clone();
        for (int j = 0; j < result.length; j++) result[j] /= factor;
        return result;
    }

    /** GGUF files hold llama3's scaling as one divisor for each pair. */
    private static double[] divided(double[] frequencies, Hyperparameters rope) {
        List<?> factors = rope.list("factors");
        if (factors.size() != frequencies.length) {
            throw rope.refused(factors.size() + " frequency factors for " + frequencies.length + " pairs of a head");
        }
        double[] result = frequencies.clone();
        for (int j = 0; j < result.length; j++) {
            double factor = factors.get(j) instanceof Number number ? number.doubleValue() : Double.NaN;
            if (!(factor > 0)) throw rope.refused("frequency factor " + j + " is not above 0: " + factor);
            result[j] /= factor;
        }
        return result;
    }

    /** Long waves are stretched, short ones kept, and those between blended. */
    private static double[] llama3(double[] frequencies, Hyperparameters model, Hyperparameters rope) {
        double factor = factor(rope);
        double low = rope.real("low_freq_factor");
        double high = rope.real("high_freq_factor");
        if (!(low > 0 && high > low)) {
            throw rope.refused("low_freq_factor " + low + " and high_freq_factor " + high + " are no range");
        }
        int window = originalWindow(model, rope);
        double[] result = frequencies.clone();
        for (int j = 0; j < result.length; j++) {
            double turns = window * frequencies[j] / (2 * Math.PI);
            double kept = Math.clamp((turns - low) / (high - low), 0.0, 1.0);
            result[j] = (1 - kept) * frequencies[j] / factor + kept * frequencies[j];
        }
        return result;
    }

    /** <a href="https://arxiv.org/abs/2309.00071">YaRN</a> with its attention temperature 0.1 ln(factor) + 1. */
    private static RotaryPositions yarn(
            double[] frequencies, double theta, Hyperparameters model, Hyperparameters rope) {
        for (String unknown : List.of("mscale", "mscale_all_dim")) {
            if (rope.has(unknown)) throw rope.refused(unknown + " of yarn is not supported");
        }
        double factor = factor(rope);
        int window = originalWindow(model, rope);
        int size = 2 * frequencies.length;
        double low = pairOfTurns(rope.real("beta_fast", 32), size, theta, window);
        double high = pairOfTurns(rope.real("beta_slow", 1), size, theta, window);
        if (rope.flag("truncate", true)) {
            low = Math.floor(low);
            high = Math.ceil(high);
        }
        low = Math.max(low, 0);
        high = Math.min(high, size - 1.0);
        if (low == high) high += 0.001;
        double[] result = frequencies.clone();
        for (int j = 0; j < result.length; j++) {
            double stretched = Math.clamp((j - low) / (high - low), 0.0, 1.0);
            result[j] = stretched * frequencies[j] / factor + (1 - stretched) * frequencies[j];
        }
        return new RotaryPositions(result, rope.real("attention_factor", 0.1 * Math.log(factor) + 1));
    }

    /** The (fractional) pair that makes so many turns within the original window. */
    private static double pairOfTurns(double turns, int size, double theta, int window) {
        return size * Math.log(window / (turns * 2 * Math.PI)) / (2 * Math.log(theta));
    }
}
