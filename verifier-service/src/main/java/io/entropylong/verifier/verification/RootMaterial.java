package io.entropylong.verifier.verification;

import io.entropylong.common.message.Candidate;
import io.entropylong.common.message.CandidatesRetrieved;
import io.entropylong.common.message.HighEntropyPosition;
import io.entropylong.common.message.RootProfiled;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What is known of a root before any context is scored; it does not change afterwards. */
final class RootMaterial {
    private final RootProfiled.Profile profile;
    private final List<Candidate> ranked;
    private final List<Candidate> controls;
    private final Map<Integer, HighEntropyPosition> positions;
    private final Optional<String> failure;

    private RootMaterial(
            RootProfiled.Profile profile, List<Candidate> ranked, List<Candidate> controls, Optional<String> failure) {
        this.failure = failure;
        this.profile = profile;
        this.ranked = ranked;
        this.controls = controls;
        this.positions =
                profile.positions().stream().collect(Collectors.toMap(HighEntropyPosition::index, Function.identity()));
    }

    /**
     * @param profile the root
     * @param parts all parts of its candidates, in any order
     */
    static RootMaterial of(RootProfiled.Profile profile, List<CandidatesRetrieved> parts) {
        Map<String, Candidate> distinct = new LinkedHashMap<>();
        List<Candidate> controls = new ArrayList<>();
        parts.stream()
                .sorted(Comparator.comparingInt(CandidatesRetrieved::part))
                .forEach(part -> {
                    part.candidates().forEach(found -> distinct.merge(found.passage(), found, RootMaterial::joined));
                    controls.addAll(part.controls());
                });
        int wanted = Math.min(profile.settings().controlPassages(), controls.size());
        return new RootMaterial(
                profile,
                distinct.values().stream()
                        .filter(candidate -> mayDepend(profile, candidate))
                        .sorted(CandidateOrder.bestFirst(
                                profile.settings().criterion().minPosition()))
                        .toList(),
                List.copyOf(controls.subList(0, wanted)),
                parts.stream()
                        .map(CandidatesRetrieved::failure)
                        .filter(Objects::nonNull)
                        .findFirst());
    }

    /** A candidate whose positions all lie before the criterion's first one is not worth a pass. */
    private static boolean mayDepend(RootProfiled.Profile profile, Candidate candidate) {
        int first = profile.settings().criterion().minPosition();
        return candidate.retrievals().stream().anyMatch(find -> find.index() >= first);
    }

    private static Candidate joined(Candidate one, Candidate same) {
        List<Candidate.Retrieval> retrievals = new ArrayList<>(one.retrievals());
        retrievals.addAll(same.retrievals());
        return new Candidate(one.passage(), one.document(), one.text(), retrievals);
    }

    RootProfiled.Profile profile() {
        return profile;
    }

    /** Why nothing could be retrieved for the root; empty when it could. */
    Optional<String> failure() {
        return failure;
    }

    /** Distinct candidates that the criterion may accept, the best first. */
    List<Candidate> ranked() {
        return ranked;
    }

    /** At most as many as the settings want. */
    List<Candidate> controls() {
        return controls;
    }

    /**
     * @throws IllegalStateException when the root has no high-entropy position there
     */
    HighEntropyPosition position(int index) {
        HighEntropyPosition position = positions.get(index);
        if (position == null) {
            throw new IllegalStateException("index " + index + " is no high-entropy position of "
                    + profile.ref().root());
        }
        return position;
    }
}
