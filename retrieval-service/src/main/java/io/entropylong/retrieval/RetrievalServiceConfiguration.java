package io.entropylong.retrieval;

import io.entropylong.common.message.MessageCodec;
import io.entropylong.messaging.StageMeters;
import io.entropylong.retrieval.bindings.RetrievalBindings;
import io.entropylong.retrieval.candidate.CandidateFinder;
import io.entropylong.retrieval.corpus.CorpusCatalog;
import io.entropylong.retrieval.corpus.DocumentIndexer;
import io.entropylong.retrieval.corpus.DocumentPublisher;
import io.entropylong.retrieval.corpus.FileIntake;
import io.entropylong.retrieval.corpus.FileLedger;
import io.entropylong.retrieval.corpus.FileLoader;
import io.entropylong.retrieval.embedding.BgeSmallEmbedder;
import io.entropylong.retrieval.embedding.Embedder;
import io.entropylong.retrieval.embedding.MeteredEmbedder;
import io.entropylong.retrieval.metrics.IntakeMeters;
import io.entropylong.retrieval.metrics.RetrievalMeters;
import io.entropylong.retrieval.run.RunPlanner;
import io.entropylong.retrieval.search.Copies;
import io.entropylong.retrieval.search.DocumentStore;
import io.entropylong.retrieval.search.IndexShape;
import io.entropylong.retrieval.search.IndexedLibrary;
import io.entropylong.retrieval.search.PassageSearch;
import io.entropylong.retrieval.search.RunStore;
import io.entropylong.retrieval.search.SearchAccess;
import io.entropylong.retrieval.search.SearchCorpusCatalog;
import io.entropylong.retrieval.search.SearchFileLedger;
import io.entropylong.retrieval.search.SearchNode;
import io.entropylong.retrieval.web.ApiDocument;
import io.entropylong.retrieval.web.CorpusController;
import io.entropylong.retrieval.web.FileController;
import io.entropylong.retrieval.web.ImportController;
import io.entropylong.retrieval.web.ProblemAdvice;
import io.entropylong.retrieval.web.SearchController;
import io.micrometer.core.instrument.MeterRegistry;
import javax.net.ssl.SSLContext;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;

/** Puts the service together. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@EnableConfigurationProperties(RetrievalProperties.class)
@Import({
    ImportConfiguration.class,
    RetrievalBindings.class,
    ApiDocument.class,
    CorpusController.class,
    FileController.class,
    ImportController.class,
    SearchController.class,
    ProblemAdvice.class
})
public class RetrievalServiceConfiguration {
    @Bean
    SearchNode searchNode(RetrievalProperties properties, SslBundles bundles) {
        String bundle = properties.opensearchSslBundle();
        SSLContext trust = bundle.isEmpty() ? null : bundles.getBundle(bundle).createSslContext();
        SearchAccess access = new SearchAccess(
                properties.opensearchUsername(), properties.opensearchPassword(), trust, properties.signing());
        return new SearchNode(properties.opensearch(), access);
    }

    @Bean
    BgeSmallEmbedder bgeSmall(RetrievalProperties properties) {
        return BgeSmallEmbedder.load(properties.embeddingThreads(), properties.embeddingTokens());
    }

    @Bean
    @Primary
    Embedder embedder(BgeSmallEmbedder bgeSmall, MeterRegistry registry) {
        return new MeteredEmbedder(bgeSmall, "bge-small-en-v1.5-q", registry);
    }

    @Bean
    CorpusCatalog corpusCatalog(SearchNode node, Embedder embedder, RetrievalProperties properties) {
        IndexShape shape = new IndexShape(properties.shards(), properties.replicas());
        return new SearchCorpusCatalog(node, embedder.dimensions(), shape);
    }

    @Bean
    DocumentStore documentStore(SearchNode node) {
        return new DocumentStore(node);
    }

    @Bean
    Copies copies(SearchNode node, DocumentStore store) {
        return new Copies(node, store);
    }

    @Bean
    DocumentIndexer documentIndexer(Embedder embedder, DocumentStore store) {
        return new DocumentIndexer(embedder, store);
    }

    @Bean
    RunStore runStore(SearchNode node, MessageCodec codec) {
        return new RunStore(node, codec);
    }

    @Bean
    RunPlanner runPlanner(CorpusCatalog catalog, DocumentStore store) {
        return new RunPlanner(new IndexedLibrary(catalog, store));
    }

    @Bean
    PassageSearch passageSearch(SearchNode node, RetrievalProperties properties) {
        return new PassageSearch(node, properties.exactSearchPassages());
    }

    @Bean
    CandidateFinder candidateFinder(Embedder embedder, PassageSearch search, Copies copies) {
        return new CandidateFinder(embedder, search, copies);
    }

    @Bean
    FileIntake fileIntake(RetrievalProperties properties) {
        return new FileIntake(properties.limits(), properties.maxRejectedShare());
    }

    @Bean
    FileLedger fileLedger(SearchNode node) {
        return new SearchFileLedger(node);
    }

    @Bean
    FileLoader fileLoader(
            FileLedger ledger,
            DocumentPublisher documents,
            FileIntake intake,
            RetrievalMeters meters,
            MeterRegistry registry) {
        return new FileLoader(ledger, documents, intake, new IntakeMeters(meters, new StageMeters(registry, "ingest")));
    }

    /** A client that asks whether its upload is wanted hears no before it sends it. */
    @Bean
    WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> answersBeforeUploads() {
        return tomcat ->
                tomcat.addConnectorCustomizers(connector -> connector.setProperty("continueResponseTiming", "onRead"));
    }

    @Bean
    MessageCodec messageCodec() {
        return new MessageCodec();
    }
}
