package io.entropylong.assembler.dataset;

import io.entropylong.common.message.Candidate;
import io.entropylong.common.message.ControlScored;
import io.entropylong.common.message.Dependency;
import io.entropylong.common.message.Packed;
import io.entropylong.common.message.RootConcluded;
import io.entropylong.common.message.TokenIds;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The lines of the provenance files; the components' names in snake case are the keys. */
public final class ProvenanceLines {
    /**
     * A line of samples.jsonl; sha256 is over the ids as little-endian int32. A filler is the start ids and the first tokens of
     * {@code fillerRoot}.
     */
    public record SampleLine(
            String sample,
            int index,
            int tokens,
            String sha256,
            List<UnitLine> units,
            @Nullable List<Integer> filler,
            @Nullable String fillerRoot) {}

    public record UnitLine(String root, int start, int end, List<ContextLine> contexts, int rootStart, int rootEnd) {}

    public record ContextLine(String passage, int start, int end) {}

    /** A line of dependencies.jsonl; position is the index in the root, offset the one in the sample. */
    public record DependencyLine(
            String sample,
            String root,
            String passage,
            int position,
            int offset,
            double entropy,
            double entropyWithContext,
            double gain,
            double surprisal,
            double surprisalWithContext,
            @Nullable Double controlGain,
            int copiedTokens,
            String arm,
            double similarity,
            int rank) {
        /** The pair as the verifier judged it. */
        public Dependency toDependency() {
            return new Dependency(
                    passage,
                    position,
                    entropy,
                    entropyWithContext,
                    surprisal,
                    surprisalWithContext,
                    copiedTokens,
                    controlGain,
                    new Candidate.Retrieval(position, ProvenanceLines.arm(arm), similarity, rank));
        }
    }

    /** A line of controls.jsonl: a random passage and what it did at the positions of the root's dependencies. */
    public record ControlLine(
            String sample, String root, String passage, TokenIds inputIds, List<ControlScore> scores) {}

    public record ControlScore(int position, double entropyWithContext, double surprisalWithContext) {}

    /** A line of roots.jsonl. */
    public record RootLine(
            String root,
            String document,
            int tokens,
            double mu,
            double sigma,
            double tau,
            int positions,
            String outcome,
            @Nullable String reason) {}

    private ProvenanceLines() {}

    static SampleLine of(Packed.Sample sample) {
        List<UnitLine> units = new ArrayList<>();
        for (Packed.PackedUnit unit : sample.units()) {
            List<ContextLine> contexts = unit.contexts().stream()
                    .map(context -> new ContextLine(
                            context.passage(),
                            context.span().start(),
                            context.span().end()))
                    .toList();
            units.add(new UnitLine(
                    unit.ref().root(),
                    unit.span().start(),
                    unit.span().end(),
                    contexts,
                    unit.root().start(),
                    unit.root().end()));
        }
        Packed.Span filler = sample.filler();
        return new SampleLine(
                sample.sample(),
                sample.index(),
                sample.tokens().size(),
                sha256(sample.tokens()),
                units,
                filler == null ? null : List.of(filler.start(), filler.end()),
                sample.fillerRoot());
    }

    static List<DependencyLine> dependencies(Packed.Sample sample) {
        List<DependencyLine> lines = new ArrayList<>();
        for (Packed.PackedUnit unit : sample.units()) {
            for (Dependency found : unit.dependencies()) {
                lines.add(new DependencyLine(
                        sample.sample(),
                        unit.ref().root(),
                        found.passage(),
                        found.position(),
                        unit.root().start() + found.position(),
                        found.entropy(),
                        found.entropyWithContext(),
                        found.gain(),
                        found.surprisal(),
                        found.surprisalWithContext(),
                        found.controlGain(),
                        found.copiedTokens(),
                        name(found.retrieval().arm()),
                        found.retrieval().similarity(),
                        found.retrieval().rank()));
            }
        }
        return lines;
    }

    static List<ControlLine> controls(Packed.Sample sample) {
        List<ControlLine> lines = new ArrayList<>();
        for (Packed.PackedUnit unit : sample.units()) {
            for (ControlScored control : unit.controls()) {
                lines.add(new ControlLine(
                        sample.sample(),
                        unit.ref().root(),
                        control.passage(),
                        control.tokens(),
                        control.positions().stream()
                                .map(score -> new ControlScore(score.index(), score.entropy(), score.surprisal()))
                                .toList()));
            }
        }
        return lines;
    }

    static RootLine of(Packed.RootLogged root) {
        RootConcluded.RootFacts facts = root.facts();
        return new RootLine(
                facts.ref().root(),
                facts.ref().document(),
                facts.tokens(),
                facts.mu(),
                facts.sigma(),
                facts.tau(),
                facts.positions(),
                root.reason() == null ? "unit" : "refused",
                reason(root));
    }

    static String name(Candidate.Arm arm) {
        return arm.name().toLowerCase(Locale.ROOT);
    }

    static Candidate.Arm arm(String name) {
        return Candidate.Arm.valueOf(name.toUpperCase(Locale.ROOT));
    }

    private static @Nullable String reason(Packed.RootLogged root) {
        if (root.reason() == null) return null;
        String name = root.reason().name().toLowerCase(Locale.ROOT).replace('_', '-');
        return root.detail().isBlank() ? name : name + ": " + root.detail();
    }

    /** Of the ids as little-endian int32, in lowercase hexadecimal. */
    public static String sha256(TokenIds ids) {
        ByteBuffer bytes = ByteBuffer.allocate(ids.size() * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int id : ids.toArray()) bytes.putInt(id);
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes.array()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
