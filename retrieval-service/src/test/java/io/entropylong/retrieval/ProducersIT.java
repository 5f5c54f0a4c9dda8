package io.entropylong.retrieval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Runs the producers of docs/corpora.md as they stand there; each must bring its documents into the index. */
@SuppressWarnings("NullAway.Init") // set before all tests
class ProducersIT {
    private static final Path PAGE = Path.of("../docs/corpora.md");

    @TempDir
    static Path work;

    private static RetrievalFixture fixture;

    @BeforeAll
    static void start() throws Exception {
        fixture = RetrievalFixture.start(work);
        assertThat(fixture.post("/v1/corpora", "{\"name\":\"books\"}").statusCode())
                .isEqualTo(201);
    }

    @AfterAll
    static void stop() {
        if (fixture != null) fixture.close();
    }

    @Test
    void confluentKafkaInPython() throws Exception {
        String python = Program.PYTHON.require();
        Path script = Files.writeString(work.resolve("producer.py"), block("python"));

        Program.run(work.resolve("python.log"), kafka(), python, script.toString());

        awaitDocument("python/1");
        awaitDocument("python/2");
    }

    @Test
    void kafkaClientsInJava() throws Exception {
        Path source = Files.writeString(work.resolve("SendDocuments.java"), block("java"));
        String java = Path.of(System.getProperty("java.home"), "bin/java").toString();

        Program.run(
                work.resolve("java.log"),
                kafka(),
                java,
                "--class-path",
                System.getProperty("java.class.path"),
                source.toString());

        awaitDocument("java/1");
    }

    @Test
    void aLineOfKcat() throws Exception {
        Program.KCAT.require();

        Program.run(work.resolve("kcat.log"), kafka(), "sh", "-euc", block("sh"));

        awaitDocument("kcat/1");
    }

    private static Map<String, String> kafka() {
        return Map.of("KAFKA", fixture.bootstrapServers());
    }

    private static String block(String language) throws IOException {
        Matcher block =
                Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(PAGE));
        assertThat(block.find()).as("%s has a block of %s", PAGE, language).isTrue();
        return block.group(1);
    }

    private static void awaitDocument(String id) {
        await().atMost(RetrievalFixture.PATIENCE).untilAsserted(() -> {
            JsonNode found = fixture.stored("books", id);
            assertThat(found.path("found").asBoolean()).as(id).isTrue();
        });
    }
}
