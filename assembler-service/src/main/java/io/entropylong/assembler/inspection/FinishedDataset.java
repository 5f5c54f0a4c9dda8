package io.entropylong.assembler.inspection;

import io.entropylong.assembler.catalog.RunDirectory;
import io.entropylong.assembler.dataset.DatasetFolder;
import io.entropylong.assembler.dataset.DatasetJson;
import io.entropylong.assembler.tally.Tally;
import io.entropylong.assembler.tally.TallySource;
import io.entropylong.common.message.RunPlanned;
import io.entropylong.common.message.RunRecorded;
import io.entropylong.common.message.RunSettings;
import io.entropylong.common.message.Totals;
import io.entropylong.common.message.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** The run of a finished dataset, from its manifest: it can be looked at where no service knows of it any more. */
public final class FinishedDataset implements RunDirectory, TallySource {
    private final RunRecorded run;
    private final RunPlanned plan;
    private final Tally tally;

    private FinishedDataset(RunRecorded run, RunPlanned plan, Tally tally) {
        this.run = run;
        this.plan = plan;
        this.tally = tally;
    }

    /**
     * @param folder of the dataset
     * @throws IOException when it is not finished or its manifest cannot be read; the message names the folder
     */
    public static FinishedDataset open(Path folder) throws IOException {
        byte[] written = new DatasetFolder(folder)
                .readManifest()
                .orElseThrow(
                        () -> new IOException(folder + ": it holds no finished dataset, manifest.json is missing"));
        try {
            JsonNode manifest = DatasetJson.MAPPER.readTree(written);
            String name = manifest.path("run").asString();
            JsonNode corpus = manifest.path("corpus");
            JsonNode counts = manifest.path("counts");
            RunSettings settings = DatasetJson.MAPPER.treeToValue(manifest.path("settings"), RunSettings.class);
            return new FinishedDataset(
                    new RunRecorded(name, corpus.path("name").asString(), settings, ".", end(manifest), null),
                    new RunPlanned(
                            name,
                            counts.path("roots").asInt(),
                            corpus.path("documents").asLong(0),
                            corpus.path("passages").asLong(0),
                            null),
                    tally(counts, manifest.path("cost")));
        } catch (JacksonException e) {
            throw new IOException(folder.resolve("manifest.json") + ": " + DatasetJson.problem(e), e);
        }
    }

    private static RunRecorded.State end(JsonNode manifest) {
        return manifest.path("cancelled").asBoolean(false) ? RunRecorded.State.CANCELLED : RunRecorded.State.COMPLETED;
    }

    private static Tally tally(JsonNode counts, JsonNode cost) {
        JsonNode stages = cost.path("by_stage");
        Map<Verdict, Long> rejected = new EnumMap<>(Verdict.class);
        counts.path("rejected")
                .forEachEntry(
                        (name, count) -> rejected.put(Verdict.valueOf(name.toUpperCase(Locale.ROOT)), count.asLong()));
        Totals totals = new Totals(
                counts.path("roots").asInt(),
                counts.path("units").asInt(),
                counts.path("positions").asLong(),
                counts.path("candidates").asLong(),
                counts.path("candidates_scored").asLong(),
                counts.path("pairs_scored").asLong(),
                counts.path("contexts").asLong(),
                counts.path("dependencies").asLong(),
                counts.path("cold_starts").asLong(),
                counts.path("by_control").asLong(),
                counts.path("likelier").asLong(),
                counts.path("controlled").asLong(),
                rejected,
                stages.path("baseline").asLong(),
                stages.path("verification").asLong(),
                stages.path("control").asLong(),
                stages.path("screening").asLong(0),
                cost.path("naive_tokens").asLong(),
                cost.path("truncated_tokens").asLong());
        return new Tally(
                totals.roots(),
                totals.roots(),
                totals.candidatesScored(),
                totals.pairsScored(),
                totals.baselineTokens(),
                totals.forwardTokens() - totals.baselineTokens(),
                totals,
                counts.path("leftover_tokens").asLong(),
                0,
                counts.path("samples").asInt());
    }

    /** The only one. */
    public String name() {
        return run.run();
    }

    @Override
    public @Nullable RunRecorded run(String name) {
        return name.equals(run.run()) ? run : null;
    }

    @Override
    public @Nullable RunPlanned plan(String name) {
        return name.equals(run.run()) ? plan : null;
    }

    @Override
    public List<RunRecorded> all() {
        return List.of(run);
    }

    @Override
    public void record(RunRecorded other) {
        throw new UnsupportedOperationException("only the finished dataset of run " + run.run() + " is shown here");
    }

    @Override
    public Tally of(String name) {
        return name.equals(run.run()) ? tally : Tally.none();
    }
}
