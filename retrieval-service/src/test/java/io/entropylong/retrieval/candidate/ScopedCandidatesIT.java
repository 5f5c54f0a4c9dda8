package io.entropylong.retrieval.candidate;

import static org.assertj.core.api.Assertions.assertThat;

import io.entropylong.common.message.Candidate;
import io.entropylong.common.message.Candidate.Arm;
import io.entropylong.common.message.Candidate.Retrieval;
import io.entropylong.common.message.Criterion;
import io.entropylong.common.message.DocumentSubmitted;
import io.entropylong.common.message.HighEntropyPosition;
import io.entropylong.common.message.MetadataFilter;
import io.entropylong.common.message.ModelIdentity;
import io.entropylong.common.message.Outputs;
import io.entropylong.common.message.RetrievalSettings;
import io.entropylong.common.message.RetrievalSettings.Fusion;
import io.entropylong.common.message.RootChoice;
import io.entropylong.common.message.RootProfiled;
import io.entropylong.common.message.RootRef;
import io.entropylong.common.message.RunSettings;
import io.entropylong.common.message.TokenIds;
import io.entropylong.embedded.EmbeddedSearchNode;
import io.entropylong.embedded.ServerHome;
import io.entropylong.retrieval.corpus.Corpus;
import io.entropylong.retrieval.corpus.DocumentIndexer;
import io.entropylong.retrieval.embedding.BgeSmallEmbedder;
import io.entropylong.retrieval.search.Copies;
import io.entropylong.retrieval.search.DocumentStore;
import io.entropylong.retrieval.search.IndexShape;
import io.entropylong.retrieval.search.IndexedLibrary;
import io.entropylong.retrieval.search.PassageSearch;
import io.entropylong.retrieval.search.SearchCorpusCatalog;
import io.entropylong.retrieval.search.SearchNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Filters and fusion against a real search node and the real embedder. */
@SuppressWarnings("NullAway.Init") // set before all tests
class ScopedCandidatesIT {
    private static final String CORPUS = "scoped";
    private static final MetadataFilter ENGLISH = new MetadataFilter(Map.of("language", List.of("en")));

    @TempDir
    static Path work;

    private static EmbeddedSearchNode server;
    private static SearchNode node;
    private static BgeSmallEmbedder embedder;
    private static SearchCorpusCatalog catalog;
    private static DocumentStore store;

    @BeforeAll
    static void indexDocuments() {
        server = EmbeddedSearchNode.start(ServerHome.find(), work);
        node = new SearchNode(server.uri());
        embedder = BgeSmallEmbedder.load(1, 512);
        catalog = new SearchCorpusCatalog(node, embedder.dimensions(), IndexShape.SINGLE);
        store = new DocumentStore(node);
        Corpus corpus = Corpus.open(CORPUS, 64);
        catalog.add(corpus);
        new DocumentIndexer(embedder, store)
                .index(
                        corpus,
                        List.of(
                                document("root", "The cat sleeps on the mat.", "en", "a"),
                                document("cat-en", "A cat likes to sleep on a mat all day.", "en", "a"),
                                document("cat-de", "A cat that sleeps on the mat is a happy cat.", "de", "a"),
                                document("dog-en", "Dogs bark at the postman.", "en", "b"),
                                document("rare-en", "zyxomma qwertz is a word that nothing else holds.", "en", "b"),
                                document("bare", "Trains run late in autumn.", Map.of())));
        store.freeze(CORPUS);
    }

    @AfterAll
    static void stop() {
        if (embedder != null) embedder.close();
        if (node != null) node.close();
        if (server != null) server.close();
    }

    @Test
    void aContextFilterHoldsForBothArmsAndForControlPassages() {
        CandidateFinder.Found all = find(RetrievalSettings.of(4, 2), "the cat sleeps on the mat");
        assertThat(documents(all.candidates())).contains("cat-en", "cat-de");

        CandidateFinder.Found english =
                find(new RetrievalSettings(4, 2, Fusion.NONE, ENGLISH), "the cat sleeps on the mat");
        assertThat(documents(english.candidates())).containsOnly("cat-en", "dog-en", "rare-en");
        assertThat(documents(english.controls())).isNotEmpty().isSubsetOf("cat-en", "dog-en", "rare-en");
    }

    @Test
    void eachNameOfAFilterMustMatchWithOneOfItsValues() {
        MetadataFilter filter = new MetadataFilter(Map.of("language", List.of("en", "de"), "shelf", List.of("b")));
        CandidateFinder.Found found = find(new RetrievalSettings(4, 0, Fusion.NONE, filter), "any text");
        assertThat(documents(found.candidates())).containsOnly("dog-en", "rare-en");
    }

    @Test
    void fusionBringsPassagesThatShareRareWordsAndKeepsBothRanks() {
        RetrievalSettings fused = new RetrievalSettings(1, 0, Fusion.BM25, MetadataFilter.ALL);
        Candidate found = find(fused, "zyxomma qwertz is a word").candidates().getFirst();
        assertThat(found.document()).isEqualTo("rare-en");
        assertThat(found.retrievals()).extracting(Retrieval::arm).containsExactly(Arm.KNN, Arm.BM25);
        assertThat(found.retrievals()).extracting(Retrieval::rank).containsExactly(1, 1);
        assertThat(find(new RetrievalSettings(2, 0, Fusion.BM25, MetadataFilter.ALL), "zyxomma")
                        .candidates())
                .hasSizeLessThanOrEqualTo(2);
    }

    @Test
    void aRootFilterGivesTheDocumentsThatItTakes() {
        List<String> names = new ArrayList<>();
        new IndexedLibrary(catalog, store).forEachDocument(CORPUS, ENGLISH, (name, length) -> names.add(name));
        assertThat(names).containsExactlyInAnyOrder("root", "cat-en", "dog-en", "rare-en");
    }

    private static CandidateFinder.Found find(RetrievalSettings retrieval, String query) {
        RunSettings settings = new RunSettings(
                2,
                16,
                retrieval,
                Criterion.paper(0.4),
                RunSettings.VerificationPrecision.FP32,
                0.1,
                8,
                64,
                16,
                0,
                2,
                4,
                256,
                512,
                1024,
                RootChoice.atMost(1),
                1,
                1,
                RunSettings.ContextOrder.SHUFFLE,
                42,
                Outputs.portable());
        ModelIdentity model = new ModelIdentity(
                "m", "0", "cpu-fp32", "0", 2048, 100_000, TokenIds.of(0), TokenIds.of(1), TokenIds.of(0));
        RootProfiled.Profile profile = new RootProfiled.Profile(
                new RootRef("run", 0, "run/root@0-26", "root"),
                CORPUS,
                settings,
                model,
                query,
                TokenIds.of(1, 2),
                1,
                1,
                3,
                List.of(new HighEntropyPosition(1, 5, 6, query, query)),
                2);
        return new CandidateFinder(embedder, new PassageSearch(node, Long.MAX_VALUE), new Copies(node, store))
                .find(profile);
    }

    private static List<String> documents(List<Candidate> candidates) {
        return candidates.stream().map(Candidate::document).toList();
    }

    private static DocumentSubmitted document(String id, String text, String language, String shelf) {
        return document(id, text, Map.of("language", language, "shelf", shelf));
    }

    private static DocumentSubmitted document(String id, String text, Map<String, String> metadata) {
        return new DocumentSubmitted(CORPUS, id, text, metadata);
    }
}
