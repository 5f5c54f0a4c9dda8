package io.entropylong.retrieval.search;

import java.net.URI;
import org.opensearch.client.json.jackson3.JacksonJsonpMapper;
import org.opensearch.client.transport.OpenSearchTransport;
import org.opensearch.client.transport.aws.AwsSdk2Transport;
import org.opensearch.client.transport.aws.AwsSdk2TransportOptions;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.Region;

/**
 * Requests signed as of AWS' Signature Version 4, for Amazon OpenSearch Service, whose nodes are always asked with TLS.
 *
 * @param region of the domain, for instance eu-central-1
 * @param service es for a domain, aoss for a serverless collection
 */
public record AwsSigning(String region, String service) {
    public AwsSigning {
        if (region.isBlank()) throw new IllegalArgumentException("region is blank");
        if (!service.equals("es") && !service.equals("aoss")) {
            throw new IllegalArgumentException("service must be es or aoss: " + service);
        }
    }

    OpenSearchTransport transport(URI node, SdkHttpClient http, AwsCredentialsProvider credentials) {
        AwsSdk2TransportOptions options = AwsSdk2TransportOptions.builder()
                .setMapper(new JacksonJsonpMapper())
                .setCredentials(credentials)
                .build();
        return new AwsSdk2Transport(http, node.getAuthority(), service, Region.of(region), options);
    }
}
