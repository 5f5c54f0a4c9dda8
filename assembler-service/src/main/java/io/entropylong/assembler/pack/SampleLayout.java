package io.entropylong.assembler.pack;

import io.entropylong.common.message.ModelIdentity;
import io.entropylong.common.message.Packed;
import io.entropylong.common.message.RootConcluded;
import io.entropylong.common.message.TokenIds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lays units one behind the other: {@code [start] C1 [separator] .. Cm [separator] D [end]} and padding each. */
final class SampleLayout {
    private final List<Packed.PackedUnit> units = new ArrayList<>();
    private final int[] tokens;
    private int at;
    private Packed.@Nullable Span filler;
    private @Nullable String fillerRoot;

    /**
     * @param capacity tokens of the sample
     */
    SampleLayout(int capacity) {
        this.tokens = new int[capacity];
    }

    void add(RootConcluded.Unit unit) {
        ModelIdentity model = unit.facts().model();
        int start = at;
        put(model.start());
        List<Packed.PackedContext> contexts = new ArrayList<>();
        for (RootConcluded.Context context : unit.contexts()) {
            contexts.add(new Packed.PackedContext(context.passage(), context.document(), put(context.tokens())));
            append(model.separator());
        }
        Packed.Span root = put(unit.rootTokens());
        append(model.end());
        pad(model, start + unit.span());
        units.add(new Packed.PackedUnit(
                unit.facts().ref(),
                new Packed.Span(start, at),
                contexts,
                root,
                unit.dependencies(),
                unit.measured().controls()));
    }

    /** Fills the rest with the beginning of an ordinary document; nothing may follow. */
    void fill(TokenIds start, Filler document) {
        int from = at;
        append(start);
        append(document.tokens().first(tokens.length - at));
        filler = new Packed.Span(from, at);
        fillerRoot = document.root();
    }

    /**
     * @throws IllegalStateException when the sample is not full
     */
    Packed.Sample sample(String run, String name, int index) {
        if (at != tokens.length) throw new IllegalStateException(name + " holds " + at + " of " + tokens.length);
        return new Packed.Sample(run, name, index, TokenIds.of(tokens), units, filler, fillerRoot);
    }

    private void pad(ModelIdentity model, int end) {
        TokenIds last = model.end().size() > 0 ? model.end() : model.start();
        Arrays.fill(tokens, at, end, last.at(last.size() - 1));
        at = end;
    }

    private Packed.Span put(TokenIds ids) {
        int start = at;
        append(ids);
        return new Packed.Span(start, at);
    }

    private void append(TokenIds ids) {
        System.arraycopy(ids.toArray(), 0, tokens, at, ids.size());
        at += ids.size();
    }
}
