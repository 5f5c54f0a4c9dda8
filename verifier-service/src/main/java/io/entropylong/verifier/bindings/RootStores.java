package io.entropylong.verifier.bindings;

import io.entropylong.common.message.CandidatesRetrieved;
import io.entropylong.common.message.HighEntropyPosition;
import io.entropylong.common.message.MessageCodec;
import io.entropylong.common.message.RootProfiled;
import io.entropylong.verifier.verification.RootState;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of roots: their material, which is large, written once and deleted at the conclusion; and their state, which
 * is small and written once a wave. A concluded root leaves a marker of some twenty bytes.
 */
final class RootStores {
    private static final String STATES = "root-states";
    private static final String MATERIAL = "root-material";
    /** Sorts below every sign of a part's name, so that one root's entries are a range of their own. */
    private static final char BORDER = '\u0000';

    private final KeyValueStore<String, byte[]> states;
    private final KeyValueStore<String, byte[]> material;
    private final MessageCodec codec;

    RootStores(ProcessorContext<?, ?> context, MessageCodec codec) {
        this.states = context.getStateStore(STATES);
        this.material = context.getStateStore(MATERIAL);
        this.codec = codec;
    }

    static Set<StoreBuilder<?>> builders() {
        return Set.of(builder(STATES), builder(MATERIAL));
    }

    private static StoreBuilder<?> builder(String name) {
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(name), Serdes.String(), Serdes.ByteArray());
    }

    @Nullable
    RootState state(String root) {
        byte[] bytes = states.get(root);
        return bytes == null ? null : codec.decode(bytes, RootState.class);
    }

    /**
     * @return the bytes that it takes
     */
    int state(String root, RootState state) {
        byte[] bytes = codec.encode(state);
        states.put(root, bytes);
        return bytes.length;
    }

    /** Keeps of a profile what verification reads. */
    void profile(RootProfiled.Profile profile) {
        List<HighEntropyPosition> positions = profile.positions().stream()
                .map(position -> new HighEntropyPosition(
                        position.index(), position.entropy(), position.surprisal(), "", position.before()))
                .toList();
        RootProfiled.Profile slim = new RootProfiled.Profile(
                profile.ref(),
                profile.corpus(),
                profile.settings(),
                profile.model(),
                "",
                profile.tokens(),
                profile.mu(),
                profile.sigma(),
                profile.tau(),
                positions,
                profile.forwardTokens());
        material.putIfAbsent(profileKey(profile.ref().root()), codec.encode(slim));
    }

    RootProfiled.@Nullable Profile profile(String root) {
        byte[] bytes = material.get(profileKey(root));
        return bytes == null ? null : codec.decode(bytes, RootProfiled.Profile.class);
    }

    void part(CandidatesRetrieved part) {
        material.putIfAbsent(partKey(part.ref().root(), part.part()), codec.encode(part));
    }

    /** All parts of a root's candidates; null while one is missing. */
    @Nullable
    List<CandidatesRetrieved> parts(String root) {
        List<CandidatesRetrieved> parts = new ArrayList<>();
        int wanted = 1;
        for (int number = 0; number < wanted; number++) {
            byte[] bytes = material.get(partKey(root, number));
            if (bytes == null) return null;
            CandidatesRetrieved part = codec.decode(bytes, CandidatesRetrieved.class);
            wanted = part.parts();
            parts.add(part);
        }
        return parts;
    }

    /** Roots with material and without a terminal event. */
    List<String> open() {
        Set<String> roots = new LinkedHashSet<>();
        try (KeyValueIterator<String, byte[]> entries = material.all()) {
            while (entries.hasNext()) {
                String key = entries.next().key;
                roots.add(key.substring(0, key.indexOf(BORDER)));
            }
        }
        return List.copyOf(roots);
    }

    /**
     * Leaves of a root only that it is concluded.
     *
     * @return the bytes that its material took
     */
    long conclude(String root) {
        List<String> keys = new ArrayList<>();
        long bytes = 0;
        try (KeyValueIterator<String, byte[]> entries = material.range(root + BORDER, root + (char) (BORDER + 1))) {
            while (entries.hasNext()) {
                KeyValue<String, byte[]> entry = entries.next();
                keys.add(entry.key);
                bytes += entry.value.length;
            }
        }
        keys.forEach(material::delete);
        state(root, new RootState.Concluded());
        return bytes;
    }

    private static String profileKey(String root) {
        return root + BORDER + "profile";
    }

    private static String partKey(String root, int part) {
        return root + BORDER + "part-" + part;
    }
}
