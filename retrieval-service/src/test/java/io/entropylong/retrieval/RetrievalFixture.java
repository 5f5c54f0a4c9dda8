package io.entropylong.retrieval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.entropylong.common.message.MessageCodec;
import io.entropylong.embedded.EmbeddedBroker;
import io.entropylong.embedded.EmbeddedSearchNode;
import io.entropylong.embedded.ServerHome;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.messaging.Message;
import org.springframework.messaging.support.MessageBuilder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The service with a broker and a search node of its own, and what tests ask of the three. */
final class RetrievalFixture implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final MessageCodec CODEC = new MessageCodec();
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final EmbeddedBroker broker;
    private final Path work;
    private EmbeddedSearchNode node;
    private final ConfigurableApplicationContext service;
    private final URI base;
    private final KafkaProducer<byte[], byte[]> producer;

    private RetrievalFixture(
            Path work, EmbeddedBroker broker, EmbeddedSearchNode node, ConfigurableApplicationContext service) {
        this.work = work;
        this.broker = broker;
        this.node = node;
        this.service = service;
        this.base = URI.create("http://127.0.0.1:" + service.getEnvironment().getRequiredProperty("local.server.port"));
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /**
     * @param settings of the service, as arguments
     */
    static RetrievalFixture start(Path work, String... settings) {
        EmbeddedBroker broker = EmbeddedBroker.start(ServerHome.find(), work.resolve("broker"));
        EmbeddedSearchNode node = EmbeddedSearchNode.start(ServerHome.find(), work.resolve("search"));
        List<String> arguments = new ArrayList<>(List.of(
                "--server.port=0",
                "--entropylong.kafka.bootstrap-servers=" + broker.bootstrapServers(),
                "--entropylong.retrieval.opensearch=" + node.uri()));
        arguments.addAll(List.of(settings));
        return new RetrievalFixture(
                work, broker, node, RetrievalServiceApplication.builder().run(arguments.toArray(String[]::new)));
    }

    @Override
    public void close() {
        producer.close();
        service.close();
        node.close();
        broker.close();
    }

    String bootstrapServers() {
        return broker.bootstrapServers();
    }

    void stopSearchNode() {
        node.close();
    }

    /** At its old address and with its old data. */
    void startSearchNode() {
        node = EmbeddedSearchNode.start(ServerHome.find(), work.resolve("search"));
    }

    /** The search node's own REST interface. */
    URI searchNode() {
        return node.uri();
    }

    <T> T bean(Class<T> type) {
        return service.getBean(type);
    }

    /** Hands records of one poll to a function of the service. */
    @SuppressWarnings("unchecked")
    void batch(String function, byte[]... values) {
        Consumer<Message<List<byte[]>>> bound = service.getBean(function, Consumer.class);
        bound.accept(MessageBuilder.withPayload(List.of(values)).build());
    }

    URI uri(String path) {
        return base.resolve(path);
    }

    /** A document as the search node gives it by name; {@code found} says whether it is there. */
    JsonNode stored(String corpus, String document) throws IOException, InterruptedException {
        String id = URLEncoder.encode(document, StandardCharsets.UTF_8);
        URI place = node.uri().resolve("/entropylong-documents-" + corpus + "/_doc/" + id);
        return JSON.readTree(HTTP.send(HttpRequest.newBuilder(place).build(), HttpResponse.BodyHandlers.ofString())
                .body());
    }

    JsonNode seal(String corpus) throws IOException, InterruptedException {
        assertThat(post("/v1/corpora/" + corpus + ":seal", "{}").statusCode()).isEqualTo(202);
        return await().atMost(PATIENCE).until(() -> get("/v1/corpora/" + corpus), now -> now.path("state")
                .asString()
                .equals("SEALED"));
    }

    JsonNode upload(String corpus, String file, byte[] content) throws IOException, InterruptedException {
        HttpResponse<String> response = put(corpus, file, content);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
        return JSON.readTree(response.body());
    }

    HttpResponse<String> put(String corpus, String file, byte[] content, String key)
            throws IOException, InterruptedException {
        return HTTP.send(
                HttpRequest.newBuilder(uri("/v1/corpora/" + corpus + "/files/" + file))
                        .header("Idempotency-Key", key)
                        .PUT(HttpRequest.BodyPublishers.ofByteArray(content))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> put(String corpus, String file, byte[] content) throws IOException, InterruptedException {
        return HTTP.send(
                HttpRequest.newBuilder(uri("/v1/corpora/" + corpus + "/files/" + file))
                        .PUT(HttpRequest.BodyPublishers.ofByteArray(content))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        return HTTP.send(
                HttpRequest.newBuilder(uri(path))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    JsonNode get(String path) throws IOException, InterruptedException {
        return JSON.readTree(HTTP.send(HttpRequest.newBuilder(uri(path)).build(), HttpResponse.BodyHandlers.ofString())
                .body());
    }

    void send(String topic, String key, byte[] value) throws InterruptedException, ExecutionException {
        producer.send(new ProducerRecord<>(topic, key.getBytes(StandardCharsets.UTF_8), value))
                .get();
    }

    <T> List<T> only(String topic, String keyStart, Class<T> type, int count) {
        return records(topic, keyStart, count).stream()
                .map(record -> CODEC.decode(record.value(), type))
                .toList();
    }

    /** Reads committed records from the topic's beginning until as many are there as wanted. */
    List<ConsumerRecord<byte[], byte[]>> records(String topic, String keyStart, int count) {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        broker.bootstrapServers(),
                        "group.id",
                        UUID.randomUUID().toString(),
                        "auto.offset.reset",
                        "earliest",
                        "isolation.level",
                        "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.subscribe(List.of(topic));
            List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
            await().atMost(PATIENCE).until(() -> {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                    if (new String(record.key(), StandardCharsets.UTF_8).startsWith(keyStart)) records.add(record);
                }
                return records.size() >= count;
            });
            return records;
        }
    }

    /** All records that are committed by now. */
    List<ConsumerRecord<byte[], byte[]>> committed(String topic, String keyStart) {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers(), "isolation.level", "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                    if (new String(record.key(), StandardCharsets.UTF_8).startsWith(keyStart)) records.add(record);
                }
            }
            return records;
        }
    }
}
