package io.entropylong.languagemodel;

import io.entropylong.languagemodel.graph.EntropyGraph;
import io.entropylong.languagemodel.weights.ModelShape;
import io.entropylong.languagemodel.weights.ModelSource;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;

/**
 * A model as a graph in the cache, named by the hash of its files, its precision and the graph's format. A conversion is
 * written aside and renamed when it is whole; a lock keeps concurrent starts from doing it twice.
 *
 * @param folder holds the graph, its weights and tokenizer.json
 * @param sha256 of the model's files
 * @param shape of the model
 * @param startIds in front of every sequence
 */
record ConvertedModel(Path folder, String sha256, ModelShape shape, List<Integer> startIds) {
    private static final String TOKENIZER = "tokenizer.json";

    static ConvertedModel of(Path model, Path cache, Precision precision) throws IOException {
        try (ModelSource source = ModelSource.open(model)) {
            String sha256 = Hashes.of(source.files());
            String name = sha256.substring(0, 16) + "-" + precision.id() + "-" + EntropyGraph.FORMAT;
            Path folder = Files.createDirectories(cache).resolve(name);
            if (!Files.isDirectory(folder)) convertLocked(source, precision, folder);
            return new ConvertedModel(folder, sha256, source.shape(), source.startIds());
        }
    }

    Path tokenizer() {
        return folder.resolve(TOKENIZER);
    }

    private static void convertLocked(ModelSource source, Precision precision, Path folder) throws IOException {
        Path lockFile = folder.resolveSibling(folder.getFileName() + ".lock");
        try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            // another process may have been quicker
            if (lock.isValid() && !Files.isDirectory(folder)) convert(source, precision, folder);
        }
    }

    private static void convert(ModelSource source, Precision precision, Path folder) throws IOException {
        Path aside = folder.resolveSibling(folder.getFileName() + ".tmp");
        delete(aside);
        try {
            Files.createDirectory(aside);
            Files.writeString(aside.resolve(TOKENIZER), source.tokenizerJson());
            EntropyGraph.write(source, precision, aside);
            Files.move(aside, folder, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            delete(aside);
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) return;
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(
                    Path visited, @org.jspecify.annotations.Nullable IOException failure) throws IOException {
                if (failure != null) throw failure;
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
