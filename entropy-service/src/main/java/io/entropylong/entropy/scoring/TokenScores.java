package io.entropylong.entropy.scoring;

/** What a forward pass said of the tokens that were asked for. Immutable. */
public final class TokenScores {
    private final double[] entropies;
    private final double[] surprisals;
    private final int forwardTokens;

    /**
     * @param entropies nats, one for each token asked for; copied, and what lies below 0 by rounding becomes 0
     * @param surprisals nats, likewise
     * @param forwardTokens tokens that went through the model's layers
     * @throws IllegalArgumentException when a value is not finite, or the lengths differ
     */
    public TokenScores(float[] entropies, float[] surprisals, int forwardTokens) {
        if (entropies.length != surprisals.length) {
            throw new IllegalArgumentException(entropies.length + " entropies, " + surprisals.length + " surprisals");
        }
        this.entropies = nats("entropy", entropies);
        this.surprisals = nats("surprisal", surprisals);
        this.forwardTokens = forwardTokens;
    }

    private static double[] nats(String name, float[] values) {
        double[] nats = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            if (!Float.isFinite(values[i])) {
                throw new IllegalArgumentException("the model's " + name + " " + i + " is not a number: " + values[i]);
            }
            nats[i] = Math.max(0, values[i]);
        }
        return nats;
    }

    public int size() {
        return entropies.length;
    }

    /** Nats; of the i-th token asked for. */
    public double entropy(int i) {
        return entropies[i];
    }

    /** Nats, one for each token asked for; a copy. */
    public double[] entropies() {
        return entropies.clone();
    }

    /** Nats; of the i-th token asked for. */
    public double surprisal(int i) {
        return surprisals[i];
    }

    public int forwardTokens() {
        return forwardTokens;
    }
}
