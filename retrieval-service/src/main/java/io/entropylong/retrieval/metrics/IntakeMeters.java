package io.entropylong.retrieval.metrics;

import io.entropylong.messaging.StageMeters;
import io.entropylong.retrieval.corpus.FileKind;
import io.entropylong.retrieval.corpus.FileLoader;
import io.entropylong.retrieval.corpus.IntakeReport;

/**
 * Shows the files that are read.
 *
 * @param ingest of stage ingest
 */
public record IntakeMeters(RetrievalMeters meters, StageMeters ingest) implements FileLoader.Observer {
    @Override
    public void ended(IntakeReport report) {
        ingest.ok(Math.toIntExact(Math.min(Integer.MAX_VALUE, report.accepted())));
        ingest.failed(Math.toIntExact(Math.min(Integer.MAX_VALUE, report.rejected())));
    }

    @Override
    public void read(FileKind kind, long bytes) {
        meters.uploaded(kind.id(), bytes);
    }
}
