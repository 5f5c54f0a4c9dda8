package io.entropylong.retrieval.search;

import java.util.ArrayList;
import java.util.List;
import org.opensearch.client.opensearch.core.BulkRequest;
import org.opensearch.client.opensearch.core.BulkResponse;
import org.opensearch.client.opensearch.core.bulk.BulkOperation;
import org.opensearch.client.opensearch.core.bulk.BulkResponseItem;

/** Gathers writes to one index and sends them in requests of a few megabytes. Not thread-safe. */
final class BulkWriter implements AutoCloseable {
    private static final int FLUSH_CHARACTERS = 4_000_000;
    private static final int TOO_MANY_REQUESTS = 429;

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
        BulkResponse response = node.ask("writes to " + index, client -> client.bulk(request));
        if (response.errors()) response.items().forEach(this::check);
    }

    private void check(BulkResponseItem item) {
        int status = item.status();
        // a passage that is to go may be gone
        if (status / 100 == 2 || status == 404) return;
        String reason = item.error() == null ? "" : String.valueOf(item.error().reason());
        String write = "the write of " + item.id() + " to " + index;
        if (status == TOO_MANY_REQUESTS || status / 100 == 5) {
            throw SearchNode.unavailable(write + ": " + reason, null);
        }
        throw new SearchRefusedException(write, status, reason);
    }
}
