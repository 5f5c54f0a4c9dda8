package io.entropylong.deployment.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.entropylong.deployment.Project;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Every operation of an interface, asked with hostile names, parameters, headers and bodies.
 *
 * @param base of the service
 * @param document its OpenAPI document in docs/api
 * @param readable names that are there, by path variable; only asked for
 * @param writable names that may be changed and deleted, by path variable
 */
record RequestFlood(String base, String document, Map<String, String> readable, Map<String, String> writable) {
    private static final int AT_A_TIME = 8;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Pattern VARIABLE = Pattern.compile("\\{(\\w+)}");
    private static final Set<String> METHODS = Set.of("get", "post", "put", "delete", "patch");
    private static final List<byte[]> BODIES = List.of(
            bytes(
                    "{\"run\":\"r\",\"corpus\":\"fuzz\",\"settings\":{\"topK\":4,\"maxRoots\":1,\"epsilon\":0.4,\"formats\":[\"mds\"]}}"),
            bytes("{\"name\":\"fuzz\",\"passageTokens\":128}"),
            bytes("{\"uri\":\"file:///etc/passwd\",\"name\":\"f.jsonl\"}"),
            bytes(
                    "{\"id\":\"a\",\"text\":\"some words\",\"metadata\":{\"k\":\"v\"}}\n{\"id\":\"b\",\"text\":\"others\"}\n"));
    private static final List<String> TYPES = List.of(
            "application/json",
            "application/json",
            "application/octet-stream",
            "application/x-ndjson",
            "text/plain",
            "multipart/form-data",
            "application/x-www-form-urlencoded",
            "application/json; charset=utf-16",
            "no/such/type");
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();

    /**
     * @param method in capitals
     * @param path with variables in braces
     * @param parameters names of those in the query
     * @param headers names of those that are described
     */
    private record Operation(String method, String path, List<String> parameters, List<String> headers) {}

    /**
     * @param count requests for each operation
     * @return what was answered by a fault of the service, or not at all
     */
    List<String> faults(int count) throws InterruptedException {
        Queue<String> faults = new ConcurrentLinkedQueue<>();
        for (Operation operation : operations()) {
            try (ExecutorService workers = Executors.newFixedThreadPool(AT_A_TIME)) {
                for (int worker = 0; worker < AT_A_TIME; worker++) {
                    Mutations mutations = new Mutations(operation.hashCode() * 31L + worker);
                    workers.execute(() -> {
                        for (int i = 0; i < count / AT_A_TIME; i++) ask(operation, mutations, faults);
                    });
                }
                workers.shutdown();
                assertThat(workers.awaitTermination(20, TimeUnit.MINUTES))
                        .as("%s", operation)
                        .isTrue();
            }
        }
        return List.copyOf(faults);
    }

    private void ask(Operation operation, Mutations mutations, Queue<String> faults) {
        HttpRequest request = request(operation, mutations);
        try {
            int status = CLIENT.send(request, BodyHandlers.discarding()).statusCode();
            if (status >= 500) faults.add(status + " " + request.method() + " " + request.uri());
        } catch (HttpTimeoutException e) {
            faults.add("no answer: " + request.method() + " " + request.uri());
        } catch (IOException hungUp) {
            // a server may do so with what it does not want to read; that it still serves is asked afterwards
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private HttpRequest request(Operation operation, Mutations mutations) {
        Map<String, String> known = operation.method().equals("GET") ? readable : writable;
        String path = VARIABLE.matcher(operation.path()).replaceAll(variable -> {
            String there = known.get(variable.group(1));
            return Matcher.quoteReplacement(encoded(there == null || mutations.oneIn(3) ? mutations.name() : there));
        });
        List<String> query = new ArrayList<>();
        for (String parameter : operation.parameters()) {
            if (!mutations.oneIn(3)) query.add(parameter + "=" + encoded(mutations.name()));
        }
        if (!query.isEmpty()) path += "?" + String.join("&", query);
        byte[] body = mutations.spoil(mutations.of(BODIES));
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .timeout(PATIENCE)
                .header("Content-Type", mutations.of(TYPES))
                .method(operation.method(), HttpRequest.BodyPublishers.ofByteArray(body));
        for (String header : operation.headers()) {
            if (mutations.oneIn(2))
                request.header(header, mutations.of(List.of("k".repeat(3000), "-1", "gzip", "zstd", "\"")));
        }
        if (mutations.oneIn(4)) request.header("Accept", mutations.of(List.of("image/png", "text/event-stream", "/")));
        if (mutations.oneIn(4)) request.header("If-None-Match", mutations.of(List.of("\"\\\"", "*", "W/")));
        if (mutations.oneIn(4)) request.header("Range", mutations.of(List.of("bytes=9-1", "bytes=-99999999999", "x")));
        return request.build();
    }

    private List<Operation> operations() {
        Path file = Project.file("docs/api/" + document);
        List<Operation> operations = new ArrayList<>();
        JsonMapper.shared().readTree(file.toFile()).path("paths").properties().forEach(path -> path.getValue()
                .properties()
                .forEach(operation -> {
                    if (METHODS.contains(operation.getKey())) {
                        JsonNode parameters = operation.getValue().path("parameters");
                        operations.add(new Operation(
                                operation.getKey().toUpperCase(Locale.ROOT),
                                path.getKey(),
                                names(parameters, "query"),
                                names(parameters, "header")));
                    }
                }));
        assertThat(operations).as(document).isNotEmpty();
        return operations;
    }

    private static List<String> names(JsonNode parameters, String where) {
        return parameters
                .valueStream()
                .filter(parameter -> parameter.path("in").asString().equals(where))
                .map(parameter -> parameter.path("name").asString())
                .toList();
    }

    private static String encoded(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
