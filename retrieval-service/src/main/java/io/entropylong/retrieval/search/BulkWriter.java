package io.entropylong.retrieval.search;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Gathers writes to one index and sends them in requests of a few megabytes. Not thread-safe. */
final class BulkWriter implements AutoCloseable {
    private static final int FLUSH_CHARACTERS = 4_000_000;
    private static final int TOO_MANY_REQUESTS = 429;

    private final SearchNode node;
    private final String index;
    private final StringBuilder lines = new StringBuilder();

    BulkWriter(SearchNode node, String index) {
        this.node = node;
        this.index = index;
    }

    void index(String id, ObjectNode source) {
        ObjectNode action = node.object();
        action.putObject("index").put("_id", id);
        add(action);
        add(source);
        if (lines.length() > FLUSH_CHARACTERS) flush();
    }

    void delete(String id) {
        ObjectNode action = node.object();
        action.putObject("delete").put("_id", id);
        add(action);
    }

    /** Sends what is left. */
    @Override
    public void close() {
        flush();
    }

    private void add(ObjectNode line) {
        lines.append(node.json(line)).append('\n');
    }

    private void flush() {
        if (lines.isEmpty()) return;
        JsonNode answer = node.sendLines("/" + index + "/_bulk", lines.toString());
        lines.setLength(0);
        if (!answer.path("errors").asBoolean()) return;
        for (JsonNode item : answer.path("items")) {
            for (JsonNode result : item) check(result);
        }
    }

    private void check(JsonNode result) {
        int status = result.path("status").asInt();
        // a passage that is to go may be gone
        if (status / 100 == 2 || status == 404) return;
        String problem = index + " did not take " + result.path("_id").asString() + ": " + result.path("error");
        if (status == TOO_MANY_REQUESTS || status / 100 == 5) throw new SearchUnavailableException(problem, null);
        throw new IllegalStateException(problem);
    }
}
