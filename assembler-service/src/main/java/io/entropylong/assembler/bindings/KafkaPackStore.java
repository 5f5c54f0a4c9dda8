package io.entropylong.assembler.bindings;

import io.entropylong.assembler.pack.Filler;
import io.entropylong.assembler.pack.PackState;
import io.entropylong.assembler.pack.PackStore;
import io.entropylong.common.message.MessageCodec;
import io.entropylong.common.message.RootConcluded;
import io.entropylong.common.topic.TopicProvision;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/** Packing's memory in Kafka Streams stores: JSON, keyed run, run/ordinal and run/filler. */
final class KafkaPackStore implements PackStore {
    static final String STATES = "pack-states";
    static final String ROOTS = "pack-roots";

    private final KeyValueStore<String, byte[]> states;
    private final KeyValueStore<String, byte[]> roots;
    private final MessageCodec codec;

    KafkaPackStore(KeyValueStore<String, byte[]> states, KeyValueStore<String, byte[]> roots, MessageCodec codec) {
        this.states = states;
        this.roots = roots;
        this.codec = codec;
    }

    static Set<StoreBuilder<?>> builders() {
        return Set.of(builder(STATES), builder(ROOTS));
    }

    private static StoreBuilder<?> builder(String name) {
        // a unit may fill a whole sample: the changelog must take what the topics take
        Map<String, String> limits =
                Map.of(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(TopicProvision.MAX_RECORD_BYTES));
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(name), Serdes.String(), Serdes.ByteArray())
                .withLoggingEnabled(limits);
    }

    @Override
    public @Nullable PackState state(String run) {
        byte[] bytes = states.get(run);
        return bytes == null ? null : codec.decode(bytes, PackState.class);
    }

    @Override
    public void keepState(String run, PackState state) {
        states.put(run, codec.encode(state));
    }

    @Override
    public @Nullable RootConcluded root(String run, int ordinal) {
        byte[] bytes = roots.get(key(run, ordinal));
        return bytes == null ? null : codec.decode(bytes, RootConcluded.class);
    }

    @Override
    public List<Integer> ordinals(String run, int from) {
        List<Integer> ordinals = new ArrayList<>();
        // ':' is the character behind '9'
        try (KeyValueIterator<String, byte[]> entries = roots.range(key(run, from), entry(run, ":"))) {
            entries.forEachRemaining(entry -> ordinals.add(Integer.valueOf(entry.key.substring(run.length() + 1))));
        }
        return ordinals;
    }

    @Override
    public void keepRoot(RootConcluded root) {
        roots.put(key(root.facts().ref().run(), root.facts().ref().ordinal()), codec.encode(root));
    }

    @Override
    public void dropRoot(String run, int ordinal) {
        roots.delete(key(run, ordinal));
    }

    @Override
    public @Nullable Filler filler(String run) {
        byte[] bytes = roots.get(entry(run, "filler"));
        return bytes == null ? null : codec.decode(bytes, Filler.class);
    }

    @Override
    public void keepFiller(String run, Filler filler) {
        roots.put(entry(run, "filler"), codec.encode(filler));
    }

    @Override
    public void dropAll(String run) {
        List<String> keys = new ArrayList<>();
        // '0' is the character behind '/'
        try (KeyValueIterator<String, byte[]> entries = roots.range(run + '/', run + '0')) {
            while (entries.hasNext()) {
                KeyValue<String, byte[]> entry = entries.next();
                if (entry.key.startsWith(run + '/')) keys.add(entry.key);
            }
        }
        keys.forEach(roots::delete);
    }

    private static String key(String run, int ordinal) {
        return entry(run, String.format(Locale.ROOT, "%010d", ordinal));
    }

    private static String entry(String run, String name) {
        return run + '/' + name;
    }
}
