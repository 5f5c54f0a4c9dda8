package io.entropylong.retrieval.candidate;

import io.entropylong.common.message.Candidate;
import io.entropylong.common.message.RootProfiled.Profile;
import io.entropylong.common.seed.Lot;
import io.entropylong.retrieval.search.PassageScope;
import io.entropylong.retrieval.search.PassageSearch;
import io.entropylong.retrieval.search.PassageSearch.Hit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Draws random passages of other documents, to compare candidates with. */
final class ControlDraw {
    private static final int LOOKED_AT = 64;

    private final PassageSearch search;

    ControlDraw(PassageSearch search) {
        this.search = search;
    }

    /**
     * Distinct passages by lot; none that is a candidate as long as there are others near.
     *
     * @param scope what is drawn from
     */
    List<Candidate> draw(Profile profile, PassageScope scope, List<Candidate> candidates) {
        Set<String> taken = candidates.stream().map(Candidate::passage).collect(Collectors.toSet());
        List<Hit> drawn = new ArrayList<>();
        for (int i = 0; i < profile.settings().controlPassages(); i++) {
            long lot =
                    Lot.draw(profile.settings().seed(), "control", profile.ref().root(), Integer.toString(i));
            next(scope, lot, taken, drawn).ifPresent(drawn::add);
        }
        Map<String, String> texts =
                search.texts(profile.corpus(), drawn.stream().map(Hit::passage).toList());
        return drawn.stream()
                .filter(hit -> texts.containsKey(hit.passage()))
                .map(hit ->
                        new Candidate(hit.passage(), hit.document(), texts.getOrDefault(hit.passage(), ""), List.of()))
                .toList();
    }

    private Optional<Hit> next(PassageScope scope, long lot, Set<String> candidates, Collection<Hit> drawn) {
        List<Hit> from = search.byLot(scope, OptionalLong.of(lot), LOOKED_AT);
        List<Hit> around = from.size() < LOOKED_AT ? search.byLot(scope, OptionalLong.empty(), LOOKED_AT) : List.of();
        Set<Hit> free = new LinkedHashSet<>();
        Stream.concat(from.stream(), around.stream())
                .filter(hit -> drawn.stream().noneMatch(other -> other.passage().equals(hit.passage())))
                .forEach(free::add);
        return free.stream()
                .filter(hit -> !candidates.contains(hit.passage()))
                .findFirst()
                .or(() -> free.stream().findFirst());
    }
}
