package io.entropylong.retrieval.search;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.opensearch.client.opensearch.core.BulkRequest;
import org.opensearch.client.opensearch.core.BulkResponse;
import org.opensearch.client.opensearch.core.bulk.BulkOperation;
import org.opensearch.client.opensearch.core.bulk.BulkResponseItem;

/** Gathers writes to one index and sends them in requests of a few megabytes. Not thread-safe. */
final class BulkWriter implements AutoCloseable {
    private static final int FLUSH_CHARACTERS = 4_000_000;

    private final SearchNode node;
    private final String index;
    private final List<BulkOperation> operations = new ArrayList<>();
    private int characters;

    BulkWriter(SearchNode node, String index) {
        this.node = node;
        this.index = index;
    }

    /**
     * @param size about how many characters the source takes as JSON
     */
    void index(String id, Object source, int size) {
        operations.add(BulkOperation.of(
                operation -> operation.index(write -> write.id(id).document(source))));
        characters += size;
        if (characters > FLUSH_CHARACTERS) flush();
    }

    /** Changes some fields of what is there. */
    void update(String id, Map<String, ?> fields) {
        operations.add(BulkOperation.of(
                operation -> operation.update(update -> update.id(id).document(fields))));
    }

    void delete(String id) {
        operations.add(BulkOperation.of(operation -> operation.delete(delete -> delete.id(id))));
    }

    /** Sends what is left. */
    @Override
    public void close() {
        flush();
    }

    private void flush() {
        if (operations.isEmpty()) return;
        BulkRequest request = BulkRequest.of(bulk -> bulk.index(index).operations(List.copyOf(operations)));
        operations.clear();
        characters = 0;
        node.ask("writes to " + index, client -> {
            BulkResponse response = client.bulk(request);
            if (response.errors()) {
                for (BulkResponseItem item : response.items()) check(item);
            }
            return response;
        });
    }

    /**
     * @throws IOException when the write may succeed later, so that all are sent again
     */
    private void check(BulkResponseItem item) throws IOException {
        int status = item.status();
        // a passage that is to go may be gone
        if (status / 100 == 2 || status == 404) return;
        String reason = item.error() == null
                ? ""
                : item.error().type() + ": " + item.error().reason();
        String write = "the write of " + item.id() + " to " + index;
        if (SearchNode.isPassing(status, reason) || status / 100 == 5) throw new IOException(write + ": " + reason);
        throw new SearchRefusedException(write, status, reason);
    }
}
