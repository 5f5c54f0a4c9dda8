package io.entropylong.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ApiTest {
    private HttpServer server;
    private Api api;

    @BeforeEach
    void start() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
        api = new Api(URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/"));
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void whatABusyServerRefusesIsSentAgainWhenItSays() throws Exception {
        List<String> received = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        server.createContext("/file", exchange -> {
            received.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            boolean busy = received.size() < 3;
            byte[] body =
                    (busy ? "{\"detail\":\"9 documents wait\"}" : "{\"accepted\":1}").getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Retry-After", "0");
            exchange.sendResponseHeaders(busy ? 429 : 201, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });

        JsonNode report =
                api.put("/file", () -> new ByteArrayInputStream("a line".getBytes(StandardCharsets.UTF_8)), notes::add);

        assertThat(report.path("accepted").asInt()).isEqualTo(1);
        assertThat(received).containsExactly("a line", "a line", "a line");
        assertThat(notes)
                .hasSize(2)
                .allMatch(note -> note.endsWith("gives 429: 9 documents wait; it is sent again in 0 s"));
    }

    @Test
    void aListIsReadToItsLastPage() throws Exception {
        server.createContext("/names", exchange -> {
            boolean first = exchange.getRequestURI().getQuery() == null;
            if (first) exchange.getResponseHeaders().add("Link", "</names?limit=2&cursor=Yw>; rel=\"next\"");
            byte[] body = (first ? "[\"a\",\"b\"]" : "[\"c\"]").getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });

        assertThat(api.list("/names")).extracting(JsonNode::asString).containsExactly("a", "b", "c");
    }
}
