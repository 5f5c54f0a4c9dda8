package io.entropylong.benchmarks.scoring;

import io.entropylong.common.message.RootRef;
import io.entropylong.common.message.ScoresRequested;
import io.entropylong.common.message.TokenIds;
import io.entropylong.entropy.scoring.Sequence;
import io.entropylong.entropy.scoring.TokenScorer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Score requests over the source files of a jar: roots and contexts of real text, three tokens asked for in each pass. */
final class Workload {
    private static final int CONTEXTS = 8;
    private static final int ROOT_TOKENS = 256;
    private static final int CONTEXT_CHARACTERS = 1500;

    private final List<ScoresRequested> requests = new ArrayList<>();

    /**
     * @param sources a jar with .java files
     * @param roots number of requests
     */
    Workload(Path sources, int roots, TokenScorer scorer) throws IOException {
        List<String> texts = texts(sources, roots * (CONTEXTS + 1));
        for (int i = 0; i < roots; i++) {
            TokenIds tokens = scorer.tokenize(texts.get(i));
            TokenIds root = tokens.first(Math.min(tokens.size(), ROOT_TOKENS));
            int last = root.size() - 1;
            int first = roots + i * CONTEXTS;
            requests.add(new ScoresRequested(
                    new RootRef("benchmark", i, "root-" + i, "document"),
                    0,
                    root,
                    IntStream.range(first, first + CONTEXTS)
                            .mapToObj(context -> new ScoresRequested.Context(
                                    "passage-" + context, texts.get(context), List.of(last / 3, last / 2, last)))
                            .toList()));
        }
    }

    List<ScoresRequested> requests() {
        return requests;
    }

    /** The passes that the requests ask for. */
    List<Sequence> sequences(TokenScorer scorer) {
        return requests.stream()
                .flatMap(request -> request.contexts().stream()
                        .map(context -> Sequence.withContext(
                                scorer.identity(),
                                scorer.tokenize(context.text()),
                                request.tokens(),
                                context.indices())))
                .toList();
    }

    private static List<String> texts(Path sources, int wanted) throws IOException {
        List<String> texts = new ArrayList<>();
        try (ZipFile jar = new ZipFile(sources.toFile())) {
            List<? extends ZipEntry> files = jar.stream()
                    .filter(entry -> entry.getName().endsWith(".java") && entry.getSize() > 2 * CONTEXT_CHARACTERS)
                    .limit(wanted)
                    .toList();
            for (ZipEntry file : files) {
                try (InputStream in = jar.getInputStream(file)) {
                    String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
                    // past the licence that all of them begin with
                    texts.add(text.substring(CONTEXT_CHARACTERS / 2, CONTEXT_CHARACTERS * 3 / 2));
                }
            }
        }
        if (texts.size() < wanted) throw new IOException(sources + " has " + texts.size() + " files of " + wanted);
        return texts;
    }
}
