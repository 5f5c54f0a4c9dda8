package io.entropylong.assembler.upload;

import io.entropylong.assembler.dataset.ListedFile;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/** The objects of one dataset; each carries the SHA-256 of its content, which the store checks when it arrives. */
final class StoredObjects {
    /** With the 10,000 parts that S3 allows, files of up to 625 GiB. */
    static final long PART_BYTES = 64L << 20;

    private static final String SHA256 = "sha256";

    private final S3Client client;
    private final ObjectPlace place;
    private final long partBytes;

    StoredObjects(S3Client client, ObjectPlace place, long partBytes) {
        this.client = client;
        this.place = place;
        this.partBytes = partBytes;
    }

    /**
     * @throws NoSuchKeyException when there is none
     */
    byte[] read(String path) {
        return client.getObjectAsBytes(get -> get.bucket(place.bucket()).key(place.key(path)))
                .asByteArray();
    }

    boolean has(ListedFile file) {
        try {
            HeadObjectResponse there =
                    client.headObject(head -> head.bucket(place.bucket()).key(place.key(file.path())));
            return there.contentLength() == file.bytes()
                    && file.sha256().equals(there.metadata().get(SHA256));
        } catch (NoSuchKeyException e) {
            return false;
        }
    }

    void put(ListedFile file, Path path) throws IOException {
        if (file.bytes() > partBytes) {
            putInParts(file, path);
            return;
        }
        String checksum = Base64.getEncoder().encodeToString(HexFormat.of().parseHex(file.sha256()));
        client.putObject(
                put -> put.bucket(place.bucket())
                        .key(place.key(file.path()))
                        .metadata(Map.of(SHA256, file.sha256()))
                        .checksumSHA256(checksum),
                path);
    }

    private void putInParts(ListedFile file, Path path) throws IOException {
        String key = place.key(file.path());
        String upload = client.createMultipartUpload(create -> create.bucket(place.bucket())
                        .key(key)
                        .metadata(Map.of(SHA256, file.sha256()))
                        .checksumAlgorithm(ChecksumAlgorithm.SHA256))
                .uploadId();
        boolean done = false;
        try {
            List<CompletedPart> parts = new ArrayList<>();
            try (InputStream in = new BufferedInputStream(Files.newInputStream(path))) {
                for (byte[] part = next(in); part.length > 0; part = next(in)) {
                    parts.add(putPart(key, upload, parts.size() + 1, part));
                }
            }
            client.completeMultipartUpload(complete ->
                    complete.bucket(place.bucket()).key(key).uploadId(upload).multipartUpload(all -> all.parts(parts)));
            done = true;
        } finally {
            // parts that nobody completes would be paid for
            if (!done)
                client.abortMultipartUpload(
                        abort -> abort.bucket(place.bucket()).key(key).uploadId(upload));
        }
    }

    private byte[] next(InputStream in) throws IOException {
        return in.readNBytes(Math.toIntExact(partBytes));
    }

    private CompletedPart putPart(String key, String upload, int number, byte[] content) {
        String checksum = Base64.getEncoder().encodeToString(sha256(content));
        String tag = client.uploadPart(
                        part -> part.bucket(place.bucket())
                                .key(key)
                                .uploadId(upload)
                                .partNumber(number)
                                .checksumSHA256(checksum),
                        RequestBody.fromBytes(content))
                .eTag();
        return CompletedPart.builder()
                .partNumber(number)
                .eTag(tag)
                .checksumSHA256(checksum)
                .build();
    }

    private static byte[] sha256(byte[] content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
