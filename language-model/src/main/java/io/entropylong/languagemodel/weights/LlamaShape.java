package io.entropylong.languagemodel.weights;

/**
 * The hyper-parameters of a llama-family model.
 *
 * @param name as the file calls itself
 * @param layers transformer blocks
 * @param hidden width of the residual stream
 * @param heads query heads
 * @param kvHeads key and value heads
 * @param headSize width of a head
 * @param inner width of the feed-forward layer
 * @param vocabulary number of token ids
 * @param contextWindow positions the model was made for
 * @param ropeTheta base of the rotary frequencies
 * @param normEpsilon of the RMS norms
 * @param tiedHead whether the embedding is also the head
 */
public record LlamaShape(
        String name,
        int layers,
        int hidden,
        int heads,
        int kvHeads,
        int headSize,
        int inner,
        int vocabulary,
        int contextWindow,
        double ropeTheta,
        float normEpsilon,
        boolean tiedHead) {}
