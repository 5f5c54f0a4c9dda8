package io.entropylong.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Looks whether a disk still takes what a run writes. */
final class DiskSpace {
    /** Below this the broker and the search node may break off in the middle of a write. */
    private static final long LEAST_BYTES = 64L << 20;

    private DiskSpace() {}

    /**
     * @param folder that exists
     * @throws UserError when its disk is full
     */
    static void require(Path folder) throws IOException {
        require(folder, LEAST_BYTES);
    }

    static void require(Path folder, long least) throws IOException {
        long bytes = Files.getFileStore(folder).getUsableSpace();
        if (bytes < least) {
            throw new UserError("the disk of " + folder + " is full: " + (bytes >> 20) + " MiB left, at least "
                    + (least >> 20) + " MiB are needed; make room and start the same command again");
        }
    }
}
