package io.entropylong.assembler.upload;

import io.entropylong.assembler.dataset.DatasetFolder;
import io.entropylong.assembler.dataset.ListedFile;
import io.entropylong.assembler.dataset.Manifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/**
 * Copies a finished dataset to an object store. What readers look for first comes last: {@code mds/index.json} after the shards,
 * {@code manifest.json} after everything. An upload that was cut off goes on: what is there with the right size and SHA-256 is
 * not sent again.
 */
public final class DatasetUpload {
    private static final String SHARD_INDEX = "mds/index.json";

    private final ObjectStore store;
    private final long partBytes;

    public DatasetUpload(ObjectStore store) {
        this(store, StoredObjects.PART_BYTES);
    }

    /**
     * @param partBytes of a file that is sent in parts
     */
    DatasetUpload(ObjectStore store, long partBytes) {
        this.store = store;
        this.partBytes = partBytes;
    }

    /**
     * What was done.
     *
     * @param sent files that were not there
     * @param sentBytes of these
     * @param kept files that were there already
     */
    public record Result(int sent, long sentBytes, int kept) {}

    /**
     * @throws UploadRefusedException when a file is not the one that the manifest lists, or another dataset lies there
     * @throws IOException when the store does not take it; doing it again is safe
     */
    public Result upload(DatasetFolder dataset, ObjectPlace target) throws IOException {
        byte[] manifest = Files.readAllBytes(dataset.manifest());
        List<ListedFile> files = new ArrayList<>(Manifest.read(dataset.path()).files());
        files.sort(Comparator.comparing((ListedFile file) -> file.path().equals(SHARD_INDEX))
                .thenComparing(ListedFile::path));
        Path manifestFile = dataset.manifest();
        files.add(new ListedFile("manifest.json", manifest.length, ListedFile.sha256(manifestFile)));
        try (S3Client client = store.client()) {
            StoredObjects objects = new StoredObjects(client, target, partBytes);
            requireFree(objects, manifest, target);
            return send(dataset, files, objects);
        } catch (SdkException e) {
            throw new IOException("cannot upload to " + target + ": " + e.getMessage(), e);
        }
    }

    private static void requireFree(StoredObjects objects, byte[] manifest, ObjectPlace target) throws IOException {
        try {
            if (Arrays.equals(objects.read("manifest.json"), manifest)) return;
        } catch (NoSuchKeyException free) {
            return;
        }
        throw new UploadRefusedException(target + " already holds another dataset");
    }

    private static Result send(DatasetFolder dataset, List<ListedFile> files, StoredObjects objects)
            throws IOException {
        int kept = 0;
        int sent = 0;
        long sentBytes = 0;
        for (ListedFile file : files) {
            if (objects.has(file)) {
                kept++;
                continue;
            }
            Path path = dataset.path().resolve(file.path());
            if (Files.size(path) != file.bytes() || !ListedFile.sha256(path).equals(file.sha256())) {
                throw new UploadRefusedException(path + " is not the file that manifest.json lists");
            }
            objects.put(file, path);
            if (!objects.has(file)) throw new IOException(file.path() + " did not arrive as it was sent");
            sent++;
            sentBytes += file.bytes();
        }
        return new Result(sent, sentBytes, kept);
    }
}
