package io.entropylong.assembler.dataset;

import io.entropylong.assembler.dataset.Fault.Rule;
import io.entropylong.assembler.dataset.ProvenanceLines.SampleLine;
import io.entropylong.assembler.dataset.ProvenanceLines.UnitLine;
import io.entropylong.common.message.TokenIds;
import io.entropylong.formats.SampleSource;
import io.entropylong.formats.TrainingSample;
import io.entropylong.formats.megatron.MegatronReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Compares the samples of a format with the lines of samples.jsonl. */
final class SampleCheck {
    /** Takes what is wrong. */
    @FunctionalInterface
    interface Faults {
        void add(Rule rule, String place, String problem);
    }

    private final Map<Integer, SampleLine> lines;
    private final int tokens;
    private final int vocabulary;
    private final boolean masked;
    private final Faults faults;

    /**
     * @param lines by index
     * @param tokens that each sample has
     * @param vocabulary number of token ids
     * @param masked whether samples have a loss mask, of roots and filler
     */
    SampleCheck(Map<Integer, SampleLine> lines, int tokens, int vocabulary, boolean masked, Faults faults) {
        this.lines = lines;
        this.tokens = tokens;
        this.vocabulary = vocabulary;
        this.masked = masked;
        this.faults = faults;
    }

    /**
     * @param format in front of each place
     */
    void all(SampleSource samples, String format) throws IOException {
        int[] read = {0};
        samples.forEach(sample -> {
            String place = format + "sample " + read[0];
            SampleLine line = lines.get(read[0]++);
            if (line == null || !line.sample().equals(sample.id())) {
                String there = line == null ? "none" : line.sample();
                faults.add(Rule.SAMPLE, place, "it is " + sample.id() + ", in samples.jsonl " + there);
                return;
            }
            ids(sample.inputIds(), line, place);
            spans(sample, line, place);
            mask(sample, line, place);
        });
        count(read[0], format);
    }

    /** As {@link #all(SampleSource, String)}, for a format that has neither names nor spans. */
    void all(MegatronReader samples, String format) throws IOException {
        int[] read = {0};
        samples.forEach(ids -> {
            SampleLine line = lines.get(read[0]);
            if (line != null) ids(ids, line, format + "sample " + read[0]);
            read[0]++;
        });
        count(read[0], format);
    }

    private void count(int read, String format) {
        if (read != lines.size()) {
            faults.add(Rule.SAMPLE, format + "samples.jsonl", lines.size() + " samples, the files have " + read);
        }
    }

    private void ids(int[] ids, SampleLine line, String place) {
        if (ids.length != tokens || line.tokens() != tokens) {
            faults.add(
                    Rule.LENGTH, place, ids.length + " tokens, provenance " + line.tokens() + ", settings " + tokens);
        }
        if (!ProvenanceLines.sha256(TokenIds.of(ids)).equals(line.sha256())) {
            faults.add(Rule.HASH, place, "the tokens are not those of provenance");
        }
        int largest = Arrays.stream(ids).max().orElse(0);
        if (largest >= vocabulary) {
            faults.add(Rule.TOKEN, place, "token id " + largest + ", the vocabulary has " + vocabulary);
        }
    }

    private void spans(TrainingSample sample, SampleLine line, String place) {
        List<String> expected = new ArrayList<>();
        line.units().stream()
                .sorted(Comparator.comparingInt(UnitLine::start))
                .forEach(unit -> expected.add(pair(unit.start(), unit.end())));
        List<Integer> filler = line.filler();
        if (filler != null) expected.add(pair(filler.getFirst(), filler.getLast()));
        List<String> there = sample.spans().stream()
                .map(span -> pair(span.start(), span.end()))
                .toList();
        if (!expected.equals(there)) {
            faults.add(Rule.SPANS, place, "spans " + there + " are not those of units and filler " + expected);
        }
    }

    private void mask(TrainingSample sample, SampleLine line, String place) {
        if (sample.isMasked() != masked) {
            faults.add(Rule.MASK, place, masked ? "it has no mask" : "it has a mask, the settings ask for none");
            return;
        }
        if (!masked) return;
        int[] expected = new int[sample.length()];
        for (UnitLine unit : line.units()) fill(expected, unit.rootStart(), unit.rootEnd());
        List<Integer> filler = line.filler();
        if (filler != null) fill(expected, filler.getFirst(), filler.getLast());
        int at = Arrays.mismatch(expected, sample.mask());
        if (at >= 0) faults.add(Rule.MASK, place, "mask of token " + at + " is not " + expected[at]);
    }

    /** Provenance may be wrong too: that is another rule's. */
    private static void fill(int[] mask, int start, int end) {
        for (int i = Math.max(0, start); i < Math.min(mask.length, end); i++) mask[i] = 1;
    }

    private static String pair(int start, int end) {
        return "[" + start + ", " + end + ")";
    }
}
