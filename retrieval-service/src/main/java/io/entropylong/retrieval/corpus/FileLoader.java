package io.entropylong.retrieval.corpus;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Reads files into corpora and keeps in the ledger how each stands. Thread-safe. */
public final class FileLoader {
    private final FileLedger ledger;
    private final DocumentPublisher documents;
    private final FileIntake intake;
    private final Observer observer;
    private final Set<String> beingRead = ConcurrentHashMap.newKeySet();

    public FileLoader(FileLedger ledger, DocumentPublisher documents, FileIntake intake, Observer observer) {
        this.ledger = ledger;
        this.documents = documents;
        this.intake = intake;
        this.observer = observer;
    }

    /**
     * Reads a file, or gives the report of the reading before when its key is the same and it is done.
     *
     * @param key names what is read, so that it is read once; null to read it in any case
     * @param length bytes of the file; null when they are not known
     * @throws FileBusyException when this instance reads it already
     * @throws KeyReusedException when the key came with another length before
     * @throws CorruptFileException when the file cannot be read as what it should be; what came before was taken
     * @throws RejectedShareException when too much of it is no document; what came before was taken
     * @throws IOException when the stream breaks
     */
    public Loaded load(IntakeFile file, @Nullable String key, @Nullable Long length, Content content)
            throws IOException {
        String place = file.corpus() + "/" + file.name();
        if (!beingRead.add(place)) throw new FileBusyException(file.corpus(), file.name());
        try {
            Optional<IntakeReport> before = before(file, key, length);
            if (before.isPresent()) return new Loaded(before.get(), true);
            UploadedFile reading =
                    UploadedFile.reading(file.name(), UUID.randomUUID().toString(), key, length);
            return new Loaded(read(file, reading, new CountedStream(content.open())), false);
        } finally {
            beingRead.remove(place);
        }
    }

    private Optional<IntakeReport> before(IntakeFile file, @Nullable String key, @Nullable Long length) {
        UploadedFile known =
                key == null ? null : ledger.find(file.corpus(), file.name()).orElse(null);
        if (known == null || known.state() != UploadedFile.State.DONE || !Objects.equals(known.key(), key)) {
            return Optional.empty();
        }
        if (known.length() != null && length != null && !known.length().equals(length)) {
            throw new KeyReusedException(known.length(), length);
        }
        return Optional.of(new IntakeReport(known.accepted(), known.rejected(), List.of()));
    }

    private IntakeReport read(IntakeFile file, UploadedFile reading, CountedStream content) throws IOException {
        String corpus = file.corpus();
        ledger.put(corpus, reading);
        DocumentPublisher.Upload upload = documents.begin();
        try (content;
                FileLedger.Rejections rejections = ledger.rejections(corpus, reading.upload())) {
            IntakeReport report = intake.read(file, content, upload::submit, rejections);
            upload.finish();
            ledger.put(corpus, reading.done(report, content.bytes()));
            observer.ended(report);
            return report;
        } catch (RejectedShareException e) {
            failed(corpus, reading, e.report(), content, e);
            throw e;
        } catch (CorruptFileException e) {
            failed(corpus, reading, e.report(), content, e);
            throw e;
        } finally {
            upload.finish();
            observer.read(file.kind(), content.bytes());
        }
    }

    private void failed(
            String corpus, UploadedFile reading, IntakeReport report, CountedStream content, IOException cause) {
        ledger.put(corpus, reading.failed(report, content.bytes(), String.valueOf(cause.getMessage())));
        observer.ended(report);
    }

    /**
     * @param replayed whether it was read before, and not now
     */
    public record Loaded(IntakeReport report, boolean replayed) {}

    /** Opens a file. */
    @FunctionalInterface
    public interface Content {
        InputStream open() throws IOException;
    }

    /** What is shown of the reading. Implementations are thread-safe. */
    public interface Observer {
        void ended(IntakeReport report);

        void read(FileKind kind, long bytes);
    }
}
