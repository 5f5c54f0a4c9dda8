package io.entropylong.assembler.dataset;

import io.entropylong.assembler.dataset.Fault.Rule;
import io.entropylong.assembler.dataset.ProvenanceLines.ContextLine;
import io.entropylong.assembler.dataset.ProvenanceLines.DependencyLine;
import io.entropylong.assembler.dataset.ProvenanceLines.RootLine;
import io.entropylong.assembler.dataset.ProvenanceLines.SampleLine;
import io.entropylong.assembler.dataset.ProvenanceLines.UnitLine;
import io.entropylong.common.message.TokenIds;
import io.entropylong.formats.DamagedDatasetException;
import io.entropylong.formats.Span;
import io.entropylong.formats.TrainingSample;
import io.entropylong.formats.mds.MdsSamples;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.ObjIntConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Checks a finished dataset against every {@link Rule}, without a model. One use; not thread-safe. */
public final class DatasetCheck {
    private static final double ROUNDING = 1e-9;

    private final DatasetFolder folder;
    private final List<Fault> faults = new ArrayList<>();
    private final Map<Integer, SampleLine> samples = new HashMap<>();
    private final Map<String, UnitLine> units = new HashMap<>();
    private final Map<String, String> sampleOfRoot = new HashMap<>();
    private int dependencies;

    private DatasetCheck(Path dataset) {
        folder = new DatasetFolder(dataset);
    }

    /**
     * What was found.
     *
     * @param samples lines of samples.jsonl
     * @param dependencies lines of dependencies.jsonl
     * @param faults in the order of the files; empty when the dataset is sound
     */
    public record Findings(int samples, int dependencies, List<Fault> faults) {
        public Findings {
            faults = List.copyOf(faults);
        }
    }

    /**
     * @param dataset the folder with manifest.json, mds and provenance
     * @throws IOException when a file cannot be read at all; whatever is wrong inside one is a fault
     */
    public static Findings of(Path dataset) throws IOException {
        DatasetCheck check = new DatasetCheck(dataset);
        check.run();
        return new Findings(check.samples.size(), check.dependencies, check.faults);
    }

    private void run() throws IOException {
        JsonNode manifest = manifest();
        Path provenance = folder.provenance();
        lines(provenance.resolve("samples.jsonl"), SampleLine.class, this::sample);
        shards(manifest.at("/settings/sample_tokens").asInt(0));
        Set<String> concluded = new HashSet<>();
        Set<String> seen = new HashSet<>();
        lines(provenance.resolve("roots.jsonl"), RootLine.class, (root, line) -> {
            if (!seen.add(root.root())) fault(Rule.ROOT, at("roots.jsonl", line), root.root() + " is there twice");
            if (root.outcome().equals("unit")) concluded.add(root.root());
        });
        sampleOfRoot.forEach((root, sample) -> {
            if (!concluded.contains(root)) fault(Rule.ROOT, sample, root + " is no unit in roots.jsonl");
        });
        Map<String, RootPairs> pairs = new HashMap<>();
        lines(provenance.resolve("pairs.jsonl"), RootPairs.class, (root, line) -> pairs.put(root.root(), root));
        double epsilon = manifest.at("/settings/epsilon").asDouble(0);
        lines(provenance.resolve("dependencies.jsonl"), DependencyLine.class, (found, line) -> {
            dependencies++;
            dependency(found, at("dependencies.jsonl", line));
            gain(found, epsilon, at("dependencies.jsonl", line));
            pair(found, pairs.get(found.root()), at("dependencies.jsonl", line));
        });
        count(manifest, "samples", samples.size());
        count(manifest, "roots", seen.size());
        faults.sort(Comparator.comparing(Fault::rule));
    }

    private JsonNode manifest() throws IOException {
        try {
            JsonNode manifest = DatasetJson.MAPPER.readTree(Files.readAllBytes(folder.manifest()));
            if (manifest.path("format").asInt(0) != 1) {
                fault(Rule.MANIFEST, "manifest.json", "format is " + manifest.path("format") + ", not 1");
            }
            return manifest;
        } catch (JacksonException e) {
            fault(Rule.MANIFEST, "manifest.json", e.getOriginalMessage());
            return DatasetJson.MAPPER.createObjectNode();
        }
    }

    private <T> void lines(Path file, Class<T> type, ObjIntConsumer<T> sink) throws IOException {
        String name = Objects.toString(file.getFileName());
        if (Files.notExists(file)) {
            fault(Rule.LINE, name, "the file is missing");
            return;
        }
        int number = 0;
        try (Stream<String> lines = Files.lines(file)) {
            for (String line : (Iterable<String>) lines::iterator) {
                number++;
                try {
                    sink.accept(DatasetJson.MAPPER.readValue(line, type), number);
                } catch (JacksonException e) {
                    fault(Rule.LINE, at(name, number), e.getOriginalMessage());
                }
            }
        } catch (UncheckedIOException e) {
            fault(Rule.LINE, at(name, number + 1), "it is no UTF-8 text");
        }
    }

    private void sample(SampleLine sample, int line) {
        if (samples.putIfAbsent(sample.index(), sample) != null) {
            fault(Rule.SAMPLE, at("samples.jsonl", line), "index " + sample.index() + " is there twice");
        }
        for (UnitLine unit : sample.units()) {
            String before = sampleOfRoot.putIfAbsent(unit.root(), sample.sample());
            if (before != null) {
                fault(Rule.ROOT, at("samples.jsonl", line), unit.root() + " is in " + before + " already");
            }
            units.put(sample.sample() + " " + unit.root(), unit);
            parts(unit, at("samples.jsonl", line));
        }
    }

    private void parts(UnitLine unit, String place) {
        if (unit.contexts().isEmpty()) fault(Rule.UNIT, place, unit.root() + " has no context");
        int end = unit.start();
        for (ContextLine context : unit.contexts()) {
            if (context.start() < end || context.end() <= context.start()) {
                fault(Rule.UNIT, place, "context " + context.passage() + " of " + unit.root() + " is out of place");
            }
            end = context.end();
        }
        if (unit.rootStart() < end || unit.rootEnd() <= unit.rootStart() || unit.rootEnd() > unit.end()) {
            fault(Rule.UNIT, place, "root " + unit.root() + " is out of place in its unit");
        }
    }

    private void shards(int tokens) throws IOException {
        int[] read = {0};
        try {
            MdsSamples.open(folder.shards()).forEach(sample -> {
                compare(sample, read[0], tokens);
                read[0]++;
            });
        } catch (DamagedDatasetException e) {
            fault(Rule.SHARD, "mds", String.valueOf(e.getMessage()));
            return;
        }
        if (read[0] != samples.size()) {
            fault(Rule.SAMPLE, "samples.jsonl", samples.size() + " samples, the shards have " + read[0]);
        }
    }

    private void compare(TrainingSample sample, int index, int tokens) {
        SampleLine line = samples.get(index);
        String place = "sample " + index;
        if (line == null || !line.sample().equals(sample.id())) {
            fault(
                    Rule.SAMPLE,
                    place,
                    "it is " + sample.id() + ", in samples.jsonl " + (line == null ? "none" : line.sample()));
            return;
        }
        if (sample.length() != tokens || line.tokens() != tokens) {
            fault(
                    Rule.LENGTH,
                    place,
                    sample.length() + " tokens, provenance " + line.tokens() + ", settings " + tokens);
        }
        if (!ProvenanceLines.sha256(TokenIds.of(sample.inputIds())).equals(line.sha256())) {
            fault(Rule.HASH, place, "the tokens are not those of provenance");
        }
        List<Span> expected = new ArrayList<>(line.units().stream()
                .map(unit -> new Span(unit.start(), unit.end()))
                .toList());
        List<Integer> filler = line.filler();
        if (filler != null) expected.add(new Span(filler.getFirst(), filler.getLast()));
        expected.sort(Comparator.comparingLong(Span::start));
        if (!expected.equals(sample.spans())) {
            fault(Rule.SPANS, place, "spans " + sample.spans() + " are not those of units and filler " + expected);
        }
        long covered = 0;
        for (Span span : expected) {
            if (span.start() != covered) fault(Rule.SPANS, place, "gap or overlap at token " + covered);
            covered = span.end();
        }
        if (covered != sample.length()) fault(Rule.SPANS, place, "the spans end at " + covered);
    }

    private void dependency(DependencyLine found, String place) {
        UnitLine unit = units.get(found.sample() + " " + found.root());
        if (unit == null) {
            fault(Rule.DEPENDENCY, place, found.sample() + " has no unit of " + found.root());
            return;
        }
        if (unit.contexts().stream().noneMatch(context -> context.passage().equals(found.passage()))) {
            fault(Rule.DEPENDENCY, place, found.passage() + " is no context of " + found.root());
        }
        int offset = unit.rootStart() + found.position();
        if (found.position() < 0 || offset >= unit.rootEnd() || found.offset() != offset) {
            fault(Rule.DEPENDENCY, place, "offset " + found.offset() + " is not position " + found.position());
        }
    }

    private void gain(DependencyLine found, double epsilon, String place) {
        double gain = (found.entropy() - found.entropyWithContext()) / found.entropy();
        if (!(Math.abs(gain - found.gain()) < ROUNDING)) {
            fault(Rule.GAIN, place, "gain is " + found.gain() + ", its entropies give " + gain);
        }
        if (!(found.gain() > epsilon)) fault(Rule.GAIN, place, "gain " + found.gain() + " is not above " + epsilon);
    }

    private void pair(DependencyLine found, @Nullable RootPairs root, String place) {
        boolean scored = root != null
                && root.candidates().stream()
                        .filter(candidate -> candidate.passage().equals(found.passage()))
                        .flatMap(candidate -> candidate.pairs().stream())
                        .anyMatch(pair -> pair.position() == found.position()
                                && pair.entropyWithContext() == found.entropyWithContext()
                                && pair.surprisalWithContext() == found.surprisalWithContext())
                && root.positions().stream()
                        .anyMatch(position ->
                                position.position() == found.position() && position.entropy() == found.entropy());
        if (!scored) fault(Rule.PAIR, place, "pairs.jsonl has no such pair of " + found.root());
    }

    private void count(JsonNode manifest, String what, int there) {
        int counted = manifest.at("/counts/" + what).asInt(-1);
        if (counted != there) fault(Rule.COUNTS, "manifest.json", what + " is " + counted + ", there are " + there);
    }

    private void fault(Rule rule, String place, String problem) {
        faults.add(new Fault(rule, place, problem));
    }

    private static String at(String file, int line) {
        return file + " line " + line;
    }
}
