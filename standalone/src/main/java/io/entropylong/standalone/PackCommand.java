package io.entropylong.standalone;

import io.entropylong.assembler.dataset.FolderTakenException;
import io.entropylong.assembler.dataset.Manifest;
import io.entropylong.assembler.leftover.LeftoverUnits;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes samples of what several runs left over. */
@Command(
        name = "pack",
        mixinStandardHelpOptions = true,
        description = {
            "Packs the units that filled no sample of their runs into samples of a dataset of their own.",
            "A run ends with some units that fill no sample; they lie in provenance/leftovers.jsonl with their evidence.",
            "Those of runs with the same model and settings fill samples together, without a model or a server. What",
            "fills none even then is left over in the new dataset, for another time.",
            "Example: entropylong pack BOOKS-DATASET CODE-DATASET --out MORE"
        })
final class PackCommand implements Callable<Integer> {
    @Parameters(arity = "1..*", paramLabel = "DIR", description = "folders of finished datasets")
    List<Path> datasets = List.of();

    @Option(names = "--out", required = true, paramLabel = "OUT", description = "folder of the new dataset")
    Path out = Path.of("");

    @Mixin
    OutputOption output = new OutputOption();

    /**
     * @param units that were left over, of so many tokens
     * @param samples that they fill
     * @param leftoverUnits that fill none even then, of so many tokens
     */
    private record PackedUnits(int units, long tokens, int samples, int leftoverUnits, long leftoverTokens) {
        String text() {
            return String.format(
                    Locale.ROOT,
                    "%d units of %d tokens: %d samples, %d units of %d tokens left over",
                    units,
                    tokens,
                    samples,
                    leftoverUnits,
                    leftoverTokens);
        }
    }

    @Override
    public Integer call() throws IOException {
        LeftoverUnits units = read();
        if (!units.mayFillASample()) {
            throw new UserError(String.format(
                    Locale.ROOT,
                    "%d units of %d tokens are left over: too few for a sample of %d",
                    units.count(),
                    units.tokens(),
                    units.sampleTokens()));
        }
        try {
            units.write(out);
        } catch (FolderTakenException e) {
            throw new UserError("--out " + out + ": " + e.getMessage());
        }
        Manifest.Counts counts = Manifest.read(out).counts();
        output.print(
                new PackedUnits(
                        units.count(),
                        units.tokens(),
                        counts.samples(),
                        counts.leftoverUnits(),
                        counts.leftoverTokens()),
                PackedUnits::text);
        return ExitCode.DONE;
    }

    private LeftoverUnits read() {
        try {
            return LeftoverUnits.of(datasets);
        } catch (IOException | IllegalArgumentException e) {
            throw new UserError(String.valueOf(e.getMessage()));
        }
    }
}
