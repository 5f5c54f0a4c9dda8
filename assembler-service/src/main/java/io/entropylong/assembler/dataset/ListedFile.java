package io.entropylong.assembler.dataset;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A file of a finished dataset as its manifest lists it.
 *
 * @param path below the dataset's folder
 * @param bytes its size
 * @param sha256 of its content, lower-case hex
 */
public record ListedFile(String path, long bytes, String sha256) {
    /** All files below a dataset's folder but the manifest itself, by path; hidden ones belong to who is still writing. */
    static List<ListedFile> below(DatasetFolder folder) throws IOException {
        List<Path> files = new ArrayList<>();
        try (Stream<Path> paths = Files.walk(folder.path())) {
            paths.filter(file -> Files.isRegularFile(file)
                            && !file.equals(folder.manifest())
                            && visible(folder.path().relativize(file)))
                    .forEach(files::add);
        }
        List<ListedFile> listed = new ArrayList<>();
        for (Path file : files) {
            String path = folder.path().relativize(file).toString();
            listed.add(new ListedFile(path, Files.size(file), sha256(file)));
        }
        listed.sort(Comparator.comparing(ListedFile::path));
        return listed;
    }

    private static boolean visible(Path relative) {
        return StreamSupport.stream(relative.spliterator(), false)
                .noneMatch(name -> name.toString().startsWith("."));
    }

    /** Of a file's content, lower-case hex. */
    public static String sha256(Path file) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
                in.transferTo(OutputStream.nullOutputStream());
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
