package io.entropylong.languagemodel;

import io.entropylong.languagemodel.ConvertedModel.Origin;
import io.entropylong.languagemodel.graph.EntropyGraph;
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
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder of converted models, each named by the SHA-256 of its model's files, its precision and the graph's format. Safe
 * for any number of threads and processes: a file lock lets one convert while the others wait, and a conversion is written
 * aside and renamed when it is whole. Every start compares an entry with the sizes and checksums noted when it was written;
 * a damaged one is converted again, which is logged.
 */
final class ConversionCache {
    private static final List<String> FILES =
            List.of(EntropyGraph.FILE, EntropyGraph.DATA_FILE, ConvertedModel.TOKENIZER);

    private static final Logger log = LoggerFactory.getLogger(ConversionCache.class);

    /** A file lock belongs to the process, so threads need one of their own. */
    private static final Object IN_PROCESS = new Object();

    private final Path folder;

    ConversionCache(Path folder) {
        this.folder = folder;
    }

    /**
     * @throws io.entropylong.languagemodel.weights.UnsupportedModelException when the model cannot be converted; nothing is
     *     left in the cache
     */
    ConvertedModel get(Path model, Precision precision) throws IOException {
        try (ModelSource source = ModelSource.open(model)) {
            String sha256 = Hashes.of(source.files());
            Path entry =
                    Files.createDirectories(folder).resolve(sha256 + "-" + precision.id() + "-" + EntropyGraph.FORMAT);
            return new ConvertedModel(
                    entry, sha256, source.shape(), source.startIds(), ensure(entry, source, precision));
        }
    }

    private static Origin ensure(Path entry, ModelSource source, Precision precision) throws IOException {
        Path lockFile = entry.resolveSibling(entry.getFileName() + ".lock");
        synchronized (IN_PROCESS) {
            try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                if (!lock.isValid()) throw new IOException(lockFile + ": the lock was lost");
                if (!Files.isDirectory(entry)) {
                    convert(source, precision, entry);
                    return Origin.CONVERTED;
                }
                Optional<String> damage = Checksums.damage(entry, FILES);
                if (damage.isEmpty()) return Origin.REUSED;
                log.atWarn()
                        .addKeyValue("entry", entry)
                        .addKeyValue("damage", damage.get())
                        .log("converted model is damaged, converting again");
                delete(entry);
                convert(source, precision, entry);
                return Origin.REPAIRED;
            }
        }
    }

    private static void convert(ModelSource source, Precision precision, Path entry) throws IOException {
        Path aside = entry.resolveSibling(entry.getFileName() + ".tmp");
        delete(aside);
        try {
            Files.createDirectory(aside);
            Files.writeString(aside.resolve(ConvertedModel.TOKENIZER), source.tokenizerJson());
            EntropyGraph.write(source, precision, aside);
            Checksums.write(aside, FILES);
            Files.move(aside, entry, StandardCopyOption.ATOMIC_MOVE);
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
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure) throws IOException {
                if (failure != null) throw failure;
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
