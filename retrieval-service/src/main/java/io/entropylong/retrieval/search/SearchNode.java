package io.entropylong.retrieval.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.client5.http.nio.AsyncClientConnectionManager;
import org.apache.hc.client5.http.ssl.ClientTlsStrategyBuilder;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.message.BasicHeader;
import org.opensearch.client.json.jackson3.JacksonJsonpMapper;
import org.opensearch.client.opensearch.OpenSearchClient;
import org.opensearch.client.opensearch._types.OpenSearchException;
import org.opensearch.client.transport.OpenSearchTransport;
import org.opensearch.client.transport.httpclient5.ApacheHttpClient5TransportBuilder;
import org.opensearch.client.transport.httpclient5.ResponseException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

/**
 * An OpenSearch node or cluster behind its official client. Every request here may be repeated without harm, and is while
 * the node cannot be reached. Thread-safe.
 */
public final class SearchNode implements AutoCloseable {
    /** A search that needs a missing native library never answers, so every request has an end. */
    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    private static final int ATTEMPTS = 5;
    private static final Set<Integer> OVERLOADED = Set.of(429, 502, 503, 504);
    private static final int FORBIDDEN = 403;
    private static final String BLOCK = "cluster_block_exception";

    private static final Logger log = LoggerFactory.getLogger(SearchNode.class);

    private final OpenSearchTransport transport;
    private final OpenSearchClient client;

    /**
     * @param node root of the REST interface, for instance http://127.0.0.1:9200
     */
    public SearchNode(URI node) {
        this(node, SearchAccess.OPEN);
    }

    /**
     * @param node root of the REST interface, for instance https://opensearch:9200
     */
    public SearchNode(URI node, SearchAccess access) {
        this(transport(node, access));
    }

    SearchNode(OpenSearchTransport transport) {
        this.transport = transport;
        this.client = new OpenSearchClient(transport);
    }

    private static OpenSearchTransport transport(URI node, SearchAccess access) {
        AwsSigning signing = access.signing();
        if (signing != null) {
            SdkHttpClient http =
                    UrlConnectionHttpClient.builder().socketTimeout(TIMEOUT).build();
            return signing.transport(
                    node, http, DefaultCredentialsProvider.builder().build());
        }
        ApacheHttpClient5TransportBuilder builder = ApacheHttpClient5TransportBuilder.builder(HttpHost.create(node))
                .setMapper(new JacksonJsonpMapper())
                .setRequestConfigCallback(
                        request -> request.setResponseTimeout(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS));
        String authorization = access.authorization();
        if (!authorization.isEmpty()) {
            builder.setDefaultHeaders(new Header[] {new BasicHeader(HttpHeaders.AUTHORIZATION, authorization)});
        }
        SSLContext trust = access.trust();
        if (trust != null) {
            builder.setHttpClientConfigCallback(http -> http.setConnectionManager(trusting(trust)));
        }
        return builder.build();
    }

    private static AsyncClientConnectionManager trusting(SSLContext trust) {
        return PoolingAsyncClientConnectionManagerBuilder.create()
                .setTlsStrategy(
                        ClientTlsStrategyBuilder.create().setSslContext(trust).buildAsync())
                .setMaxConnPerRoute(ApacheHttpClient5TransportBuilder.DEFAULT_MAX_CONN_PER_ROUTE)
                .setMaxConnTotal(ApacheHttpClient5TransportBuilder.DEFAULT_MAX_CONN_TOTAL)
                .build();
    }

    /**
     * @param request what is asked, for instance "the texts of corpus c": it stands in errors
     * @return the answer, also when it is that a document is not there
     * @throws SearchUnavailableException when the node does not answer after several tries
     * @throws SearchRefusedException when it refuses the request
     */
    <T> T ask(String request, Question<T> question) {
        String problem = "";
        Exception cause = null;
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            try {
                if (attempt > 0) log.warn("{} is tried again: {}", request, problem);
                if (attempt > 0) Thread.sleep(Duration.ofMillis(200L << attempt));
                return question.put(client);
            } catch (ResponseException e) {
                refuse(request, e.status(), e);
                problem = "status " + e.status();
                cause = e;
            } catch (OpenSearchException e) {
                refuse(request, e.status(), e);
                problem = "status " + e.status();
                cause = e;
            } catch (IOException e) {
                problem = String.valueOf(e.getMessage());
                cause = e;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new SearchUnavailableException(request + " was interrupted", e);
            }
        }
        throw new SearchUnavailableException("the search node does not answer: " + request + ": " + problem, cause);
    }

    private static void refuse(String request, int status, Exception cause) {
        if (!isPassing(status, String.valueOf(cause.getMessage()))) {
            throw new SearchRefusedException(request, status, cause);
        }
    }

    /** Whether the same request may succeed later: the node is overloaded, or blocks writes because its disk is full. */
    static boolean isPassing(int status, String reason) {
        return OVERLOADED.contains(status) || (status == FORBIDDEN && reason.contains(BLOCK));
    }

    @Override
    public void close() {
        try {
            transport.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A request to the client. */
    @FunctionalInterface
    interface Question<T> {
        T put(OpenSearchClient client) throws IOException;
    }
}
