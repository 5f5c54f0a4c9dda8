package io.entropylong.benchmarks.scoring;

import io.entropylong.common.message.MessageCodec;
import io.entropylong.common.message.ScoresRequested;
import io.entropylong.common.topic.Topics;
import io.entropylong.embedded.EmbeddedBroker;
import io.entropylong.embedded.ServerHome;
import io.entropylong.entropy.EntropyServiceApplication;
import io.entropylong.entropy.scoring.Sequence;
import io.entropylong.entropy.scoring.TokenScorer;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The same passes through the bare engine and through the service with its topics, in turns and over one loaded model; the
 * best round of each counts.
 */
@Command(name = "scoring", mixinStandardHelpOptions = true)
public final class ScoringBenchmark implements Callable<Integer> {
    private static final int WORKERS = 2;
    private static final MessageCodec CODEC = new MessageCodec();

    @Option(names = "--sources", required = true, description = "a jar of Java sources")
    private Path sources = Path.of("");

    @Option(names = "--model", required = true)
    private Path model = Path.of("");

    @Option(names = "--cache", required = true, description = "converted models")
    private Path cache = Path.of("");

    @Option(names = "--work", required = true, description = "an empty folder")
    private Path work = Path.of("");

    @Option(names = "--roots", description = "requests of a round (default ${DEFAULT-VALUE})")
    private int roots = 8;

    @Option(names = "--rounds", description = "default ${DEFAULT-VALUE}")
    private int rounds = 3;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new ScoringBenchmark()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(ServerHome.find(), work.resolve("broker"));
                ConfigurableApplicationContext service = EntropyServiceApplication.builder()
                        .run(
                                "--entropylong.kafka.bootstrap-servers=" + broker.bootstrapServers(),
                                "--entropylong.entropy.model=" + model,
                                "--entropylong.entropy.model-cache=" + cache,
                                "--entropylong.entropy.workers=" + WORKERS,
                                "--server.port=0",
                                "--logging.level.root=WARN")) {
            TokenScorer scorer = service.getBean(TokenScorer.class);
            Workload workload = new Workload(sources, roots, scorer);
            List<Sequence> sequences = workload.sequences(scorer);
            double bare = Double.MAX_VALUE;
            double through = Double.MAX_VALUE;
            long bareBytes = Long.MAX_VALUE;
            long throughBytes = Long.MAX_VALUE;
            long tokens = 0;
            try (Exchange exchange = new Exchange(broker.bootstrapServers())) {
                for (int round = 0; round < rounds; round++) {
                    long allocated = allocated();
                    long started = System.nanoTime();
                    tokens = score(scorer, sequences);
                    bare = Math.min(bare, seconds(started));
                    bareBytes = Math.min(bareBytes, allocated() - allocated);
                    allocated = allocated();
                    started = System.nanoTime();
                    exchange.send(workload.requests());
                    exchange.await(roots);
                    through = Math.min(through, seconds(started));
                    throughBytes = Math.min(throughBytes, allocated() - allocated);
                }
            }
            System.out.printf(
                    Locale.ROOT,
                    "allocated on the heap: bare engine %d bytes a forward token, through the service %d%n",
                    bareBytes / tokens,
                    throughBytes / tokens);
            System.out.printf(
                    Locale.ROOT,
                    "scoring: %d passes of %d tokens on average; bare engine %.0f tokens/s, through the service %.0f tokens/s"
                            + " (%.1f %%)%n",
                    sequences.size(),
                    tokens / sequences.size(),
                    tokens / bare,
                    tokens / through,
                    100 * bare / through);
        }
        return 0;
    }

    /** Bytes that all threads have allocated so far. */
    private static long allocated() {
        return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean()).getTotalThreadAllocatedBytes();
    }

    private static double seconds(long started) {
        return (System.nanoTime() - started) / 1e9;
    }

    private static long score(TokenScorer scorer, List<Sequence> sequences) throws Exception {
        try (ExecutorService workers = Executors.newFixedThreadPool(WORKERS)) {
            List<Future<Integer>> passes = new ArrayList<>();
            for (Sequence sequence : sequences) {
                passes.add(workers.submit(
                        () -> scorer.score(List.of(sequence)).getFirst().forwardTokens()));
            }
            long tokens = 0;
            for (Future<Integer> pass : passes) tokens += pass.get();
            return tokens;
        }
    }

    /** Requests out, answers in. */
    private static final class Exchange implements AutoCloseable {
        private final KafkaProducer<byte[], byte[]> producer;
        private final KafkaConsumer<byte[], byte[]> consumer;

        Exchange(String bootstrapServers) {
            producer = new KafkaProducer<>(
                    Map.of("bootstrap.servers", bootstrapServers),
                    new ByteArraySerializer(),
                    new ByteArraySerializer());
            consumer = new KafkaConsumer<>(
                    Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed"),
                    new ByteArrayDeserializer(),
                    new ByteArrayDeserializer());
            List<TopicPartition> partitions = consumer.partitionsFor(Topics.SCORES).stream()
                    .map(partition -> new TopicPartition(Topics.SCORES, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
        }

        void send(List<ScoresRequested> requests) throws Exception {
            List<Future<?>> sent = new ArrayList<>();
            for (ScoresRequested request : requests) {
                sent.add(producer.send(new ProducerRecord<>(
                        Topics.SCORE_REQUESTS,
                        request.ref().root().getBytes(StandardCharsets.UTF_8),
                        CODEC.encode(request))));
            }
            for (Future<?> one : sent) one.get();
        }

        void await(int answers) {
            int arrived = 0;
            while (arrived < answers)
                arrived += consumer.poll(Duration.ofMillis(200)).count();
        }

        @Override
        public void close() {
            producer.close();
            consumer.close();
        }
    }
}
