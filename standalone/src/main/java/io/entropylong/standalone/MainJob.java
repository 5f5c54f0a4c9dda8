package io.entropylong.standalone;

import io.entropylong.assembler.inspection.WrittenRoots;
import io.entropylong.common.message.MessageCodec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.JsonNode;

/**
 * Corpus in, dataset out, on one machine, over the same interfaces that other users have. The names of corpus and run
 * follow from what goes in, so the same job started again finds its own work and goes on.
 *
 * @param files the corpus
 * @param passageTokens length of its passages
 * @param settings of the run, under the names of the runs API
 * @param out the dataset's folder
 * @param work topics, index and stores of the work in progress
 * @param keepWork whether that stays when the dataset is finished
 */
record MainJob(
        List<CorpusFile> files,
        int passageTokens,
        Map<String, Object> settings,
        Path out,
        Path work,
        boolean keepWork) {
    /** States in which nothing follows. */
    static final Set<String> ENDS = Set.of("COMPLETED", "CANCELLED", "FAILED");

    private static final Duration POLL = Duration.ofMillis(500);

    /**
     * Makes the output folder.
     *
     * @throws UserError when it already holds a finished dataset
     */
    void checkOutput() throws IOException {
        if (Files.exists(out.resolve("manifest.json"))) {
            throw new UserError("--out " + out + ": it already holds a dataset; name another folder");
        }
        try {
            Files.createDirectories(out);
        } catch (IOException e) {
            throw new UserError("--out " + out + ": the folder cannot be made: "
                    + e.getClass().getSimpleName() + " " + e.getMessage());
        }
    }

    /**
     * @throws UserError when the model cannot be read, the corpus is empty, a server ends, a disk is full, or no sample is
     *     filled
     * @return {@link ExitCode#DONE_WITH_FAILURES} when records of the corpus were rejected, roots failed, or the run was
     *     cancelled
     */
    int execute(Path model, OutputOption output) throws Exception {
        Done done;
        Progress progress = Progress.onTerminalOrLines();
        String fingerprint = fingerprint(model);
        Files.createDirectories(work);
        progress.stage("reading the model");
        LocalModel.require(model);
        DiskSpace.require(work);
        DiskSpace.require(out);
        progress.stage("starting");
        try (LocalSuite suite = LocalSuite.start(work.toAbsolutePath(), out.toAbsolutePath(), model)) {
            Api corpora = new Api(suite.corpora());
            String corpus = loadCorpus(suite, corpora, "corpus-" + fingerprint, progress);
            JsonNode run = complete(suite, new Api(suite.runs()), "run-" + fingerprint, corpus, progress);
            progress.done();
            if (run.path("state").asString("").equals("FAILED")) {
                throw new UserError(
                        "the run ended FAILED: " + run.path("reason").asString(""));
            }
            done = new Done(
                    out.toString(),
                    rejected(corpora, corpus),
                    new WrittenRoots(out).failed(),
                    seconds(progress.stages()),
                    run);
            String summary = Summary.of(out, run, progress.stages());
            output.print(done, finished -> String.join(System.lineSeparator(), finished.lines(summary)));
        }
        if (!done.filled()) {
            throw new UserError("no sample was filled: give more documents, or a smaller --sample-tokens, and another"
                    + " --out; what became of each root stands in "
                    + out.resolve("provenance").resolve("roots.jsonl"));
        }
        if (!keepWork) FileSystemUtils.deleteRecursively(work);
        return done.whole() ? ExitCode.DONE : ExitCode.DONE_WITH_FAILURES;
    }

    /**
     * What became of the job.
     *
     * @param dataset its folder
     * @param rejectedRecords of the corpus
     * @param failedRoots of the run
     * @param seconds wall time of each stage
     * @param run as the runs API gives it
     */
    private record Done(
            String dataset, long rejectedRecords, long failedRoots, Map<String, Double> seconds, JsonNode run) {
        boolean cancelled() {
            return run.path("state").asString("").equals("CANCELLED");
        }

        boolean whole() {
            return rejectedRecords == 0 && failedRoots == 0 && !cancelled();
        }

        /** Tells what was left out, since a dataset that is done hides it. */
        List<String> lines(String summary) {
            List<String> lines = new ArrayList<>();
            lines.add(summary);
            if (rejectedRecords > 0) {
                lines.add(String.format(Locale.ROOT, "%,d records of the corpus were rejected", rejectedRecords));
            }
            if (failedRoots > 0) {
                lines.add(String.format(
                        Locale.ROOT,
                        "%,d roots failed; the reason of each stands in %s",
                        failedRoots,
                        Path.of(dataset, "provenance", "roots.jsonl")));
            }
            if (cancelled()) lines.add("the run was cancelled: the dataset has what was there by then");
            if (filled()) {
                lines.add("dataset " + dataset);
                lines.add("look at it: entropylong inspect " + dataset);
            }
            return lines;
        }

        boolean filled() {
            return Files.exists(Path.of(dataset, "mds", "index.json"));
        }
    }

    private static Map<String, Double> seconds(Map<String, Duration> stages) {
        Map<String, Double> seconds = new LinkedHashMap<>();
        stages.forEach((stage, time) -> seconds.put(stage, time.toMillis() / 1000.0));
        return seconds;
    }

    private static long rejected(Api api, String corpus) throws IOException, InterruptedException {
        long rejected = 0;
        for (JsonNode file : api.list("/v1/corpora/" + corpus + "/files")) {
            rejected += file.path("rejected").asLong(0);
        }
        return rejected;
    }

    private String loadCorpus(LocalSuite suite, Api api, String corpus, Progress progress)
            throws IOException, InterruptedException {
        JsonNode known = api.post("/v1/corpora", Map.of("name", corpus, "passageTokens", passageTokens));
        if (known.path("state").asString("").equalsIgnoreCase("open")) {
            for (CorpusFile file : files) {
                CorpusUpload.send(api, corpus, file, progress);
            }
        }
        return notEmpty(CorpusUpload.seal(api, corpus, progress, suite::check), corpus);
    }

    private static String notEmpty(JsonNode sealed, String corpus) {
        if (sealed.path("documents").asLong(0) == 0) throw new UserError("the corpus holds no document");
        return corpus;
    }

    private JsonNode complete(LocalSuite suite, Api api, String run, String corpus, Progress progress)
            throws IOException, InterruptedException {
        api.post("/v1/runs", Map.of("run", run, "corpus", corpus, "output", ".", "settings", settings));
        progress.stage("running");
        while (true) {
            suite.check();
            JsonNode now = api.get("/v1/runs/" + run);
            progress.run(now);
            String state = now.path("state").asString("");
            if (ENDS.contains(state)) return now;
            Thread.sleep(POLL);
        }
    }

    private String fingerprint(Path model) throws IOException {
        Map<String, Object> all = new LinkedHashMap<>(settings);
        all.put("passageTokens", passageTokens);
        all.put("model", model.toAbsolutePath().normalize().toString());
        all.put("files", CorpusFiles.fingerprint(files));
        return sha256(new MessageCodec().toJson(all)).substring(0, 12);
    }

    private static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
