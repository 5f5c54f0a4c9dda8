package io.entropylong.standalone;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Sends a file to a corpus and says what became of its records. */
final class CorpusUpload {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

    private CorpusUpload() {}

    /** Throws when waiting has no point any more. */
    @FunctionalInterface
    interface Watch {
        void look() throws IOException;
    }

    /**
     * @return records that were rejected
     */
    static long send(Api api, String corpus, CorpusFile file, Progress progress)
            throws IOException, InterruptedException {
        progress.stage("reading " + file.name());
        JsonNode report = api.put(
                "/v1/corpora/" + Api.segment(corpus) + "/files/" + Api.segment(file.name()),
                () -> opened(file),
                progress::note);
        report.path("errors").forEach(error -> progress.note(rejection(error)));
        long rejected = report.path("rejected").asLong(0);
        progress.note(file.name() + ": " + report.path("accepted").asLong(0) + " documents, " + rejected + " rejected");
        return rejected;
    }

    /**
     * Closes a corpus for further files, and waits until all of it is indexed; again is the same.
     *
     * @param watch asked at each look
     * @return the sealed corpus
     */
    static JsonNode seal(Api api, String corpus, Progress progress, Watch watch)
            throws IOException, InterruptedException {
        String path = "/v1/corpora/" + Api.segment(corpus);
        api.post(path + ":seal", Map.of());
        progress.stage("indexing");
        while (true) {
            watch.look();
            JsonNode now = api.get(path);
            progress.corpus(now);
            String state = now.path("state").asString("");
            if (state.equals("SEALED")) return now;
            if (state.startsWith("DELET")) throw new UserError("corpus " + corpus + " was deleted meanwhile");
            Thread.sleep(BETWEEN_LOOKS);
        }
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
