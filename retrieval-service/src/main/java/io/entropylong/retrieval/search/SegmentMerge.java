package io.entropylong.retrieval.search;

import java.io.IOException;
import java.util.Map;
import org.opensearch.client.opensearch.OpenSearchClient;
import org.opensearch.client.opensearch.generic.Body;
import org.opensearch.client.opensearch.generic.Requests;
import org.opensearch.client.opensearch.generic.Response;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Merges an index to one segment as a task of the node, however long it takes. Asked for by the client's generic requests:
 * the typed answers insist on fields that a merge's task has not.
 */
final class SegmentMerge {
    private static final int NOT_FOUND = 404;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private SegmentMerge() {}

    static void run(SearchNode node, String index) {
        String request = "the merge of " + index;
        String task = node.ask(request, client -> start(client, index));
        boolean completed;
        do {
            completed = node.ask(request, client -> isCompleted(client, task));
        } while (!completed);
    }

    private static String start(OpenSearchClient client, String index) throws IOException {
        Map<String, String> query = Map.of("max_num_segments", "1", "wait_for_completion", "false");
        try (Response response = execute(client, "POST", "/" + index + "/_forcemerge", query)) {
            JsonNode task = body(response).path("task");
            if (!task.isString()) throw new IOException("status " + response.getStatus() + " and no task");
            return task.asString();
        }
    }

    /** Waits for up to a minute. */
    private static boolean isCompleted(OpenSearchClient client, String task) throws IOException {
        Map<String, String> query = Map.of("wait_for_completion", "true", "timeout", "60s");
        try (Response response = execute(client, "GET", "/_tasks/" + task, query)) {
            // a node forgets the tasks that have ended
            return response.getStatus() == NOT_FOUND
                    || body(response).path("completed").asBoolean();
        }
    }

    private static Response execute(OpenSearchClient client, String method, String path, Map<String, String> query)
            throws IOException {
        return client.generic()
                .execute(Requests.builder()
                        .method(method)
                        .endpoint(path)
                        .query(query)
                        .build());
    }

    private static JsonNode body(Response response) {
        return JSON.readTree(response.getBody().map(Body::bodyAsString).orElse("{}"));
    }
}
