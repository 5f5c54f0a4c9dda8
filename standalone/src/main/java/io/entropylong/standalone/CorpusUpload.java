package io.entropylong.standalone;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import tools.jackson.databind.JsonNode;

/** Sends a file to a corpus and says what became of its records. */
final class CorpusUpload {
    private CorpusUpload() {}

    /**
     * @return records that were rejected
     */
    static long send(Api api, String corpus, CorpusFile file, Progress progress)
            throws IOException, InterruptedException {
        progress.stage("reading " + file.name());
        JsonNode report = api.put(
                "/v1/corpora/" + Api.segment(corpus) + "/files/" + Api.segment(file.name()), () -> opened(file));
        report.path("errors").forEach(error -> progress.note(rejection(error)));
        long rejected = report.path("rejected").asLong(0);
        progress.note(file.name() + ": " + report.path("accepted").asLong(0) + " documents, " + rejected + " rejected");
        return rejected;
    }

    private static String rejection(JsonNode error) {
        return error.path("file").asString("") + ":" + error.path("line").asLong(0) + ": "
                + error.path("field").asString("") + " " + error.path("reason").asString("");
    }

    private static InputStream opened(CorpusFile file) {
        try {
            return file.opener().open();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
