package io.entropylong.standalone;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The REST interface of one service, as JSON trees. Thread-safe. */
final class Api {
    private static final Duration TIMEOUT = Duration.ofMinutes(30);
    private static final Pattern NEXT = Pattern.compile("<([^>]+)>; rel=\"next\"");

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
    private final JsonMapper json = JsonMapper.builder().build();
    private final URI base;

    Api(URI base) {
        this.base = base;
    }

    URI base() {
        return base;
    }

    JsonNode get(String path) throws IOException, InterruptedException {
        return body(send(request(path).GET()));
    }

    /** All elements of a list, page by page. */
    List<JsonNode> list(String path) throws IOException, InterruptedException {
        List<JsonNode> elements = new ArrayList<>();
        String next = path;
        while (next != null) {
            HttpResponse<byte[]> page = send(request(next).GET());
            body(page).forEach(elements::add);
            next = page.headers()
                    .firstValue("Link")
                    .map(NEXT::matcher)
                    .filter(Matcher::find)
                    .map(link -> link.group(1))
                    .orElse(null);
        }
        return elements;
    }

    JsonNode post(String path, Object body) throws IOException, InterruptedException {
        return body(send(request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(json.writeValueAsBytes(body)))));
    }

    /**
     * Sends a stream as it is read, without a copy in memory; again when the server asks to come back later.
     *
     * @param note told when that is
     */
    JsonNode put(String path, Supplier<InputStream> body, Consumer<String> note)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = request(path)
                // a server that does not want it says so before it is sent
                .expectContinue(true)
                .header("Content-Type", "application/x-ndjson")
                .PUT(HttpRequest.BodyPublishers.ofInputStream(body));
        while (true) {
            try {
                return body(send(request));
            } catch (BusyServer e) {
                note.accept(
                        e.getMessage() + "; it is sent again in " + e.pause().toSeconds() + " s");
                Thread.sleep(e.pause());
            }
        }
    }

    static String segment(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(base.resolve(path)).timeout(TIMEOUT);
    }

    private HttpResponse<byte[]> send(HttpRequest.Builder builder) throws IOException, InterruptedException {
        HttpRequest request = builder.build();
        HttpResponse<byte[]> response;
        try {
            response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
        } catch (ConnectException e) {
            throw new UnreachableServer(
                    base + " does not answer: is 'entropylong serve' running, and the address right?");
        }
        if (response.statusCode() >= 400) {
            String failure = request.method() + " " + request.uri().getPath() + " gives " + response.statusCode() + ": "
                    + reason(new String(response.body(), StandardCharsets.UTF_8));
            if (response.statusCode() != BusyServer.STATUS) throw new UserError(failure);
            long seconds = response.headers().firstValueAsLong("Retry-After").orElse(10);
            throw new BusyServer(failure, Duration.ofSeconds(seconds));
        }
        return response;
    }

    private JsonNode body(HttpResponse<byte[]> response) {
        return response.body().length == 0 ? json.createObjectNode() : json.readTree(response.body());
    }

    /** What a problem says, with each field that is wrong; another body as it is. */
    private String reason(String body) {
        JsonNode problem;
        try {
            problem = json.readTree(body);
        } catch (JacksonException e) {
            return body;
        }
        String detail = problem.path("detail").asString("");
        if (detail.isEmpty()) return body;
        StringBuilder reason = new StringBuilder(detail);
        for (JsonNode error : problem.path("errors")) {
            String what = error.path("message").asString(error.path("reason").asString(""));
            reason.append(System.lineSeparator())
                    .append("  ")
                    .append(error.path("field").asString(""))
                    .append(' ');
            reason.append(what);
        }
        return reason.toString();
    }
}
