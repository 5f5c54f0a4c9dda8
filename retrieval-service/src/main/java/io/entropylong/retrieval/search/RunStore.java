package io.entropylong.retrieval.search;

import io.entropylong.common.message.MessageCodec;
import io.entropylong.common.message.RunRecorded;
import io.entropylong.retrieval.run.StoredRun;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.opensearch.client.opensearch._types.Refresh;

/** The last record of each run, kept beside the corpora because roots are released long after it passed by. */
public final class RunStore {
    private static final int MAX_RUNS = 10_000;

    private final SearchNode node;
    private final MessageCodec codec;

    public RunStore(SearchNode node, MessageCodec codec) {
        this.node = node;
        this.codec = codec;
        Indexes.ensureRecords(node, Indexes.RUNS);
    }

    public Optional<StoredRun> find(String run) {
        RunSource source = node.ask("run " + run, client -> client.get(
                        get -> get.index(Indexes.RUNS).id(run), RunSource.class)
                .source());
        return Optional.ofNullable(source).map(this::stored);
    }

    /** The runs that go on over a corpus. */
    public List<RunRecorded> running(String corpus) {
        return node
                .ask(
                        "the runs",
                        client -> client.search(
                                search -> search.index(Indexes.RUNS).size(MAX_RUNS), RunSource.class))
                .hits()
                .hits()
                .stream()
                .map(hit -> stored(Objects.requireNonNull(hit.source())))
                .filter(run -> run.isRunning() && run.record().corpus().equals(corpus))
                .map(StoredRun::record)
                .sorted(Comparator.comparing(RunRecorded::run))
                .toList();
    }

    /** It is seen by {@link #running} at once. */
    public void put(StoredRun run) {
        String record = new String(codec.encode(run.record()), StandardCharsets.UTF_8);
        RunSource source = new RunSource(record, run.plannedBy());
        String id = run.record().run();
        node.ask(
                "the record of run " + id,
                client -> client.index(write ->
                        write.index(Indexes.RUNS).id(id).document(source).refresh(Refresh.True)));
    }

    private StoredRun stored(RunSource source) {
        byte[] record = source.record().getBytes(StandardCharsets.UTF_8);
        return new StoredRun(codec.decode(record, RunRecorded.class), source.plannedBy());
    }

    /**
     * @param record the message as JSON text
     * @param plannedBy place of the record that planned the run
     */
    private record RunSource(String record, String plannedBy) {}
}
