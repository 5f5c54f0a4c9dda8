package io.entropylong.common.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.entropylong.common.topic.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Records of each topic, kept in {@code messages/VERSION/TOPIC.KIND.json} as this codec once wrote them; their values are made
 * up. They stay as they are: a service has to read them for as long as a topic may hold such records. A new field needs a new
 * file beside the old ones.
 */
class MessageContractTest {
    private static final Path KEPT = Path.of("src/test/resources/messages");
    private static final Map<String, Class<?>> TYPES = Map.ofEntries(
            Map.entry(Topics.DOCUMENTS, DocumentSubmitted.class),
            Map.entry(Topics.RUNS, RunRecorded.class),
            Map.entry(Topics.RUN_PLANS, RunPlanned.class),
            Map.entry(Topics.ROOTS, RootSelected.class),
            Map.entry(Topics.PROFILES, RootProfiled.class),
            Map.entry(Topics.CANDIDATES, CandidatesRetrieved.class),
            Map.entry(Topics.SCORE_REQUESTS, ScoresRequested.class),
            Map.entry(Topics.SCORES, ContextsScored.class),
            Map.entry(Topics.UNITS, RootConcluded.class),
            Map.entry(Topics.SAMPLES, Packed.class),
            Map.entry(Topics.VOCABULARIES, Vocabulary.class));

    private final MessageCodec codec = new MessageCodec();

    static List<Path> kept() {
        try (Stream<Path> files = Files.walk(KEPT)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Nothing of what was written is missing, or has become something else, when it is written again. */
    @ParameterizedTest
    @MethodSource("kept")
    void aKeptRecordIsReadInFull(Path file) throws IOException {
        assertContains(writtenAgain(file), read(file), file.getFileName().toString());
    }

    @Test
    void everyFieldThatIsWrittenIsKept() throws IOException {
        for (String topic : Topics.ALL) {
            Set<String> kept = new TreeSet<>();
            Set<String> written = new TreeSet<>();
            for (Path file : kept(topic)) {
                addFields(read(file), "", kept);
                addFields(writtenAgain(file), "", written);
            }
            assertThat(kept).as("fields in the kept records of " + topic).isEqualTo(written);
        }
    }

    @Test
    void everyKindOfEachTopicIsKept() throws IOException {
        for (String topic : Topics.ALL) {
            StringBuilder kept = new StringBuilder();
            for (Path file : kept(topic)) kept.append(Files.readString(file));
            assertThat(kinds(topic)).as("kinds of " + topic).allSatisfy(kind -> assertThat(kept)
                    .contains("\"type\":\"" + kind.getSimpleName() + "\""));
            assertThat(kept).as("kept records of " + topic).isNotEmpty();
        }
    }

    @Test
    void whatIsWrittenBeginsWithItsVersion() {
        DocumentSubmitted document = new DocumentSubmitted("c", "d", "text", Map.of());

        byte[] written = codec.encode(document);

        assertThat(new String(written, StandardCharsets.UTF_8))
                .isEqualTo("{\"v\":1,\"corpus\":\"c\",\"id\":\"d\",\"text\":\"text\",\"metadata\":{}}");
        assertThat(codec.decode(written, DocumentSubmitted.class)).isEqualTo(document);
    }

    @Test
    void whatANewerServiceWroteIsNotMisreadButRefused() {
        byte[] newer = "{\"v\":2,\"corpus\":\"c\",\"text\":{}}".getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> codec.decode(newer, DocumentSubmitted.class))
                .isInstanceOf(MalformedMessageException.class)
                .hasMessage("DocumentSubmitted: version 2 is newer than 1, the newest that this service reads");
    }

    private JsonNode writtenAgain(Path file) throws IOException {
        Class<?> type = Objects.requireNonNull(TYPES.get(topic(file)), file.toString());
        return JsonMapper.shared().readTree(codec.encode(codec.decode(Files.readAllBytes(file), type)));
    }

    private static JsonNode read(Path file) throws IOException {
        return JsonMapper.shared().readTree(Files.readAllBytes(file));
    }

    private static void assertContains(JsonNode found, JsonNode kept, String place) {
        if (kept.isObject()) {
            kept.properties()
                    .forEach(field ->
                            assertContains(found.path(field.getKey()), field.getValue(), place + "." + field.getKey()));
        } else if (kept.isArray()) {
            assertThat(found.size()).as(place).isEqualTo(kept.size());
            for (int i = 0; i < kept.size(); i++) assertContains(found.path(i), kept.path(i), place + "[" + i + "]");
        } else {
            assertThat(found).as(place).isEqualTo(kept);
        }
    }

    private static void addFields(JsonNode node, String place, Set<String> fields) {
        if (node.isObject()) {
            node.properties().forEach(field -> {
                fields.add(place + "." + field.getKey());
                addFields(field.getValue(), place + "." + field.getKey(), fields);
            });
        } else if (node.isArray()) {
            node.forEach(element -> addFields(element, place + "[]", fields));
        }
    }

    /** Of a topic's messages and of what they are made of, those that say their kind. */
    private static List<Class<?>> kinds(String topic) {
        return switch (topic) {
            case Topics.PROFILES, Topics.UNITS, Topics.SAMPLES ->
                permitted(Objects.requireNonNull(TYPES.get(topic), topic));
            case Topics.SCORES -> permitted(ContextsScored.ContextScore.class);
            default -> List.of();
        };
    }

    private static List<Class<?>> permitted(Class<?> type) {
        return Arrays.asList(type.getPermittedSubclasses());
    }

    private static List<Path> kept(String topic) {
        return kept().stream().filter(file -> topic(file).equals(topic)).toList();
    }

    private static String topic(Path file) {
        String name = file.getFileName().toString();
        return name.substring(0, name.indexOf('.'));
    }
}
