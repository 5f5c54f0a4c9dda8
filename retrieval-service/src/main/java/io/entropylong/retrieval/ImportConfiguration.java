package io.entropylong.retrieval;

import io.entropylong.retrieval.corpus.FileLedger;
import io.entropylong.retrieval.corpus.FileLoader;
import io.entropylong.retrieval.corpus.IntakeGate;
import io.entropylong.retrieval.imports.BucketSource;
import io.entropylong.retrieval.imports.FolderSource;
import io.entropylong.retrieval.imports.ImportSource;
import io.entropylong.retrieval.imports.ImportSources;
import io.entropylong.retrieval.imports.Imports;
import io.entropylong.retrieval.imports.WebSource;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/** Where files may be imported from. */
@Configuration(proxyBeanMethods = false)
class ImportConfiguration {
    private static final List<String> BUCKETS = List.of("s3://");
    private static final List<String> WEB = List.of("https://", "http://");
    private static final List<String> SCHEMES = List.of("s3://", "https://", "http://");

    @Bean
    ImportSources importSources(RetrievalProperties properties) {
        List<ImportSource> sources = new ArrayList<>();
        properties.importRoots().stream()
                .filter(ImportConfiguration::isUri)
                .filter(root -> SCHEMES.stream().noneMatch(root::startsWith))
                .findFirst()
                .ifPresent(root -> {
                    throw new IllegalArgumentException("entropylong.retrieval.import-roots: " + root
                            + " is neither a folder nor begins with one of " + SCHEMES);
                });
        List<Path> folders = properties.importRoots().stream()
                .filter(Predicate.not(ImportConfiguration::isUri))
                .map(Path::of)
                .toList();
        if (!folders.isEmpty()) sources.add(new FolderSource(folders));
        List<URI> buckets = roots(properties, BUCKETS);
        if (!buckets.isEmpty()) sources.add(new BucketSource(buckets, client(properties)));
        List<URI> places = roots(properties, WEB);
        if (!places.isEmpty()) sources.add(new WebSource(places, properties.importPrivateAddresses()));
        return new ImportSources(sources);
    }

    @Bean
    Imports imports(ImportSources sources, FileLoader loader, FileLedger ledger, IntakeGate gate) {
        return new Imports(sources, loader, ledger, gate);
    }

    private static boolean isUri(String root) {
        return root.contains("://");
    }

    private static List<URI> roots(RetrievalProperties properties, List<String> starts) {
        return properties.importRoots().stream()
                .filter(root -> starts.stream().anyMatch(root::startsWith))
                .map(URI::create)
                .toList();
    }

    private static S3Client client(RetrievalProperties properties) {
        S3ClientBuilder builder = S3Client.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .forcePathStyle(properties.s3PathStyle());
        URI endpoint = properties.s3Endpoint();
        String region = properties.s3Region();
        if (endpoint != null) builder.endpointOverride(endpoint);
        if (region != null) builder.region(Region.of(region));
        else if (endpoint != null) builder.region(Region.US_EAST_1);
        return builder.build();
    }
}
