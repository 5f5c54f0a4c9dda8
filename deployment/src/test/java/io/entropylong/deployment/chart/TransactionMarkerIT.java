package io.entropylong.deployment.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.entropylong.embedded.EmbeddedBroker;
import io.entropylong.embedded.ServerHome;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Why the autoscaler starts nothing for a lag of one record in each partition. */
class TransactionMarkerIT {
    private static final TopicPartition PARTITION = new TopicPartition("roots", 0);

    @TempDir
    Path folder;

    @Test
    void aGroupThatHasReadEverythingLagsByTheMarkerOfTheLastTransaction() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(ServerHome.find(), folder);
                Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(PARTITION.topic(), 1, (short) 1)))
                    .all()
                    .get();
            write(broker.bootstrapServers());
            readAll(broker.bootstrapServers());

            OffsetAndMetadata committed = Objects.requireNonNull(admin.listConsumerGroupOffsets("readers")
                    .partitionsToOffsetAndMetadata()
                    .get()
                    .get(PARTITION));
            long end = admin.listOffsets(Map.of(PARTITION, OffsetSpec.latest()))
                    .partitionResult(PARTITION)
                    .get()
                    .offset();
            assertThat(end - committed.offset()).isEqualTo(1);
        }
    }

    private static void write(String servers) throws Exception {
        Map<String, Object> settings =
                new HashMap<>(Map.of("bootstrap.servers", servers, "transactional.id", "writer"));
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            for (int i = 0; i < 3; i++)
                producer.send(new ProducerRecord<>(PARTITION.topic(), "root-" + i))
                        .get();
            producer.commitTransaction();
        }
    }

    /** Commits what stands behind the last record, in a transaction, as the services do. */
    private static void readAll(String servers) {
        Map<String, Object> reading = Map.of(
                "bootstrap.servers", servers,
                "group.id", "readers",
                "auto.offset.reset", "earliest",
                "enable.auto.commit", "false",
                "isolation.level", "read_committed");
        Map<String, Object> writing = Map.of("bootstrap.servers", servers, "transactional.id", "reader");
        try (KafkaConsumer<String, String> consumer =
                        new KafkaConsumer<>(reading, new StringDeserializer(), new StringDeserializer());
                KafkaProducer<String, String> producer =
                        new KafkaProducer<>(writing, new StringSerializer(), new StringSerializer())) {
            consumer.subscribe(List.of(PARTITION.topic()));
            producer.initTransactions();
            long next = 0;
            while (next < 3) {
                for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofSeconds(1)))
                    next = record.offset() + 1;
            }
            producer.beginTransaction();
            producer.sendOffsetsToTransaction(Map.of(PARTITION, new OffsetAndMetadata(next)), consumer.groupMetadata());
            producer.commitTransaction();
        }
    }
}
