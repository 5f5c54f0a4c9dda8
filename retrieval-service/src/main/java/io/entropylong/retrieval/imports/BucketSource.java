package io.entropylong.retrieval.imports;

import io.entropylong.retrieval.corpus.FileKind;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/**
 * Prefixes of buckets in an object store of S3's protocol that files may be imported from. Keys are taken as they are, so no
 * {@code ..} leads out of a prefix.
 */
public final class BucketSource implements ImportSource {
    private final List<Prefix> roots;
    private final S3Client client;

    /**
     * @param roots {@code s3://BUCKET/PREFIX}
     * @param client closed with this
     * @throws IllegalArgumentException when a root is none
     */
    public BucketSource(List<URI> roots, S3Client client) {
        this.roots = roots.stream()
                .map(root -> Prefix.parse(root)
                        .orElseThrow(() -> new IllegalArgumentException(root + " is no s3://BUCKET/PREFIX")))
                .toList();
        this.client = client;
    }

    @Override
    public boolean reads(String scheme) {
        return scheme.equals("s3");
    }

    /** Of a prefix, objects of a known kind are taken, hidden ones left out. */
    @Override
    public List<ImportedFile> find(URI uri) {
        Prefix wanted = Prefix.parse(uri).orElseThrow(() -> new InvalidImportException(uri + " is no s3://BUCKET/KEY"));
        Prefix root = roots.stream()
                .filter(prefix -> prefix.holds(wanted))
                .findFirst()
                .orElseThrow(() -> ImportSources.outside(uri));
        try {
            Optional<ImportedFile> object = object(root, wanted, uri);
            if (object.isPresent()) return List.of(object.get());
            List<ImportedFile> files = objects(root, wanted);
            if (files.isEmpty()) throw ImportSources.empty(uri);
            return files;
        } catch (NoSuchBucketException e) {
            throw new InvalidImportException(uri + " is not there: there is no bucket " + wanted.bucket());
        } catch (SdkException e) {
            throw new InvalidImportException(uri + " cannot be read: " + e.getMessage());
        }
    }

    private Optional<ImportedFile> object(Prefix root, Prefix wanted, URI uri) {
        if (wanted.key().isEmpty()) return Optional.empty();
        try {
            HeadObjectResponse head =
                    client.headObject(request -> request.bucket(wanted.bucket()).key(wanted.key()));
            FileKind kind = FileKind.ofName(wanted.key()).orElseThrow(() -> ImportSources.ofNoKind(uri));
            return Optional.of(file(root, wanted.key(), kind, head.contentLength(), head.eTag()));
        } catch (NoSuchKeyException e) {
            return Optional.empty();
        }
    }

    private List<ImportedFile> objects(Prefix root, Prefix wanted) {
        List<ImportedFile> files = new ArrayList<>();
        client.listObjectsV2Paginator(request -> request.bucket(wanted.bucket()).prefix(wanted.asFolder()))
                .contents()
                .forEach(object -> {
                    String key = object.key();
                    if (key.substring(key.lastIndexOf('/') + 1).startsWith(".")) return;
                    FileKind.ofName(key)
                            .ifPresent(kind -> files.add(file(root, key, kind, object.size(), object.eTag())));
                });
        files.sort(Comparator.comparing(ImportedFile::name));
        return files;
    }

    private ImportedFile file(Prefix root, String key, FileKind kind, long length, String tag) {
        String name = key.substring(root.asFolder().length()).replace('/', '~');
        return new StoredFile(name, kind, root.bucket(), key, length, tag);
    }

    @Override
    public void close() {
        client.close();
    }

    /**
     * @param key without a slash at its ends; may be empty
     */
    private record Prefix(String bucket, String key) {
        static Optional<Prefix> parse(URI uri) {
            if (!"s3".equals(uri.getScheme()) || uri.getAuthority() == null) return Optional.empty();
            if (uri.getQuery() != null || uri.getFragment() != null) return Optional.empty();
            String path = uri.getPath();
            return Optional.of(new Prefix(uri.getAuthority(), path.replaceAll("^/+|/+$", "")));
        }

        String asFolder() {
            return key.isEmpty() ? "" : key + "/";
        }

        boolean holds(Prefix other) {
            return bucket.equals(other.bucket) && other.asFolder().startsWith(asFolder());
        }
    }

    private final class StoredFile implements ImportedFile {
        private final String name;
        private final FileKind kind;
        private final String bucket;
        private final String key;
        private final long length;
        private final String tag;

        StoredFile(String name, FileKind kind, String bucket, String key, long length, String tag) {
            this.name = name;
            this.kind = kind;
            this.bucket = bucket;
            this.key = key;
            this.length = length;
            this.tag = tag;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public FileKind kind() {
            return kind;
        }

        @Override
        public Long length() {
            return length;
        }

        @Override
        public String key() {
            return "import:" + length + ":" + tag;
        }

        /** The object that was found: one that has changed since is refused. */
        @Override
        public InputStream open() throws IOException {
            try {
                return client.getObject(
                        request -> request.bucket(bucket).key(key).ifMatch(tag));
            } catch (SdkException e) {
                throw new IOException("s3://" + bucket + "/" + key + ": " + e.getMessage(), e);
            }
        }
    }
}
