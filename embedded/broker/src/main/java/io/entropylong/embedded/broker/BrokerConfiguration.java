package io.entropylong.embedded.broker;

import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;

/** The settings of a one-node cluster: every replica is the only one, and nothing is ever deleted by age. */
record BrokerConfiguration(Path logs, int clientPort, int controllerPort) {
    static final int NODE_ID = 1;
    static final String CONTROLLER_LISTENER = "CONTROLLER";

    /** The name of the listener for clients, whatever protocol it speaks. */
    static final String CLIENT_LISTENER = "CLIENT";

    private static final int LARGEST_MESSAGE_BYTES = 16 << 20;

    Properties toProperties() {
        String client = CLIENT_LISTENER + "://127.0.0.1:" + clientPort;
        Properties properties = new Properties();
        properties.putAll(Map.of(
                "process.roles",
                "broker,controller",
                "node.id",
                Integer.toString(NODE_ID),
                "controller.quorum.voters",
                NODE_ID + "@127.0.0.1:" + controllerPort,
                "listeners",
                client + "," + CONTROLLER_LISTENER + "://127.0.0.1:" + controllerPort,
                "advertised.listeners",
                client,
                "controller.listener.names",
                CONTROLLER_LISTENER,
                "listener.security.protocol.map",
                CLIENT_LISTENER + ":PLAINTEXT," + CONTROLLER_LISTENER + ":PLAINTEXT",
                "inter.broker.listener.name",
                CLIENT_LISTENER,
                "log.dirs",
                logs.toString()));
        properties.putAll(Map.of(
                "default.replication.factor", "1",
                "min.insync.replicas", "1",
                "offsets.topic.replication.factor", "1",
                "offsets.topic.num.partitions", "4",
                "transaction.state.log.replication.factor", "1",
                "transaction.state.log.min.isr", "1",
                "transaction.state.log.num.partitions", "4"));
        properties.putAll(Map.of(
                "auto.create.topics.enable",
                "false",
                "group.initial.rebalance.delay.ms",
                "0",
                "message.max.bytes",
                Integer.toString(LARGEST_MESSAGE_BYTES),
                "replica.fetch.max.bytes",
                Integer.toString(LARGEST_MESSAGE_BYTES),
                "log.retention.ms",
                "-1",
                // The default of 128 MiB is a third of this JVM's heap.
                "log.cleaner.dedupe.buffer.size",
                Integer.toString(LARGEST_MESSAGE_BYTES)));
        return properties;
    }
}
