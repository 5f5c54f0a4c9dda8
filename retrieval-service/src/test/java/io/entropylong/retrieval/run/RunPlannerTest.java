package io.entropylong.retrieval.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.entropylong.common.message.Criterion;
import io.entropylong.common.message.DocumentSubmitted;
import io.entropylong.common.message.MetadataFilter;
import io.entropylong.common.message.Outputs;
import io.entropylong.common.message.RetrievalSettings;
import io.entropylong.common.message.RootChoice;
import io.entropylong.common.message.RootSelected;
import io.entropylong.common.message.RunRecorded;
import io.entropylong.common.message.RunSettings;
import io.entropylong.retrieval.corpus.Corpus;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ObjIntConsumer;
import org.junit.jupiter.api.Test;

class RunPlannerTest {
    private final Map<String, String> documents = new TreeMap<>();
    private Corpus corpus = Corpus.open("c", 512).sealing(Map.of()).sealed();

    @Test
    void rootsAreTheSmallestLotsAndAPlanMadeAgainIsTheSame() {
        for (int i = 0; i < 20; i++) documents.put("d" + i, "text " + i);
        RunPlan all = planner().plan(run(100, 3));
        assertThat(all.roots()).hasSize(20).doesNotHaveDuplicates();
        assertThat(planner().plan(run(5, 3)).roots()).isEqualTo(all.roots().subList(0, 5));
        assertThat(all.documents()).isEqualTo(20);
    }

    @Test
    void aShareOfTheRootsIsTheSmallestLots() {
        for (int i = 0; i < 20; i++) documents.put("d" + i, "text " + i);
        RunPlan all = planner().plan(run(100, 3));
        RootChoice quarter = new RootChoice(RootChoice.Mode.BATCH, 100, 0.25, MetadataFilter.ALL);
        assertThat(planner().plan(run(quarter, 3)).roots())
                .isEqualTo(all.roots().subList(0, 5));
    }

    @Test
    void rootsAreOfDocumentsThatTheFilterTakes() {
        for (int i = 0; i < 20; i++) documents.put("d" + i, "text " + i);
        RootChoice one =
                new RootChoice(RootChoice.Mode.BATCH, 100, null, new MetadataFilter(Map.of("id", List.of("d7"))));
        assertThat(planner().plan(run(one, 3)).roots()).containsExactly(new RootPlace("d7", 0));
        RootChoice none =
                new RootChoice(RootChoice.Mode.BATCH, 100, null, new MetadataFilter(Map.of("id", List.of("x"))));
        assertThat(planner().plan(run(none, 3)).refusal()).isEqualTo("corpus c has no document with {id=[x]}");
    }

    @Test
    void aContinuousRunWaitsForWhatArrivesInAnOpenCorpus() {
        documents.put("d", "text");
        RootChoice continuous = new RootChoice(RootChoice.Mode.CONTINUOUS, 9, null, MetadataFilter.ALL);
        assertThat(planner().plan(run(continuous, 3)).refusal())
                .isEqualTo("corpus c is not open: nothing arrives in it any more");
        corpus = Corpus.open("c", 512);
        RunPlan plan = planner().plan(run(continuous, 3));
        assertThat(plan.refusal()).isNull();
        assertThat(plan.count()).isEqualTo(9);
        assertThat(planner().first(run(continuous, 3))).isEmpty();
        assertThat(planner().afterEndOf(run(continuous, 3), 0)).isEmpty();
    }

    @Test
    void anArrivingDocumentGivesTheWindowsThatFilterAndShareTake() {
        DocumentSubmitted document =
                new DocumentSubmitted("c", "long", "some words in a line\n".repeat(300), Map.of("language", "en"));
        MetadataFilter english = new MetadataFilter(Map.of("language", List.of("en")));
        MetadataFilter german = new MetadataFilter(Map.of("language", List.of("de")));
        List<RootSelected> all = arriving(1.0, english, document);
        List<RootSelected> half = arriving(0.5, english, document);

        assertThat(all).hasSizeGreaterThan(20).doesNotHaveDuplicates();
        assertThat(half).hasSizeBetween(all.size() / 4, all.size() * 3 / 4).isSubsetOf(rebased(all, half));
        assertThat(arriving(1.0, german, document)).isEmpty();
    }

    private static List<RootSelected> arriving(double share, MetadataFilter filter, DocumentSubmitted document) {
        RootChoice choice = new RootChoice(RootChoice.Mode.CONTINUOUS, 9, share, filter);
        return ArrivingRoots.of(run(choice, 3), document);
    }

    /** Those of all that have the settings of the others, which the messages carry. */
    private static List<RootSelected> rebased(List<RootSelected> all, List<RootSelected> like) {
        RunSettings settings = like.getFirst().settings();
        return all.stream()
                .map(root -> new RootSelected(root.ref(), root.corpus(), root.text(), settings))
                .toList();
    }

    @Test
    void aRootIsReleasedForEachThatEndsUntilNoneIsLeft() {
        for (int i = 0; i < 20; i++) documents.put("d" + i, "text " + i);
        RunRecorded run = run(5, 3);
        assertThat(planner().first(run))
                .extracting(root -> root.ref().ordinal())
                .containsExactly(0, 1, 2);
        Optional<RootSelected> third = planner().afterEndOf(run, 0);
        assertThat(third).isPresent();
        RootPlace place = planner().plan(run).roots().get(3);
        assertThat(third.orElseThrow().ref().root())
                .isEqualTo("r/" + place.document() + "@0-"
                        + Objects.requireNonNull(documents.get(place.document()))
                                .length());
        assertThat(third.orElseThrow().text()).isEqualTo(documents.get(place.document()));
        assertThat(planner().afterEndOf(run, 1)).isPresent();
        assertThat(planner().afterEndOf(run, 2)).isEmpty();
    }

    @Test
    void aLongDocumentGivesARootForEachWindow() {
        documents.put("long", "some words in a line\n".repeat(30));
        RunPlan plan = planner().plan(run(100, 3));
        assertThat(plan.roots()).hasSizeGreaterThan(3);
        assertThat(planner().first(run(100, 3)))
                .allSatisfy(root -> assertThat(root.text().length()).isLessThanOrEqualTo(192));
    }

    @Test
    void aCorpusThatIsMissingOrOpenOrEmptyIsRefused() {
        assertThat(planner().plan(run(5, 3)).refusal()).isEqualTo("corpus c is empty");
        corpus = Corpus.open("c", 512);
        assertThat(planner().plan(run(5, 3)).refusal()).isEqualTo("corpus c is not sealed");
        corpus = Corpus.open("other", 512);
        assertThat(planner().plan(run(5, 3)).refusal()).isEqualTo("there is no corpus c");
    }

    private RunPlanner planner() {
        return new RunPlanner(new Library());
    }

    private static RunRecorded run(int maxRoots, int rootsInFlight) {
        return run(RootChoice.atMost(maxRoots), rootsInFlight);
    }

    private static RunRecorded run(RootChoice roots, int rootsInFlight) {
        RunSettings settings = new RunSettings(
                2,
                16,
                RetrievalSettings.of(8, 4),
                Criterion.paper(0.4),
                RunSettings.VerificationPrecision.FP32,
                0.1,
                8,
                64,
                16,
                0,
                2,
                4,
                64,
                256,
                512,
                roots,
                1,
                rootsInFlight,
                RunSettings.ContextOrder.SHUFFLE,
                42,
                Outputs.portable());
        return new RunRecorded("r", "c", settings, "out", RunRecorded.State.RUNNING, null);
    }

    private final class Library implements RootLibrary {
        @Override
        public Optional<Corpus> corpus(String name) {
            return Optional.of(corpus).filter(there -> there.name().equals(name));
        }

        @Override
        public long documents(String name) {
            return documents.size();
        }

        @Override
        public long passages(String name) {
            return documents.size();
        }

        @Override
        public void forEachDocument(String name, MetadataFilter filter, ObjIntConsumer<String> visitor) {
            documents.forEach((id, text) -> {
                if (filter.anyOf().getOrDefault("id", List.of(id)).contains(id)) visitor.accept(id, text.length());
            });
        }

        @Override
        public String text(String name, String document) {
            return documents.getOrDefault(document, "");
        }
    }
}
