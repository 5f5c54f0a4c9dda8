package io.entropylong.retrieval.imports;

import io.entropylong.retrieval.corpus.CorruptFileException;
import io.entropylong.retrieval.corpus.FileLedger;
import io.entropylong.retrieval.corpus.FileLoader;
import io.entropylong.retrieval.corpus.IntakeFile;
import io.entropylong.retrieval.corpus.IntakeGate;
import io.entropylong.retrieval.corpus.IntakeReport;
import io.entropylong.retrieval.corpus.RejectedShareException;
import io.entropylong.retrieval.corpus.UploadedFile;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads imported files, one after the other. What becomes of each stands in the ledger. After a restart the same import goes
 * on: files that were read and have not changed since are passed over. Thread-safe.
 */
public final class Imports implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Imports.class);

    private final ImportSources sources;
    private final FileLoader loader;
    private final FileLedger ledger;
    private final IntakeGate gate;
    private final Map<String, Integer> waiting = new ConcurrentHashMap<>();
    private final ExecutorService thread = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("imports").daemon(true).factory());

    public Imports(ImportSources sources, FileLoader loader, FileLedger ledger, IntakeGate gate) {
        this.sources = sources;
        this.loader = loader;
        this.ledger = ledger;
        this.gate = gate;
    }

    /**
     * Begins to import a file, or the files of a folder.
     *
     * @return the names that its files get in the corpus
     * @throws InvalidImportException when it may not be imported
     */
    public List<String> begin(String corpus, String uri) {
        List<ImportedFile> files = sources.find(uri);
        waiting.merge(corpus, files.size(), Integer::sum);
        for (ImportedFile file : files) {
            thread.execute(() -> {
                try {
                    load(corpus, file);
                } finally {
                    waiting.computeIfPresent(corpus, (name, left) -> left == 1 ? null : left - 1);
                }
            });
        }
        return files.stream().map(ImportedFile::name).toList();
    }

    /** How many files of a corpus are still to be read. */
    public int waiting(String corpus) {
        return waiting.getOrDefault(corpus, 0);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }

    private void load(String corpus, ImportedFile file) {
        try {
            gate.awaitRoom();
            IntakeFile wanted = IntakeFile.named(corpus, file.name(), file.kind());
            var unused = loader.load(wanted, file.key(), file.length(), file::open);
        } catch (CorruptFileException | RejectedShareException e) {
            log.warn("import of {} into {} failed: {}", file.name(), corpus, e.getMessage());
        } catch (InterruptedException e) {
            // the service ends; the same import goes on after it
            Thread.currentThread().interrupt();
        } catch (IOException | RuntimeException e) {
            log.warn("import of {} into {} failed", file.name(), corpus, e);
            ledger.put(
                    corpus,
                    UploadedFile.reading(file.name(), "", null, null)
                            .failed(new IntakeReport(0, 0, List.of()), 0, String.valueOf(e.getMessage())));
        }
    }
}
