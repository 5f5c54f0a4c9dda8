package io.entropylong.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ServeIT {
    private static final Pattern ADDRESS = Pattern.compile("^(corpora|runs|kafka|pages) (\\S+)$", Pattern.MULTILINE);

    private Path folder;

    @BeforeEach
    void emptyFolder() throws IOException {
        folder = WorkFolder.empty("serve");
    }

    @Test
    void everythingIsUpAtThePrintedAddressesUntilTheCommandIsInterrupted() throws Exception {
        Command serve = Command.start(
                folder.resolve("output.txt"),
                List.of("serve", "--data-dir", folder.resolve("data").toString()));
        try (HttpClient http = HttpClient.newHttpClient()) {
            await().atMost(Duration.ofMinutes(2))
                    .until(() -> addresses(serve.output()).size() == 4
                            || !serve.process().isAlive());
            Map<String, String> addresses = addresses(serve.output());
            assertThat(addresses).as(serve.output()).hasSize(4);

            assertThat(status(http, named(addresses, "pages"))).isEqualTo(200);
            Path documents = Files.writeString(
                    folder.resolve("documents.jsonl"), "{\"id\": \"a\", \"text\": \"A river bends.\"}\nno document\n");
            String data = folder.resolve("data").toString();
            assertThat(EntropyLong.execute("corpus", "add", "books", documents.toString(), "--data-dir", data))
                    .as("one record is rejected")
                    .isEqualTo(3);
            assertThat(EntropyLong.execute("corpus", "ls", "--data-dir", data)).isZero();
            assertThat(EntropyLong.execute("runs", "ls", "-o", "json", "--data-dir", data))
                    .isZero();
            assertThat(EntropyLong.execute("runs", "status", "none", "--data-dir", data))
                    .isEqualTo(1);
            assertThat(EntropyLong.execute("dlt", "list", "--data-dir", data)).isZero();
            assertThat(EntropyLong.execute(
                            "doctor", "--kafka", named(addresses, "kafka"), "--corpora", named(addresses, "corpora")))
                    .isZero();
            assertThat(status(http, addresses.get("corpora") + "/v1/corpora")).isEqualTo(200);
            assertThat(status(http, addresses.get("runs") + "/v1/runs")).isEqualTo(200);
            try (Admin kafka = Admin.create(Map.of("bootstrap.servers", addresses.get("kafka")))) {
                assertThat(kafka.listTopics().names().get()).contains("documents", "units");
            }
        } finally {
            serve.interrupt();
        }
        assertThat(serve.process().waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(serve.process().exitValue()).as(serve.output()).isEqualTo(130);
    }

    private static Map<String, String> addresses(String output) {
        return ADDRESS.matcher(output)
                .results()
                .collect(Collectors.toMap(match -> match.group(1), (MatchResult match) -> match.group(2)));
    }

    private static String named(Map<String, String> addresses, String name) {
        return Objects.requireNonNull(addresses.get(name), name);
    }

    private static int status(HttpClient http, String uri) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(uri)).build();
        return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }
}
