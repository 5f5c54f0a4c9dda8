package io.entropylong.retrieval.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;

class AwsSigningTest {
    private static final URI DOMAIN = URI.create("https://search-books.eu-central-1.es.amazonaws.com");

    @Test
    void requestsAreSignedForRegionAndServiceAndSentWithTls() {
        Recording http = new Recording();
        try (SearchNode node = new SearchNode(new AwsSigning("eu-central-1", "es")
                .transport(
                        DOMAIN,
                        http,
                        StaticCredentialsProvider.create(AwsBasicCredentials.create("KEYID", "secret"))))) {
            long count = node.ask(
                    "the count", client -> client.count(of -> of.index("i")).count());

            assertThat(count).isEqualTo(3);
        }
        SdkHttpRequest request = http.requests.getFirst();
        assertThat(request.getUri().toString()).startsWith(DOMAIN + "/i/_count");
        assertThat(request.firstMatchingHeader("Authorization").orElse(""))
                .startsWith("AWS4-HMAC-SHA256 Credential=KEYID/")
                .contains("/eu-central-1/es/aws4_request", "Signature=")
                .doesNotContain("secret");
    }

    @Test
    void anotherServiceIsRefused() {
        assertThatThrownBy(() -> new AwsSigning("eu-central-1", "s3")).hasMessage("service must be es or aoss: s3");
    }

    /** Answers that three documents are there. */
    private static final class Recording implements SdkHttpClient {
        private final List<SdkHttpRequest> requests = new ArrayList<>();

        @Override
        public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
            requests.add(request.httpRequest());
            byte[] body = "{\"count\":3,\"_shards\":{\"total\":1,\"successful\":1,\"skipped\":0,\"failed\":0}}"
                    .getBytes(StandardCharsets.UTF_8);
            return new ExecutableHttpRequest() {
                @Override
                public HttpExecuteResponse call() {
                    return HttpExecuteResponse.builder()
                            .response(SdkHttpResponse.builder()
                                    .statusCode(200)
                                    .putHeader("Content-Type", "application/json")
                                    .build())
                            .responseBody(AbortableInputStream.create(new ByteArrayInputStream(body)))
                            .build();
                }

                @Override
                public void abort() {}
            };
        }

        @Override
        public void close() {}
    }
}
