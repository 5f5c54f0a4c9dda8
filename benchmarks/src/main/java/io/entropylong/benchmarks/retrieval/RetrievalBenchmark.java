package io.entropylong.benchmarks.retrieval;

import io.entropylong.common.message.DocumentSubmitted;
import io.entropylong.common.seed.Lot;
import io.entropylong.embedded.EmbeddedSearchNode;
import io.entropylong.embedded.ServerHome;
import io.entropylong.retrieval.candidate.CandidateFinder;
import io.entropylong.retrieval.corpus.Corpus;
import io.entropylong.retrieval.corpus.DocumentIndexer;
import io.entropylong.retrieval.embedding.BgeSmallEmbedder;
import io.entropylong.retrieval.passage.PassageCutter;
import io.entropylong.retrieval.passage.Span;
import io.entropylong.retrieval.search.Copies;
import io.entropylong.retrieval.search.DocumentStore;
import io.entropylong.retrieval.search.IndexShape;
import io.entropylong.retrieval.search.IndexedDocument;
import io.entropylong.retrieval.search.PassageScope;
import io.entropylong.retrieval.search.PassageSearch;
import io.entropylong.retrieval.search.SearchCorpusCatalog;
import io.entropylong.retrieval.search.SearchNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Embedding, writing and searching, each by its bare engine and as the service does it, in turns; the best round of each
 * counts.
 */
@Command(name = "retrieval", mixinStandardHelpOptions = true)
public final class RetrievalBenchmark implements Callable<Integer> {
    private static final int PASSAGE_TOKENS = 512;
    private static final int EMBEDDED_TOKENS = 512;
    private static final int TOP_K = 32;
    private static final int THREADS = 2;
    private static final int QUERY_CHARACTERS = 120;
    private static final int BATCH = 32;

    @Option(names = "--sources", required = true, description = "a jar of Java sources")
    private Path sources = Path.of("");

    @Option(names = "--work", required = true, description = "an empty folder")
    private Path work = Path.of("");

    @Option(names = "--documents", description = "of a round (default ${DEFAULT-VALUE})")
    private int documents = 64;

    @Option(names = "--rounds", description = "default ${DEFAULT-VALUE}")
    private int rounds = 3;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new RetrievalBenchmark()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException {
        List<DocumentSubmitted> texts = texts();
        try (BgeSmallEmbedder embedder = BgeSmallEmbedder.load(THREADS, EMBEDDED_TOKENS);
                EmbeddedSearchNode server = EmbeddedSearchNode.start(ServerHome.find(), work);
                SearchNode node = new SearchNode(server.uri())) {
            Best best = new Best();
            SearchCorpusCatalog catalog = new SearchCorpusCatalog(node, embedder.dimensions(), IndexShape.SINGLE);
            for (int round = 0; round < rounds; round++) round(round, texts, embedder, catalog, node, best);
            best.print();
        }
        return 0;
    }

    private void round(
            int round,
            List<DocumentSubmitted> texts,
            BgeSmallEmbedder embedder,
            SearchCorpusCatalog catalog,
            SearchNode node,
            Best best) {
        DocumentStore store = new DocumentStore(node);
        List<String> passages = texts.stream()
                .flatMap(document -> cut(document).stream().map(span -> span.of(document.text())))
                .toList();
        List<float[]> vectors = best.time("embedding", passages.size(), () -> embedder.embed(passages));

        Corpus bare = Corpus.open("bare-" + round, PASSAGE_TOKENS);
        catalog.add(bare);
        List<IndexedDocument> ready = ready(texts, vectors);
        best.time("writing", passages.size(), () -> {
            for (List<IndexedDocument> batch : batches(ready)) store.put(bare.name(), batch);
            return batches(ready);
        });

        Corpus corpus = Corpus.open("corpus-" + round, PASSAGE_TOKENS);
        catalog.add(corpus);
        DocumentIndexer indexer = new DocumentIndexer(embedder, store);
        best.time("indexing", passages.size(), () -> {
            for (List<DocumentSubmitted> batch : batches(texts)) indexer.index(corpus, batch);
            return texts;
        });
        store.freeze(corpus.name());

        List<String> queries = texts.stream().map(RetrievalBenchmark::query).toList();
        List<float[]> asked = best.time("embedding queries", queries.size(), () -> embedder.embed(queries));
        PassageSearch search = new PassageSearch(node, 0);
        PassageScope scope = PassageScope.allBut(corpus.name(), Set.of());
        best.time("searching", queries.size(), () -> search.nearest(scope, asked, TOP_K));
        CandidateFinder finder = new CandidateFinder(embedder, search, new Copies(node, store));
        best.time("finding", queries.size(), () -> queries.stream()
                .map(query -> finder.find(corpus.name(), query, TOP_K))
                .toList());
    }

    private static List<Span> cut(DocumentSubmitted document) {
        return new PassageCutter(PASSAGE_TOKENS).cut(document.text());
    }

    private static List<IndexedDocument> ready(List<DocumentSubmitted> texts, List<float[]> vectors) {
        List<IndexedDocument> ready = new ArrayList<>();
        int next = 0;
        for (DocumentSubmitted document : texts) {
            List<IndexedDocument.IndexedPassage> passages = new ArrayList<>();
            for (Span span : cut(document)) {
                passages.add(new IndexedDocument.IndexedPassage(
                        PassageCutter.passageId(document.id(), span), span.start(), span.end(), vectors.get(next++)));
            }
            ready.add(new IndexedDocument(document.id(), document.text(), Map.of(), passages));
        }
        return ready;
    }

    private static <T> List<List<T>> batches(List<T> all) {
        List<List<T>> batches = new ArrayList<>();
        for (int from = 0; from < all.size(); from += BATCH) {
            batches.add(all.subList(from, Math.min(all.size(), from + BATCH)));
        }
        return batches;
    }

    /** Some of the document, as a position's query is. */
    private static String query(DocumentSubmitted document) {
        int middle = document.text().length() / 2;
        return document.text().substring(middle, Math.min(document.text().length(), middle + QUERY_CHARACTERS));
    }

    private List<DocumentSubmitted> texts() throws IOException {
        List<DocumentSubmitted> texts = new ArrayList<>();
        try (ZipFile jar = new ZipFile(sources.toFile())) {
            List<? extends ZipEntry> files = jar.stream()
                    .filter(entry -> entry.getName().endsWith(".java") && entry.getSize() > 2 * QUERY_CHARACTERS)
                    .sorted(Comparator.comparingLong(entry -> Lot.draw(0, "benchmark", entry.getName())))
                    .limit(documents)
                    .toList();
            for (ZipEntry file : files) {
                try (InputStream in = jar.getInputStream(file)) {
                    String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
                    texts.add(new DocumentSubmitted("benchmark", file.getName(), text, Map.of()));
                }
            }
        }
        return texts;
    }

    /** The highest rate of each part. */
    private static final class Best {
        private final Map<String, Double> rates = new LinkedHashMap<>();

        <T> List<T> time(String part, int items, Supplier<List<T>> work) {
            long started = System.nanoTime();
            List<T> result = work.get();
            rates.merge(part, items * 1e9 / (System.nanoTime() - started), Math::max);
            return result;
        }

        void print() {
            double embedding = rate("embedding");
            double writing = rate("writing");
            double indexing = rate("indexing");
            double both = 1 / (1 / embedding + 1 / writing);
            System.out.printf(
                    Locale.ROOT,
                    "passages: embedding alone %.1f/s, writing alone %.1f/s, indexed %.1f/s (%.0f %% of the embedder, %.0f %%"
                            + " of one after the other)%n",
                    embedding,
                    writing,
                    indexing,
                    100 * indexing / embedding,
                    100 * indexing / both);
            System.out.printf(
                    Locale.ROOT,
                    "queries: embedding alone %.1f/s, kNN alone %.1f/s, candidates of both arms with texts %.1f/s%n",
                    rate("embedding queries"),
                    rate("searching"),
                    rate("finding"));
        }

        private double rate(String part) {
            return rates.getOrDefault(part, Double.NaN);
        }
    }
}
