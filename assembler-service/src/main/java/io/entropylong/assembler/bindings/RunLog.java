package io.entropylong.assembler.bindings;

import io.entropylong.assembler.catalog.RunDirectory;
import io.entropylong.common.message.MalformedMessageException;
import io.entropylong.common.message.MessageCodec;
import io.entropylong.common.message.RunPlanned;
import io.entropylong.common.message.RunRecorded;
import io.entropylong.common.topic.TopicProvision;
import io.entropylong.common.topic.Topics;
import io.entropylong.messaging.KafkaProperties;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * The runs and run-plans topics as a directory: before each answer it reads them to their end, so that every instance
 * answers alike and a packed sample's run is always known.
 */
@Component
class RunLog implements RunDirectory, DisposableBean {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final MessageCodec codec = new MessageCodec();
    private final Map<String, RunRecorded> runs = new TreeMap<>();
    private final Map<String, RunPlanned> plans = new TreeMap<>();
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final KafkaProducer<byte[], byte[]> producer;

    RunLog(KafkaProperties kafka) {
        consumer = new KafkaConsumer<>(
                kafka.clientSettings(Map.of(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed")),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        producer = new KafkaProducer<>(
                kafka.clientSettings(Map.of(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, TopicProvision.MAX_RECORD_BYTES)),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    @Override
    public synchronized @Nullable RunRecorded run(String name) {
        catchUp();
        return runs.get(name);
    }

    @Override
    public synchronized @Nullable RunPlanned plan(String name) {
        catchUp();
        return plans.get(name);
    }

    @Override
    public synchronized List<RunRecorded> all() {
        catchUp();
        return List.copyOf(runs.values());
    }

    @Override
    public synchronized void record(RunRecorded run) {
        byte[] key = run.run().getBytes(StandardCharsets.UTF_8);
        try {
            producer.send(new ProducerRecord<>(Topics.RUNS, key, codec.encode(run)))
                    .get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while recording run " + run.run(), e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("cannot record run " + run.run(), e.getCause());
        }
        runs.put(run.run(), run);
    }

    @Override
    public synchronized void destroy() {
        consumer.close();
        producer.close();
    }

    private void catchUp() {
        if (consumer.assignment().isEmpty()) {
            List<TopicPartition> partitions = List.of(Topics.RUNS, Topics.RUN_PLANS).stream()
                    .flatMap(topic -> consumer.partitionsFor(topic, PATIENCE).stream())
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
        }
        Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment(), PATIENCE);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            if (System.nanoTime() > deadline) throw new IllegalStateException("the broker does not give the runs");
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) read(record);
        }
    }

    private void read(ConsumerRecord<byte[], byte[]> record) {
        try {
            if (record.topic().equals(Topics.RUNS)) {
                RunRecorded run = codec.decode(record.value(), RunRecorded.class);
                runs.put(run.run(), run);
            } else {
                RunPlanned plan = codec.decode(record.value(), RunPlanned.class);
                plans.put(plan.run(), plan);
            }
        } catch (MalformedMessageException e) {
            // no run; packing sends the record to the dead letters
            return;
        }
    }
}
