package io.entropylong.standalone;

import io.entropylong.common.topic.Topics;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import tools.jackson.databind.JsonNode;

/** What 'doctor' looks at on servers that it is told of. */
final class ServerChecks {
    private static final int PATIENCE_SECONDS = 10;

    private ServerChecks() {}

    /** Whether a broker answers, and whether the suite's topics are there. */
    static Check kafka(String bootstrapServers) throws InterruptedException {
        Map<String, Object> settings = Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                1000 * PATIENCE_SECONDS,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                1000 * PATIENCE_SECONDS / 2);
        try (Admin admin = Admin.create(settings)) {
            int nodes = admin.describeCluster()
                    .nodes()
                    .get(PATIENCE_SECONDS, TimeUnit.SECONDS)
                    .size();
            Set<String> missing = new TreeSet<>(Topics.ALL);
            missing.removeAll(admin.listTopics().names().get(PATIENCE_SECONDS, TimeUnit.SECONDS));
            String found = nodes + " brokers at " + bootstrapServers;
            return missing.isEmpty()
                    ? Check.ok("kafka", found + ", all topics are there")
                    : Check.warning(
                            "kafka",
                            found + ", topics missing: " + String.join(", ", missing),
                            "the first service that starts makes them");
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            String reason = e.getCause() == null
                    ? String.valueOf(e.getMessage())
                    : e.getCause().toString();
            return Check.failed(
                    "kafka",
                    bootstrapServers + " does not answer: " + reason,
                    "is the broker up, and the address right?");
        }
    }

    /** Whether a search node answers, of which version, and with k-NN. */
    static Check openSearch(URI node) throws InterruptedException {
        Api api = new Api(node);
        try {
            String version = api.get("/").at("/version/number").asString("unknown");
            boolean knn = false;
            for (JsonNode plugin : api.get("/_cat/plugins?format=json")) {
                knn |= plugin.path("component").asString("").equals("opensearch-knn");
            }
            String found = version + " at " + node;
            return knn
                    ? Check.ok("opensearch", found + ", with k-NN")
                    : Check.failed("opensearch", found + ", without k-NN", "install the plugin opensearch-knn");
        } catch (UserError | IOException e) {
            return Check.failed("opensearch", String.valueOf(e.getMessage()), "is the node up, and the address right?");
        }
    }

    /** Whether a service of the suite answers. */
    static Check service(String name, URI address, String path) throws InterruptedException {
        try {
            int size = new Api(address).get(path).size();
            return Check.ok(name, size + " at " + address);
        } catch (UserError | IOException e) {
            return Check.failed(
                    name, String.valueOf(e.getMessage()), "is 'entropylong serve' up, and the address right?");
        }
    }
}
