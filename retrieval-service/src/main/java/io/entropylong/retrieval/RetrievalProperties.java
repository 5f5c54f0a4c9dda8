package io.entropylong.retrieval;

import io.entropylong.retrieval.corpus.IntakeLimits;
import io.entropylong.retrieval.search.AwsSigning;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of this service.
 *
 * @param opensearch root of the search node's REST interface
 * @param opensearchUsername with which to log in there; empty where nobody has to
 * @param opensearchPassword of that user
 * @param opensearchSslBundle name of a bundle under {@code spring.ssl.bundle} with the certificates to trust; empty for
 *     those that the JVM trusts
 * @param opensearchSigningRegion of Amazon OpenSearch Service, whose requests are signed (SigV4) with the credentials of the
 *     environment; empty where they are not
 * @param opensearchSigningService es for a domain, aoss for a serverless collection
 * @param maxDocumentChars most UTF-16 characters of a document's text
 * @param maxLineBytes most bytes of a line of an uploaded file
 * @param maxRejectedShare most of a file's records, from 0 to 1, that may be no documents before the file fails
 * @param maxWaitingDocuments documents that wait to be indexed with which another file is taken
 * @param importRoots folders, {@code s3://BUCKET/PREFIX} and {@code https://HOST/PATH} that files may be imported from;
 *     none turns imports off
 * @param importPrivateAddresses whether hosts of private networks and of this machine may be asked for imports
 * @param s3Endpoint of an object store that is not AWS's own; null for AWS, or for what AWS_ENDPOINT_URL_S3 names
 * @param s3Region null for the one of the environment
 * @param s3PathStyle whether a bucket stands in the path rather than in the host's name
 * @param embeddingThreads texts embedded at a time
 * @param embeddingTokens tokens of a passage that are embedded
 * @param indexBatch documents indexed between two commits
 * @param shards parts of the index of a new corpus
 * @param replicas copies of each part beside the first
 * @param exactSearchPassages a corpus of at most so many passages is searched exactly, a larger one by HNSW
 * @param candidatesBatch roots searched for between two commits
 */
@Validated
@ConfigurationProperties(prefix = "entropylong.retrieval", ignoreUnknownFields = false)
public record RetrievalProperties(
        @DefaultValue("http://127.0.0.1:9200") URI opensearch,
        @DefaultValue("") String opensearchUsername,
        @DefaultValue("") String opensearchPassword,
        @DefaultValue("") String opensearchSslBundle,
        @DefaultValue("") String opensearchSigningRegion,
        @DefaultValue("es") String opensearchSigningService,
        @DefaultValue("4000000") @Min(1) @Max(5_000_000) int maxDocumentChars,
        @DefaultValue("16777216") @Min(64) int maxLineBytes,

        @DefaultValue("0.5") @DecimalMin("0") @DecimalMax("1")
        double maxRejectedShare,

        @DefaultValue("1000000") @Min(0) long maxWaitingDocuments,
        @DefaultValue List<String> importRoots,
        @DefaultValue("false") boolean importPrivateAddresses,
        @Nullable URI s3Endpoint,
        @Nullable String s3Region,
        @DefaultValue("false") boolean s3PathStyle,
        @DefaultValue("2") @Min(1) int embeddingThreads,
        @DefaultValue("512") @Min(8) @Max(512) int embeddingTokens,
        @DefaultValue("32") @Min(1) int indexBatch,
        @DefaultValue("1") @Min(1) int shards,
        @DefaultValue("0") @Min(0) int replicas,
        @DefaultValue("2000") @Min(0) long exactSearchPassages,
        @DefaultValue("8") @Min(1) int candidatesBatch) {
    /** Without the password. */
    @Override
    public String toString() {
        return "RetrievalProperties[" + opensearch + "]";
    }

    @Nullable
    AwsSigning signing() {
        if (opensearchSigningRegion.isEmpty()) return null;
        return new AwsSigning(opensearchSigningRegion, opensearchSigningService);
    }

    IntakeLimits limits() {
        return new IntakeLimits(maxDocumentChars, maxLineBytes);
    }
}
