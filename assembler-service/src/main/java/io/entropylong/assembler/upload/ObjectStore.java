package io.entropylong.assembler.upload;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/**
 * Which store it is; credentials come from the environment, as for every tool of AWS.
 *
 * @param endpoint of a store that is not AWS's own, for instance MinIO; null for AWS, or for what AWS_ENDPOINT_URL names
 * @param region null for the one of the environment
 * @param pathStyle whether the bucket stands in the path rather than in the host's name
 */
public record ObjectStore(@Nullable URI endpoint, @Nullable String region, boolean pathStyle) {
    /** Whoever asks closes it. */
    S3Client client() {
        S3ClientBuilder builder = S3Client.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .forcePathStyle(pathStyle)
                // SHA-256 goes with every object; not every store knows the newer checksums
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED);
        if (endpoint != null) builder.endpointOverride(endpoint);
        if (region != null) builder.region(Region.of(region));
        else if (endpoint != null) builder.region(Region.US_EAST_1);
        return builder.build();
    }
}
