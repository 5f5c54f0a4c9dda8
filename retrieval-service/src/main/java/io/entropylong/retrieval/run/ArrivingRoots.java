package io.entropylong.retrieval.run;

import io.entropylong.common.message.DocumentSubmitted;
import io.entropylong.common.message.RootChoice;
import io.entropylong.common.message.RootRef;
import io.entropylong.common.message.RootSelected;
import io.entropylong.common.message.RunRecorded;
import io.entropylong.retrieval.passage.RootWindows;
import io.entropylong.retrieval.passage.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The roots that a document gives to a continuous run when it arrives. */
public final class ArrivingRoots {
    private ArrivingRoots() {}

    /**
     * @param run a continuous one over the document's corpus
     * @return one for each window that the run takes, in the order of the text
     */
    public static List<RootSelected> of(RunRecorded run, DocumentSubmitted document) {
        RootChoice choice = run.settings().roots();
        if (!choice.rootFilter().takes(Objects.requireNonNullElse(document.metadata(), Map.of()))) return List.of();
        List<RootSelected> roots = new ArrayList<>();
        List<Span> windows = new RootWindows(run.settings().rootMaxTokens()).cut(document.text());
        for (int window = 0; window < windows.size(); window++) {
            RootPlace place = new RootPlace(document.id(), window);
            if (!choice.takes(place.lot(run.settings().seed()))) continue;
            Span span = windows.get(window);
            RootRef ref = new RootRef(run.run(), 0, place.rootId(run.run(), span), document.id());
            roots.add(new RootSelected(ref, run.corpus(), span.of(document.text()), run.settings()));
        }
        return roots;
    }
}
