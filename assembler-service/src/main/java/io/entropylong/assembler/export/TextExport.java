package io.entropylong.assembler.export;

import io.entropylong.assembler.dataset.DatasetJson;
import io.entropylong.assembler.dataset.Manifest;
import io.entropylong.assembler.dataset.ProvenanceFile;
import io.entropylong.assembler.dataset.ProvenanceLines.DependencyLine;
import io.entropylong.assembler.dataset.ProvenanceLines.SampleLine;
import io.entropylong.assembler.dataset.ProvenanceLines.UnitLine;
import io.entropylong.assembler.explain.TokenTexts;
import io.entropylong.formats.TrainingSample;
import io.entropylong.formats.mds.MdsSamples;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * A dataset's units as text, for whoever tokenizes it with another tokenizer and packs it again: a JSON object a line, of the
 * shape of datatrove's Document. Start and end ids are left out, the separators between contexts and root stand in the text;
 * fillers are no units.
 */
public final class TextExport {
    private TextExport() {}

    /**
     * A line.
     *
     * @param text contexts and root with separators between them
     * @param id the sample's name, a slash and the unit's number in it
     * @param metadata where it comes from
     */
    public record Document(String text, String id, Metadata metadata) {}

    /**
     * @param run that made it
     * @param sample that it stands in
     * @param root the root's name
     * @param rootStart index of the root's first character in the text, in UTF-16
     * @param contexts how many stand in front of it
     * @param dependencies how many they have
     */
    public record Metadata(String run, String sample, String root, int rootStart, int contexts, int dependencies) {}

    /**
     * @param dataset a finished dataset's folder
     * @param texts of the dataset's token ids
     * @param out gets a line for each unit, in their order
     * @return how many
     * @throws IOException when a file cannot be read, or the shards do not hold the samples of the provenance
     */
    public static int write(Path dataset, TokenTexts texts, Writer out) throws IOException {
        Manifest manifest = Manifest.read(dataset);
        Manifest.Tokens marks = manifest.tokens();
        if (marks == null) return 0;
        int units = 0;
        MdsSamples shards = MdsSamples.open(dataset.resolve("mds"));
        try (ProvenanceFile<SampleLine> lines = ProvenanceFile.samples(dataset);
                ProvenanceFile<DependencyLine> found = ProvenanceFile.dependencies(dataset)) {
            for (int shard = 0; shard < shards.shards(); shard++) {
                for (TrainingSample sample : shards.read(shard)) {
                    SampleLine line = lines.next();
                    if (line == null || !line.sample().equals(sample.id())) {
                        throw new IOException(dataset + ": samples.jsonl does not go on with " + sample.id());
                    }
                    Map<String, Integer> dependencies = count(found, line.sample());
                    for (int number = 0; number < line.units().size(); number++) {
                        UnitLine unit = line.units().get(number);
                        Metadata metadata = new Metadata(
                                manifest.run(),
                                line.sample(),
                                unit.root(),
                                text(sample, unit, marks, unit.rootStart(), texts)
                                        .length(),
                                unit.contexts().size(),
                                dependencies.getOrDefault(unit.root(), 0));
                        Document document = new Document(
                                text(sample, unit, marks, unit.rootEnd(), texts),
                                line.sample() + "/" + number,
                                metadata);
                        out.write(DatasetJson.MAPPER.writeValueAsString(document) + "\n");
                        units++;
                    }
                }
            }
        }
        return units;
    }

    private static String text(TrainingSample sample, UnitLine unit, Manifest.Tokens marks, int end, TokenTexts texts) {
        return texts.of(Arrays.copyOfRange(
                sample.inputIds(), unit.start() + marks.start().size(), end));
    }

    private static Map<String, Integer> count(ProvenanceFile<DependencyLine> found, String sample) throws IOException {
        Map<String, Integer> counts = new HashMap<>();
        for (DependencyLine next = found.peek(); next != null && next.sample().equals(sample); next = found.peek()) {
            found.next();
            counts.merge(next.root(), 1, Integer::sum);
        }
        return counts;
    }
}
