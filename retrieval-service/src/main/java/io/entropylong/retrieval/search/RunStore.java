package io.entropylong.retrieval.search;

import io.entropylong.common.message.MessageCodec;
import io.entropylong.common.message.RunRecorded;
import io.entropylong.retrieval.run.StoredRun;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The last record of each run, kept beside the corpora because roots are released long after it passed by. */
public final class RunStore {
    private final SearchNode node;
    private final MessageCodec codec;

    public RunStore(SearchNode node, MessageCodec codec) {
        this.node = node;
        this.codec = codec;
        Indexes.ensureRecords(node, Indexes.RUNS);
    }

    public Optional<StoredRun> find(String run) {
        String path = Indexes.path(Indexes.RUNS, "_doc", run);
        SearchNode.Answer answer = node.send("GET", path, null);
        if (answer.isMissing()) return Optional.empty();
        JsonNode source = answer.ok(path).path("_source");
        byte[] record = source.path("record").asString().getBytes(StandardCharsets.UTF_8);
        return Optional.of(new StoredRun(
                codec.decode(record, RunRecorded.class),
                source.path("plannedBy").asString()));
    }

    public void put(StoredRun run) {
        ObjectNode json =
                node.object().put("record", codec.toJson(run.record())).put("plannedBy", run.plannedBy());
        String path = Indexes.path(Indexes.RUNS, "_doc", run.record().run());
        node.send("PUT", path, json).ok(path);
    }
}
