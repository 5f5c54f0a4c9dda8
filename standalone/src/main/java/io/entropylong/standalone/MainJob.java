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
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
     * @return {@link ExitCode#DONE_WITH_FAILURES} when records of the corpus were rejected or roots failed
     */
    int execute(Path model) throws Exception {
        long failures;
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
            String state = run.path("state").asString("");
            if (!state.equals("COMPLETED")) {
                throw new UserError(
                        "the run ended " + state + ": " + run.path("reason").asString(""));
            }
            System.out.println(Summary.of(out, run, progress.stages()));
            failures = failures(corpora, corpus);
        }
        if (!Files.exists(out.resolve("mds").resolve("index.json"))) {
            throw new UserError("no sample was filled: give more documents, or a smaller --sample-tokens, and another"
                    + " --out; what became of each root stands in "
                    + out.resolve("provenance").resolve("roots.jsonl"));
        }
        if (!keepWork) FileSystemUtils.deleteRecursively(work);
        System.out.println("dataset " + out);
        System.out.println("look at it: entropylong inspect " + out);
        return failures == 0 ? ExitCode.DONE : ExitCode.DONE_WITH_FAILURES;
    }

    /** Tells what was left out, since a dataset that is done hides it. */
    private long failures(Api api, String corpus) throws IOException, InterruptedException {
        long rejected = 0;
        for (JsonNode file : api.get("/v1/corpora/" + corpus + "/files")) {
            rejected += file.path("rejected").asLong(0);
        }
        long failed = new WrittenRoots(out).failed();
        if (rejected > 0) System.out.printf(Locale.ROOT, "%,d records of the corpus were rejected%n", rejected);
        if (failed > 0) {
            System.out.printf(
                    Locale.ROOT,
                    "%,d roots failed; the reason of each stands in %s%n",
                    failed,
                    out.resolve("provenance").resolve("roots.jsonl"));
        }
        return rejected + failed;
    }

    private String loadCorpus(LocalSuite suite, Api api, String corpus, Progress progress)
            throws IOException, InterruptedException {
        JsonNode known = api.post("/v1/corpora", Map.of("name", corpus, "passageTokens", passageTokens));
        if (known.path("state").asString("").equalsIgnoreCase("open")) {
            for (CorpusFile file : files) {
                CorpusUpload.send(api, corpus, file, progress);
            }
            api.post("/v1/corpora/" + corpus + ":seal", Map.of());
        }
        progress.stage("indexing");
        while (true) {
            suite.check();
            JsonNode now = api.get("/v1/corpora/" + corpus);
            progress.corpus(now);
            if (now.path("state").asString("").equalsIgnoreCase("sealed")) return notEmpty(now, corpus);
            Thread.sleep(POLL);
        }
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
            if (state.equals("FAILED") || state.equals("COMPLETED")) return now;
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
