package io.entropylong.assembler.dataset;

import io.entropylong.assembler.Fixtures;
import java.io.IOException;
import java.nio.file.Path;

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
        DatasetLibraryTest.Runs runs = new DatasetLibraryTest.Runs();
        runs.record(Fixtures.run("r", 99));
        new DatasetLibrary(
                        root,
                        runs,
                        DatasetLibraryTest::vocabulary,
                        settings -> 2,
                        DatasetLibraryTest::shards,
                        companions,
                        DatasetLibrary.Finished.none())
                .write(DatasetLibraryTest.messages());
        return root.resolve("r");
    }
}
