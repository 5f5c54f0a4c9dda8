package io.entropylong.standalone;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a run would take, reckoned from the corpus's size and measured rates.
 *
 * @param documents of the corpus
 * @param characters of their texts
 * @param tokens of their texts, from the model's tokenizer on a part of them
 * @param roots that would be worked on
 * @param rootTokens of these
 * @param passages that would be indexed
 * @param indexBytes on the search node's disk
 * @param samples that would be filled
 * @param forwardTokens that would go through the model
 * @param hours on one machine or GPU of that speed
 * @param price of these hours; null without a price for an hour
 * @param tokensPerSecond forward tokens
 * @param rates where the rates come from
 * @param speed where the speed comes from
 */
record Estimate(
        long documents,
        long characters,
        long tokens,
        long roots,
        long rootTokens,
        long passages,
        long indexBytes,
        long samples,
        long forwardTokens,
        double hours,
        @Nullable Double price,
        double tokensPerSecond,
        String rates,
        String speed) {

    /**
     * What is wanted of the run.
     *
     * @param rootMinTokens shorter documents are no roots
     * @param rootMaxTokens longer ones become windows
     * @param passageTokens length of a passage
     * @param sampleTokens length of a sample
     * @param maxRoots at most so many
     * @param maxSamples at most so many
     */
    record Plan(
            int rootMinTokens,
            int rootMaxTokens,
            int passageTokens,
            int sampleTokens,
            long maxRoots,
            long maxSamples) {}

    /**
     * @param tokensPerSecond forward tokens
     * @param source how it is known
     * @param hourPrice of the machine or GPU; null when it is not asked for
     */
    record Speed(
            double tokensPerSecond, String source, @Nullable Double hourPrice) {}

    /**
     * @param lengths characters of each document
     * @param charactersPerToken of the model's tokenizer on this corpus
     */
    static Estimate of(List<Integer> lengths, double charactersPerToken, Plan plan, Rates rates, Speed speed) {
        long characters = 0;
        long passages = 0;
        long roots = 0;
        double rootTokens = 0;
        for (int length : lengths) {
            double tokens = length / charactersPerToken;
            characters += length;
            passages += (long) Math.ceil(tokens / plan.passageTokens());
            if (tokens < plan.rootMinTokens()) continue;
            roots += (long) Math.ceil(tokens / plan.rootMaxTokens());
            rootTokens += tokens;
        }
        double perRoot = roots == 0 ? 0 : rootTokens / roots;
        double unitTokens = perRoot * rates.unitTokensPerRootToken();
        double wanted = unitTokens == 0 ? 0 : Math.ceil((double) plan.maxSamples() * plan.sampleTokens() / unitTokens);
        long taken = (long) Math.min((double) Math.min(roots, plan.maxRoots()), wanted);
        double takenTokens = taken * perRoot;
        double forward = takenTokens * rates.forwardTokensPerRootToken();
        double hours = forward / speed.tokensPerSecond() / 3600;
        Double hourPrice = speed.hourPrice();
        return new Estimate(
                lengths.size(),
                characters,
                Math.round(characters / charactersPerToken),
                taken,
                Math.round(takenTokens),
                passages,
                Math.round(passages * rates.indexBytesPerPassage() + characters * rates.indexBytesPerCharacter()),
                (long) Math.min(
                        (double) plan.maxSamples(), takenTokens * rates.unitTokensPerRootToken() / plan.sampleTokens()),
                Math.round(forward),
                hours,
                hourPrice == null ? null : hours * hourPrice,
                speed.tokensPerSecond(),
                rates.source(),
                speed.source());
    }

    /** For people. */
    String text() {
        StringBuilder text = new StringBuilder();
        line(
                text,
                "documents",
                String.format(Locale.ROOT, "%,d, %,d characters, %,d tokens", documents, characters, tokens));
        line(text, "index", String.format(Locale.ROOT, "%,d passages, %,d MiB", passages, indexBytes >> 20));
        line(text, "roots", String.format(Locale.ROOT, "%,d, %,d tokens", roots, rootTokens));
        line(text, "samples", String.format(Locale.ROOT, "%,d", samples));
        line(text, "forward tokens", String.format(Locale.ROOT, "%,d", forwardTokens));
        line(
                text,
                "time",
                String.format(Locale.ROOT, "%.2f hours at %,.0f forward tokens a second", hours, tokensPerSecond));
        if (price != null) line(text, "price", String.format(Locale.ROOT, "%.2f", price));
        line(text, "rates from", rates);
        line(text, "speed from", speed);
        return text.toString().stripTrailing();
    }

    private static void line(StringBuilder text, String name, String value) {
        text.append(String.format(Locale.ROOT, "%-15s %s%n", name, value));
    }
}
