package io.entropylong.retrieval.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A node that gives the answers of the list, one after the other. */
@SuppressWarnings("NullAway.Init") // set before each test
class SearchNodeTest {
    private static final Answer THREE =
            new Answer(200, "{\"count\":3,\"_shards\":{\"total\":1,\"successful\":1,\"skipped\":0,\"failed\":0}}");

    private final Deque<Answer> answers = new ArrayDeque<>();
    private HttpServer server;
    private SearchNode node;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            Answer answer = answers.remove();
            byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(answer.status(), body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        node = new SearchNode(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort()));
    }

    @AfterEach
    void stop() {
        node.close();
        server.stop(0);
    }

    @Test
    void anOverloadedOrBlockedNodeIsAskedAgain() {
        answers.addAll(
                List.of(error(429, "rejected_execution_exception"), error(403, "cluster_block_exception"), THREE));

        assertThat(count()).isEqualTo(3);
        assertThat(answers).isEmpty();
    }

    @Test
    void aRefusalIsFinal() {
        answers.addAll(List.of(error(400, "mapper_parsing_exception"), THREE));

        assertThatThrownBy(this::count)
                .isInstanceOf(SearchRefusedException.class)
                .hasMessageContaining("the count")
                .hasMessageContaining("400")
                .hasMessageContaining("mapper_parsing_exception");
        assertThat(answers).hasSize(1);
    }

    @Test
    void aNodeThatIsAwayIsNamedAndMayBeAskedLater() {
        server.stop(0);

        assertThatThrownBy(this::count)
                .isInstanceOf(SearchUnavailableException.class)
                .hasMessageContaining("the search node does not answer: the count");
    }

    private long count() {
        return node.ask(
                "the count", client -> client.count(count -> count.index("i")).count());
    }

    private static Answer error(int status, String type) {
        return new Answer(
                status,
                "{\"error\":{\"root_cause\":[],\"type\":\"" + type + "\",\"reason\":\"for the test\"},\"status\":"
                        + status + "}");
    }

    private record Answer(int status, String body) {}
}
