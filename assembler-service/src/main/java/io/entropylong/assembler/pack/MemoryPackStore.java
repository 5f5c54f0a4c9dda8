package io.entropylong.assembler.pack;

import io.entropylong.common.message.RootConcluded;
import io.entropylong.common.message.RootRef;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Keeps everything in memory, for a run that is packed in one go. Not thread-safe. */
public final class MemoryPackStore implements PackStore {
    private final Map<String, PackState> states = new HashMap<>();
    final Map<String, RootConcluded> roots = new HashMap<>();
    private final Map<String, Filler> fillers = new HashMap<>();

    @Override
    public @Nullable PackState state(String run) {
        return states.get(run);
    }

    @Override
    public void keepState(String run, PackState state) {
        states.put(run, state);
    }

    @Override
    public @Nullable RootConcluded root(String run, int ordinal) {
        return roots.get(run + "/" + ordinal);
    }

    @Override
    public List<Integer> ordinals(String run, int from) {
        return roots.values().stream()
                .map(root -> root.facts().ref())
                .filter(root -> root.run().equals(run) && root.ordinal() >= from)
                .map(RootRef::ordinal)
                .sorted()
                .toList();
    }

    @Override
    public void keepRoot(RootConcluded root) {
        roots.put(root.facts().ref().run() + "/" + root.facts().ref().ordinal(), root);
    }

    @Override
    public void dropRoot(String run, int ordinal) {
        roots.remove(run + "/" + ordinal);
    }

    @Override
    public @Nullable Filler filler(String run) {
        return fillers.get(run);
    }

    @Override
    public void keepFiller(String run, Filler filler) {
        fillers.put(run, filler);
    }

    @Override
    public void dropAll(String run) {
        roots.keySet().removeIf(key -> key.startsWith(run + "/"));
        fillers.remove(run);
    }
}
