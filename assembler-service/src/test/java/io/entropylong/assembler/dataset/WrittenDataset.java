package io.entropylong.assembler.dataset;

import io.entropylong.assembler.Fixtures;
import io.entropylong.assembler.KnownRuns;
import io.entropylong.common.message.Packed;
import io.entropylong.common.message.Totals;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A finished dataset of run {@code r}: five samples of 1024 tokens with two units each, of roots r/d1 to r/d10 of twelve. */
public final class WrittenDataset {
    static final Companions NO_COMPANIONS = (dataset, manifest) -> {};

    private WrittenDataset() {}

    /**
     * @param root that it is written under
     * @return its folder
     */
    public static Path under(Path root) throws IOException {
        return under(root, NO_COMPANIONS);
    }

    public static Path under(Path root, Companions companions) throws IOException {
        return write(root, companions, DatasetLibraryTest.messages());
    }

    /** Of a run whose only root was refused. */
    static Path ofNoSample(Path root) throws IOException {
        List<Packed> messages = DatasetLibraryTest.messages();
        Totals totals = Totals.none().plus(Fixtures.refused("r", 0, 40));
        return write(
                root,
                NO_COMPANIONS,
                List.of(messages.getFirst(), new Packed.Finished("r", Fixtures.MODEL, totals, 0, 0, false, null)));
    }

    private static Path write(Path root, Companions companions, List<Packed> messages) throws IOException {
        KnownRuns runs = new KnownRuns(DatasetLibraryTest.ROOTS);
        runs.record(Fixtures.run("r", 99));
        new DatasetLibrary(
                        root,
                        runs,
                        DatasetLibraryTest::vocabulary,
                        settings -> 2,
                        DatasetLibraryTest::shards,
                        companions,
                        DatasetLibrary.Finished.none())
                .write(messages);
        return root.resolve("r");
    }
}
