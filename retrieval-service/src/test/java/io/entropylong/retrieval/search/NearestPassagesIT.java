package io.entropylong.retrieval.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.entropylong.embedded.EmbeddedSearchNode;
import io.entropylong.embedded.ServerHome;
import io.entropylong.retrieval.corpus.Corpus;
import io.entropylong.retrieval.search.IndexedDocument.IndexedPassage;
import io.entropylong.retrieval.search.PassageSearch.Hit;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init") // set before all tests
class NearestPassagesIT {
    private static final int DIMENSIONS = 384;
    private static final int DOCUMENTS = 600;
    private static final int PASSAGES_A_DOCUMENT = 10;
    private static final int CLUSTERS = 60;
    private static final int TOP_K = 32;
    private static final String CORPUS = "vectors";
    private static final String OWN = "document-0";

    @TempDir
    static Path work;

    private static EmbeddedSearchNode server;
    private static SearchNode node;
    private static final Map<String, float[]> VECTORS = new LinkedHashMap<>();
    private static final List<float[]> QUERIES = new ArrayList<>();

    @BeforeAll
    static void indexClusteredVectors() {
        server = EmbeddedSearchNode.start(ServerHome.find(), work);
        node = new SearchNode(server.uri());
        new SearchCorpusCatalog(node, DIMENSIONS, IndexShape.SINGLE).add(Corpus.open(CORPUS, 16));
        Random random = new Random(7);
        List<float[]> centres = new ArrayList<>();
        for (int i = 0; i < CLUSTERS; i++) centres.add(around(random, new float[DIMENSIONS], 1));
        DocumentStore store = new DocumentStore(node);
        List<IndexedDocument> documents = new ArrayList<>();
        for (int i = 0; i < DOCUMENTS; i++) {
            List<IndexedPassage> passages = new ArrayList<>();
            for (int p = 0; p < PASSAGES_A_DOCUMENT; p++) {
                float[] centre = centres.get((int) (CLUSTERS * Math.pow(random.nextDouble(), 2)));
                String id = "document-" + i + "#" + p;
                VECTORS.put(id, around(random, centre, 0.05));
                passages.add(new IndexedPassage(id, p, p + 1, VECTORS.get(id)));
            }
            documents.add(new IndexedDocument("document-" + i, "0123456789", Map.of(), passages));
        }
        store.put(CORPUS, documents);
        store.freeze(CORPUS);
        for (int i = 0; i < 64; i++) QUERIES.add(around(random, centres.get(random.nextInt(CLUSTERS)), 0.05));
    }

    @AfterAll
    static void stop() {
        if (node != null) node.close();
        if (server != null) server.close();
    }

    @Test
    void exactSearchGivesTheNearestPassagesOfOtherDocumentsAndTheirCosines() {
        List<List<Hit>> found = new PassageSearch(node, Long.MAX_VALUE)
                .nearest(PassageScope.allBut(CORPUS, Set.of(OWN)), QUERIES, TOP_K);
        for (int i = 0; i < QUERIES.size(); i++) {
            float[] query = QUERIES.get(i);
            assertThat(found.get(i))
                    .extracting(Hit::passage)
                    .containsExactlyInAnyOrderElementsOf(nearest(query))
                    .noneMatch(passage -> passage.startsWith(OWN + "#"));
            for (Hit hit : found.get(i)) {
                double cosine = product(query, VECTORS.getOrDefault(hit.passage(), query));
                assertThat(hit.cosine()).isEqualTo(cosine, within(1e-5));
            }
        }
    }

    @Test
    void hnswFindsNearlyAllOfWhatExactSearchFindsWithTheSameCosines() {
        List<List<Hit>> exact = new PassageSearch(node, Long.MAX_VALUE)
                .nearest(PassageScope.allBut(CORPUS, Set.of(OWN)), QUERIES, TOP_K);
        List<List<Hit>> approximate =
                new PassageSearch(node, 0).nearest(PassageScope.allBut(CORPUS, Set.of(OWN)), QUERIES, TOP_K);
        int found = 0;
        for (int i = 0; i < QUERIES.size(); i++) {
            Map<String, Double> cosines = exact.get(i).stream().collect(Collectors.toMap(Hit::passage, Hit::cosine));
            for (Hit hit : approximate.get(i)) {
                Double cosine = cosines.get(hit.passage());
                if (cosine == null) continue;
                assertThat(hit.cosine()).isEqualTo(cosine, within(1e-5));
                found++;
            }
        }
        assertThat((double) found / (QUERIES.size() * TOP_K)).as("recall@32").isGreaterThanOrEqualTo(0.97);
    }

    private static Set<String> nearest(float[] query) {
        return VECTORS.entrySet().stream()
                .filter(entry -> !entry.getKey().startsWith(OWN + "#"))
                .sorted((one, other) ->
                        Double.compare(product(query, other.getValue()), product(query, one.getValue())))
                .limit(TOP_K)
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(HashSet::new));
    }

    private static float[] around(Random random, float[] centre, double spread) {
        float[] vector = new float[centre.length];
        double square = 0;
        for (int d = 0; d < vector.length; d++) {
            vector[d] = (float) (centre[d] + spread * random.nextGaussian());
            square += vector[d] * vector[d];
        }
        for (int d = 0; d < vector.length; d++) vector[d] /= (float) Math.sqrt(square);
        return vector;
    }

    private static double product(float[] one, float[] other) {
        double sum = 0;
        for (int d = 0; d < one.length; d++) sum += (double) one[d] * other[d];
        return sum;
    }
}
