package io.entropylong.entropy.profile;

/**
 * A document's threshold: tau = mu + alpha sigma over its own entropies
 * (<a href="https://arxiv.org/abs/2510.02330">EntropyLong</a>, step 1; sigma is the population deviation).
 *
 * @param mu mean in nats
 * @param sigma in nats
 * @param tau in nats; a position's entropy lies above it
 */
record EntropyThreshold(double mu, double sigma, double tau) {
    /**
     * @param entropies nats, at least one; not modified
     * @param alpha deviations above the mean
     */
    static EntropyThreshold over(double[] entropies, double alpha) {
        if (entropies.length == 0) throw new IllegalArgumentException("no entropies");
        double sum = 0;
        for (double entropy : entropies) sum += entropy;
        double mu = sum / entropies.length;
        double squares = 0;
        for (double entropy : entropies) squares += (entropy - mu) * (entropy - mu);
        double sigma = Math.sqrt(squares / entropies.length);
        return new EntropyThreshold(mu, sigma, mu + alpha * sigma);
    }

    boolean isExceededBy(double entropy) {
        return entropy > tau;
    }
}
