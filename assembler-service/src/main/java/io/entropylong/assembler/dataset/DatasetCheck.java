package io.entropylong.assembler.dataset;

import io.entropylong.assembler.dataset.Fault.Rule;
import io.entropylong.assembler.dataset.ProvenanceLines.ContextLine;
import io.entropylong.assembler.dataset.ProvenanceLines.DependencyLine;
import io.entropylong.assembler.dataset.ProvenanceLines.RootLine;
import io.entropylong.assembler.dataset.ProvenanceLines.SampleLine;
import io.entropylong.assembler.dataset.ProvenanceLines.UnitLine;
import io.entropylong.common.message.Outputs;
import io.entropylong.formats.DamagedDatasetException;
import io.entropylong.formats.jsonl.JsonlSamples;
import io.entropylong.formats.mds.MdsSamples;
import io.entropylong.formats.megatron.MegatronReader;
import io.entropylong.formats.parquet.ParquetSamples;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
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
    private final Set<String> listed = new HashSet<>();
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
        if (Files.notExists(folder.manifest())) {
            fault(Rule.MANIFEST, "manifest.json", "the file is missing: without it nothing else can be judged");
            return;
        }
        JsonNode manifest = manifest();
        manifest.path("files").forEach(file -> listed.add(file.path("path").asString("")));
        Path provenance = folder.provenance();
        lines(provenance.resolve("samples.jsonl"), SampleLine.class, this::sample);
        SampleCheck check = new SampleCheck(
                samples,
                manifest.at("/settings/sample_tokens").asInt(0),
                manifest.at("/model/vocabulary").asInt(0),
                manifest.at("/settings/loss_mask").asString("none").equals("root"),
                this::fault);
        shards(check);
        if (!samples.isEmpty()) formats(check, manifest.path("settings"));
        files(manifest);
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
        LeftoverCheck left = new LeftoverCheck(manifest, concluded, sampleOfRoot.keySet(), pairs, this::fault);
        lines(
                provenance.resolve(LeftoverLine.FILE),
                LeftoverLine.class,
                (unit, line) -> left.line(unit, at(LeftoverLine.FILE, line)));
        left.end();
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
            fault(Rule.MANIFEST, "manifest.json", DatasetJson.problem(e));
            return DatasetJson.MAPPER.createObjectNode();
        }
    }

    private <T> void lines(Path file, Class<T> type, ObjIntConsumer<T> sink) throws IOException {
        String name = Objects.toString(file.getFileName());
        if (Files.notExists(file)) {
            // one that nothing was ever written to is not there; then the counts are zero too
            boolean written = listed.isEmpty() || listed.contains("provenance/" + name);
            if (written) fault(Rule.LINE, name, "the file is missing");
            return;
        }
        int number = 0;
        try (Stream<String> lines = Files.lines(file)) {
            for (String line : (Iterable<String>) lines::iterator) {
                number++;
                try {
                    sink.accept(DatasetJson.MAPPER.readValue(line, type), number);
                } catch (JacksonException e) {
                    fault(Rule.LINE, at(name, number), DatasetJson.problem(e));
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

    private void shards(SampleCheck check) throws IOException {
        // of a run that fills no sample
        if (samples.isEmpty() && !listed.contains("mds/index.json")) return;
        try {
            check.all(MdsSamples.open(folder.shards()), "");
        } catch (DamagedDatasetException e) {
            fault(Rule.SHARD, "mds", String.valueOf(e.getMessage()));
        }
    }

    private void formats(SampleCheck check, JsonNode settings) throws IOException {
        try {
            Outputs outputs = DatasetJson.MAPPER.treeToValue(settings, Outputs.class);
            for (Outputs.Format format : outputs.formats()) format(check, format, outputs);
        } catch (JacksonException e) {
            fault(Rule.MANIFEST, "manifest.json", "settings: " + DatasetJson.problem(e));
        }
    }

    private void format(SampleCheck check, Outputs.Format format, Outputs outputs) throws IOException {
        try {
            switch (format) {
                case MDS -> {} // read as the shards
                case PARQUET -> check.all(ParquetSamples.open(folder.parquet()), "parquet, ");
                case JSONL -> check.all(JsonlSamples.open(folder.jsonl(), Exports.compression(outputs)), "jsonl, ");
                case MEGATRON -> check.all(MegatronReader.open(folder.megatron()), "megatron, ");
            }
        } catch (DamagedDatasetException e) {
            fault(Rule.FORMAT, format.name().toLowerCase(Locale.ROOT), String.valueOf(e.getMessage()));
        }
    }

    private void files(JsonNode manifest) throws IOException {
        JsonNode files = manifest.path("files");
        if (!files.isArray()) fault(Rule.MANIFEST, "manifest.json", "files is no list");
        for (JsonNode entry : files) {
            String path = entry.path("path").asString("");
            Path file = folder.path().resolve(path);
            if (path.isEmpty() || !file.normalize().startsWith(folder.path().normalize())) {
                fault(Rule.MANIFEST, "manifest.json", "files: " + entry + " is no file of the dataset");
            } else if (!Files.isRegularFile(file)) {
                fault(Rule.FILE, path, "the file is missing");
            } else if (Files.size(file) != entry.path("bytes").asLong(-1)) {
                fault(Rule.FILE, path, Files.size(file) + " bytes, the manifest has " + entry.path("bytes"));
            } else if (!ListedFile.sha256(file).equals(entry.path("sha256").asString(""))) {
                fault(Rule.FILE, path, "the SHA-256 is not the manifest's");
            }
        }
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
        boolean scored = root != null && root.holds(found.toDependency());
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
