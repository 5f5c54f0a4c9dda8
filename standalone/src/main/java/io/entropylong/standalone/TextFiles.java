package io.entropylong.standalone;

import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * The text files under a folder or in an archive, in the order of their names, as JSON lines: one document a file, named by
 * its path. Files that are not UTF-8 text, or blank, are left out. A licence header (a comment in front of everything else
 * that speaks of a licence) is cut: it is the same in each file and would teach copying only.
 */
final class TextFiles {
    private static final Pattern LICENCE_HEADER =
            Pattern.compile("\\A\\s*/\\*(?=[^*]*(?:\\*(?!/)[^*]*)*[Ll]icen[sc]e)[^*]*(?:\\*(?!/)[^*]*)*\\*/\\s*");
    private static final int LONGEST_FILE = 8 * 1024 * 1024;

    private final JsonMapper json = JsonMapper.builder().build();
    private final Path root;
    private final @Nullable Closeable owner;

    private TextFiles(Path root, @Nullable Closeable owner) {
        this.root = root;
        this.owner = owner;
    }

    static TextFiles folder(Path folder) {
        return new TextFiles(folder, null);
    }

    static TextFiles archive(Path archive) throws IOException {
        try {
            FileSystem files = FileSystems.newFileSystem(archive);
            return new TextFiles(files.getPath("/"), files);
        } catch (IOException e) {
            throw new UserError("--corpus " + archive + ": it is no zip archive (" + e.getMessage() + ")");
        }
    }

    @SuppressWarnings("JdkObsolete") // what SequenceInputStream takes
    private static Enumeration<InputStream> enumeration(Iterator<InputStream> streams) {
        return new Enumeration<>() {
            @Override
            public boolean hasMoreElements() {
                return streams.hasNext();
            }

            @Override
            public InputStream nextElement() {
                return streams.next();
            }
        };
    }

    /**
     * Read lazily, a file at a time; closing the stream closes the archive.
     *
     * @param prefix of the documents' names, so that those of two folders differ
     */
    InputStream asJsonLines(String prefix) throws IOException {
        List<Path> paths;
        try (Stream<Path> walk = Files.walk(root)) {
            paths = walk.filter(Files::isRegularFile)
                    .filter(path -> !path.getFileName().toString().startsWith("."))
                    .sorted()
                    .toList();
        }
        Iterator<InputStream> lines = paths.stream()
                .map(path -> line(prefix, path))
                .flatMap(Optional::stream)
                .iterator();
        return new SequenceInputStream(enumeration(lines)) {
            @Override
            public void close() throws IOException {
                super.close();
                if (owner != null) owner.close();
            }
        };
    }

    static String withoutLicence(String text) {
        return LICENCE_HEADER.matcher(text).replaceFirst("");
    }

    private Optional<InputStream> line(String prefix, Path path) {
        try {
            if (Files.size(path) > LONGEST_FILE) return Optional.empty();
            String text = withoutLicence(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Files.readAllBytes(path)))
                    .toString());
            if (text.isBlank() || text.indexOf('\0') >= 0) return Optional.empty();
            String id = prefix + root.relativize(path).toString().replace('\\', '/');
            String line = json.writeValueAsString(Map.of("id", id, "text", text)) + "\n";
            return Optional.of(new ByteArrayInputStream(line.getBytes(StandardCharsets.UTF_8)));
        } catch (CharacterCodingException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
