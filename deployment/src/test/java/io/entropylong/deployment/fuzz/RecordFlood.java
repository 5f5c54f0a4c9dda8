package io.entropylong.deployment.fuzz;

import io.entropylong.common.message.CandidatesRetrieved;
import io.entropylong.common.message.ContextsScored;
import io.entropylong.common.message.DocumentSubmitted;
import io.entropylong.common.message.MalformedMessageException;
import io.entropylong.common.message.MessageCodec;
import io.entropylong.common.message.Packed;
import io.entropylong.common.message.RootConcluded;
import io.entropylong.common.message.RootProfiled;
import io.entropylong.common.message.RootSelected;
import io.entropylong.common.message.RunPlanned;
import io.entropylong.common.message.RunRecorded;
import io.entropylong.common.message.ScoresRequested;
import io.entropylong.common.message.Vocabulary;
import io.entropylong.common.topic.TopicProvision;
import io.entropylong.common.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Records that nobody should send, made from a run's own.
 *
 * @param kafka the broker
 */
record RecordFlood(String kafka) {
    /** Of each topic. */
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

    /** What only services write, one to the other. */
    private static final List<String> INNER = List.of(
            Topics.ROOTS,
            Topics.PROFILES,
            Topics.CANDIDATES,
            Topics.SCORE_REQUESTS,
            Topics.SCORES,
            Topics.UNITS,
            Topics.SAMPLES);

    private static final MessageCodec CODEC = new MessageCodec();
    private static final int PATTERNS = 5;

    /** Sends so many records to each topic that are no messages. */
    void malformed(int count) throws InterruptedException, ExecutionException {
        try (KafkaProducer<byte[], byte[]> producer = producer()) {
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            for (String topic : Topics.ALL) {
                Mutations mutations = new Mutations(topic.hashCode());
                List<ConsumerRecord<byte[], byte[]>> patterns = patterns(topic);
                // compressed they are small, so the broker takes them
                sent.add(producer.send(new ProducerRecord<>(topic, bytes("large"), oversized("9"))));
                sent.add(producer.send(new ProducerRecord<>(topic, oversized("k"), bytes("no JSON"))));
                for (int i = 2; i < count; i++) {
                    ConsumerRecord<byte[], byte[]> pattern = mutations.of(patterns);
                    byte[] key = mutations.oneIn(20) ? mutations.noise() : pattern.key();
                    sent.add(producer.send(new ProducerRecord<>(topic, key, unreadable(topic, pattern, mutations))));
                }
            }
            for (Future<RecordMetadata> one : sent) one.get();
        }
    }

    /** Sends so many documents with a value somewhere that no sensible producer would write. */
    void absurdDocuments(String corpus, int count) throws InterruptedException, ExecutionException {
        Mutations mutations = new Mutations(count);
        Map<String, String> records = new LinkedHashMap<>();
        while (records.size() < count) {
            String id = "absurd-" + records.size();
            byte[] pattern = bytes("{\"corpus\":\"" + corpus + "\",\"id\":\"" + id
                    + "\",\"text\":\"Some words.\",\"metadata\":{\"k\":\"v\"},\"mine\":1}");
            byte[] value = mutations.replaceValue(pattern);
            if (isMessage(Topics.DOCUMENTS, value)) records.put(id, new String(value, StandardCharsets.UTF_8));
        }
        send(Topics.DOCUMENTS, records);
    }

    /**
     * Sends so many records to each topic inside the suite that can be read, but contradict each other: those of a run with a
     * value changed, in the name of another run.
     */
    void contradictory(String run, String other, int count) throws InterruptedException, ExecutionException {
        try (KafkaProducer<byte[], byte[]> producer = producer()) {
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            for (String topic : INNER) {
                Mutations mutations = new Mutations(topic.hashCode());
                List<ConsumerRecord<byte[], byte[]>> patterns = patterns(topic, run);
                for (int i = 0; i < count; i++) {
                    ConsumerRecord<byte[], byte[]> pattern = mutations.of(patterns);
                    byte[] changed = mutations.replaceValue(pattern.value());
                    while (!isMessage(topic, changed)) changed = mutations.replaceValue(pattern.value());
                    sent.add(producer.send(new ProducerRecord<>(
                            topic, renamed(pattern.key(), run, other), renamed(changed, run, other))));
                }
            }
            for (Future<RecordMetadata> one : sent) one.get();
        }
    }

    private List<ConsumerRecord<byte[], byte[]>> patterns(String topic, String run) {
        return read(topic).stream()
                .filter(record -> record.value() != null && isMessage(topic, record.value()))
                .filter(record -> new String(record.key(), StandardCharsets.UTF_8).matches(run + "(/.*)?"))
                .toList();
    }

    private static byte[] renamed(byte[] text, String run, String other) {
        return bytes(new String(text, StandardCharsets.UTF_8)
                .replaceAll("(^|\")" + run + "(?=/|-\\d|\"[,}]|$)", "$1" + other));
    }

    /** Sends records to a topic, value by key. */
    void send(String topic, Map<String, String> records) throws InterruptedException, ExecutionException {
        try (KafkaProducer<byte[], byte[]> producer = producer()) {
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            records.forEach(
                    (key, value) -> sent.add(producer.send(new ProducerRecord<>(topic, bytes(key), bytes(value)))));
            for (Future<RecordMetadata> one : sent) one.get();
        }
    }

    /** All records that count. */
    List<ConsumerRecord<byte[], byte[]>> read(String topic) {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", kafka, "isolation.level", "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
            while (partitions.stream().anyMatch(one -> consumer.position(one) < ends.getOrDefault(one, 0L))) {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
            }
            return records;
        }
    }

    /** The smallest messages of a topic. */
    private List<ConsumerRecord<byte[], byte[]>> patterns(String topic) {
        return read(topic).stream()
                .filter(record -> record.value() != null && isMessage(topic, record.value()))
                .sorted(Comparator.comparingInt(record -> record.value().length))
                .limit(PATTERNS)
                .toList();
    }

    private static byte[] unreadable(String topic, ConsumerRecord<byte[], byte[]> pattern, Mutations mutations) {
        byte[] spoilt = mutations.spoil(pattern.value());
        while (isMessage(topic, spoilt)) spoilt = mutations.spoil(pattern.value());
        return spoilt;
    }

    private static boolean isMessage(String topic, byte[] value) {
        try {
            return CODEC.decode(value, Objects.requireNonNull(TYPES.get(topic), topic)) != null;
        } catch (MalformedMessageException e) {
            return false;
        }
    }

    private KafkaProducer<byte[], byte[]> producer() {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                kafka,
                "compression.type",
                "zstd",
                "linger.ms",
                20,
                "buffer.memory",
                1L << 28,
                "max.request.size",
                1 << 26);
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private static byte[] oversized(String filling) {
        return bytes(filling.repeat(TopicProvision.MAX_RECORD_BYTES + (1 << 20)));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
