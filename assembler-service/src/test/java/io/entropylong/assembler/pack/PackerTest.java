package io.entropylong.assembler.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.entropylong.assembler.Fixtures;
import io.entropylong.common.message.Outputs;
import io.entropylong.common.message.Packed;
import io.entropylong.common.message.RootConcluded;
import io.entropylong.common.message.RunPlanned;
import io.entropylong.common.message.RunRecorded;
import io.entropylong.common.message.RunSettings;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PackerTest {
    private final MemoryPackStore store = new MemoryPackStore();
    private final List<Packed> packed = new ArrayList<>();
    private final List<RunRecorded> recorded = new ArrayList<>();
    private final Packer packer = new Packer(store, new PackOutput() {
        @Override
        public void packed(Packed message) {
            packed.add(message);
        }

        @Override
        public void recorded(RunRecorded run) {
            recorded.add(run);
        }
    });

    @Test
    void unitsThatFillASampleExactlyStandInItWithoutFiller() {
        packer.accept(Fixtures.run("r", 9));
        packer.accept(Fixtures.unit("r", 0, 500, 100));
        packer.accept(Fixtures.unit("r", 1, 524, 100));

        Packed.Sample sample = samples().getFirst();
        assertThat(sample.tokens().size()).isEqualTo(Fixtures.SAMPLE);
        assertThat(sample.filler()).isNull();
        assertThat(sample.units())
                .extracting(Packed.PackedUnit::span)
                .containsExactly(new Packed.Span(0, 500), new Packed.Span(500, 1024));
    }

    @Test
    void aUnitIsStartContextsWithSeparatorsRootAndEnd() {
        packer.accept(Fixtures.run("r", 9));
        RootConcluded.Unit unit = Fixtures.unit("r", 0, 1024, 100);
        packer.accept(unit);

        Packed.Sample sample = samples().getFirst();
        assertThat(sample.tokens())
                .isEqualTo(Fixtures.MODEL
                        .start()
                        .then(
                                unit.contexts().getFirst().tokens(),
                                Fixtures.MODEL.separator(),
                                unit.rootTokens(),
                                Fixtures.MODEL.end()));
        assertThat(sample.units().getFirst().contexts().getFirst().span()).isEqualTo(new Packed.Span(1, 921));
        assertThat(sample.units().getFirst().root()).isEqualTo(new Packed.Span(923, 1023));
    }

    @Test
    void ofAllSubsetsWithTheOldestUnitTheFullestIsTaken() {
        packer.accept(Fixtures.run("r", 9));
        packer.accept(Fixtures.unit("r", 0, 300, 50));
        packer.accept(Fixtures.unit("r", 1, 600, 50));
        packer.accept(Fixtures.unit("r", 2, 424, 50));
        assertThat(samples().getFirst().units())
                .extracting(unit -> unit.ref().ordinal())
                .containsExactly(1, 2);

        packer.accept(Fixtures.unit("r", 3, 724, 50));
        assertThat(samples().get(1).units())
                .extracting(unit -> unit.ref().ordinal())
                .containsExactly(0, 3);
    }

    @Test
    void aSmallGapIsFilledWithTheBeginningOfARefusedRoot() {
        packer.accept(Fixtures.run("r", 9));
        RootConcluded.Refused refused = Fixtures.refused("r", 0, 60);
        packer.accept(refused);
        packer.accept(Fixtures.unit("r", 1, 1020, 100));

        Packed.Sample sample = samples().getFirst();
        assertThat(sample.filler()).isEqualTo(new Packed.Span(1020, 1024));
        assertThat(sample.tokens().at(1020)).isEqualTo(0);
        assertThat(sample.tokens().at(1021)).isEqualTo(refused.rootTokens().at(0));
        assertThat(sample.fillerRoot()).isEqualTo("r/d0");
    }

    @Test
    void aGapOfOneTokenOrWithoutFillerIsNoSample() {
        packer.accept(Fixtures.run("r", 9));
        packer.accept(Fixtures.unit("r", 0, 1020, 100));
        packer.accept(Fixtures.refused("r", 1, 1));
        assertThat(samples()).isEmpty();

        packer.accept(Fixtures.unit("r", 2, 1023, 100));
        // the second unit is the filler's source of the first one
        assertThat(samples()).hasSize(1);
        assertThat(samples().getFirst().units().getFirst().ref().ordinal()).isZero();
        assertThat(samples().getFirst().fillerRoot()).isEqualTo("r/d2");
    }

    @Test
    void spansArePaddedToAMultipleWhereTheRunAsksForIt() {
        RunSettings settings =
                Fixtures.settings(9, Fixtures.SAMPLE, Outputs.portable().padded(64));
        packer.accept(new RunRecorded("r", "corpus", settings, "r", RunRecorded.State.RUNNING, null));
        packer.accept(Fixtures.unit("r", 0, 500, 100, settings));
        packer.accept(Fixtures.unit("r", 1, 451, 100, settings));

        Packed.Sample sample = samples().getFirst();
        assertThat(sample.units())
                .extracting(Packed.PackedUnit::span)
                .containsExactly(new Packed.Span(0, 512), new Packed.Span(512, 1024));
        // the end id and what is lacking
        assertThat(IntStream.range(499, 512).map(sample.tokens()::at)).containsOnly(1);
        assertThat(sample.units().getLast().root().end()).isEqualTo(512 + 451 - 1);
        assertThat(IntStream.range(512 + 450, 1024).map(sample.tokens()::at)).containsOnly(1);
    }

    @Test
    void theEndGivesWhatIsLeftOverAndCompletesTheRun() {
        packer.accept(Fixtures.run("r", 9));
        packer.accept(Fixtures.plan("r", 2));
        packer.accept(Fixtures.unit("r", 1, 200, 100));
        packer.accept(Fixtures.refused("r", 0, 30));

        assertThat(packed).hasSize(4);
        assertThat(packed.get(2)).isEqualTo(new Packed.Leftover("r", 0, Fixtures.unit("r", 1, 200, 100)));
        Packed.Finished end = (Packed.Finished) packed.getLast();
        assertThat(end.leftoverUnits()).isEqualTo(1);
        assertThat(end.leftoverTokens()).isEqualTo(200);
        assertThat(end.totals().roots()).isEqualTo(2);
        assertThat(recorded).extracting(RunRecorded::state).containsExactly(RunRecorded.State.COMPLETED);
        assertThat(store.roots).isEmpty();
    }

    @Test
    void aRunEndsWithItsLastSampleAndIgnoresWhatFollows() {
        packer.accept(Fixtures.run("r", 1));
        packer.accept(Fixtures.unit("r", 0, 1024, 100));
        int before = packed.size();
        packer.accept(Fixtures.unit("r", 1, 1024, 100));
        packer.accept(Fixtures.plan("r", 2));

        assertThat(samples()).hasSize(1);
        assertThat(packed).hasSize(before);
        assertThat(recorded).hasSize(1);
    }

    @Test
    void aRefusedPlanAndOneWithoutRootsFailTheRun() {
        packer.accept(Fixtures.run("r", 1));
        packer.accept(new RunPlanned("r", 0, 0, 0, "no such corpus"));
        packer.accept(Fixtures.run("s", 1));
        packer.accept(new RunPlanned("s", 0, 3, 3, null));

        assertThat(recorded).extracting(RunRecorded::state).containsOnly(RunRecorded.State.FAILED);
        assertThat(recorded.get(0).reason()).isEqualTo("no such corpus");
        assertThat(recorded.get(1).reason()).contains("no document");
    }

    @Test
    void aCancelledRunEndsWithWhatHasComeAlsoBehindARootThatIsMissing() {
        packer.accept(Fixtures.run("r", 9));
        packer.accept(Fixtures.plan("r", 12));
        packer.accept(Fixtures.unit("r", 0, 500, 100));
        packer.accept(Fixtures.unit("r", 2, 524, 100));
        packer.accept(Fixtures.unit("r", 5, 300, 100));
        assertThat(samples()).isEmpty();

        packer.accept(cancelling("r"));
        assertThat(samples()).hasSize(1);
        Packed.Finished end = (Packed.Finished) packed.getLast();
        assertThat(end.cancelled()).isTrue();
        assertThat(end.totals().roots()).isEqualTo(3);
        assertThat(end.leftoverTokens()).isEqualTo(300);
        assertThat(packed.stream().filter(Packed.RootLogged.class::isInstance).map(Packed.RootLogged.class::cast))
                .as("roots close up, for a dataset numbers them without gaps")
                .extracting(
                        root -> root.facts().ref().ordinal(),
                        root -> root.facts().ref().root())
                .containsExactly(tuple(0, "r/d0"), tuple(1, "r/d2"), tuple(2, "r/d5"));
        assertThat(recorded).extracting(RunRecorded::state).containsExactly(RunRecorded.State.CANCELLED);
        assertThat(store.roots).isEmpty();

        int before = packed.size();
        packer.accept(Fixtures.unit("r", 1, 1024, 100));
        packer.accept(Fixtures.unit("r", 3, 1024, 100));
        assertThat(packed).as("what was under way counts for nothing").hasSize(before);
    }

    @Test
    void aRunIsCancelledBeforeItIsPlannedOrWhenItsFirstRecordIsCompactedAway() {
        packer.accept(cancelling("r"));

        Packed.Finished end = (Packed.Finished) packed.getFirst();
        assertThat(end.model()).isNull();
        assertThat(end.cancelled()).isTrue();
        assertThat(recorded).extracting(RunRecorded::state).containsExactly(RunRecorded.State.CANCELLED);
    }

    @Test
    void cancellingARunThatHasEndedRepeatsItsEnd() {
        packer.accept(Fixtures.run("r", 1));
        packer.accept(Fixtures.unit("r", 0, 1024, 100));
        int before = packed.size();
        packer.accept(cancelling("r"));

        assertThat(packed).hasSize(before);
        assertThat(recorded)
                .as("the last record of a run counts")
                .extracting(RunRecorded::state)
                .containsExactly(RunRecorded.State.COMPLETED, RunRecorded.State.COMPLETED);
    }

    @Test
    void theOrderOfArrivalAndRepetitionsChangeNothing() {
        List<Object> events = new ArrayList<>();
        Random random = new Random(3);
        for (int ordinal = 0; ordinal < 60; ordinal++) {
            events.add(
                    ordinal % 5 == 0
                            ? Fixtures.refused("r", ordinal, 40)
                            : Fixtures.unit("r", ordinal, 150 + random.nextInt(600), 60));
        }
        events.add(Fixtures.run("r", 50));
        events.add(Fixtures.plan("r", 60));
        events.forEach(this::feed);
        List<Packed> expected = List.copyOf(packed);
        assertThat(samples()).hasSizeGreaterThan(5);
        assertThat(samples())
                .allSatisfy(sample -> assertThat(sample.tokens().size()).isEqualTo(Fixtures.SAMPLE));

        for (int seed = 0; seed < 5; seed++) {
            List<Object> shuffled = new ArrayList<>(events);
            shuffled.addAll(events.subList(0, 20));
            Collections.shuffle(shuffled, new Random(seed));
            PackerTest again = new PackerTest();
            shuffled.forEach(again::feed);
            assertThat(again.packed).isEqualTo(expected);
        }
    }

    @Test
    void unitsOfAContinuousRunArePackedAsTheyComeUntilItHasItsRoots() {
        RunSettings settings = Fixtures.continuous(3, 9);
        RootConcluded.Unit first = Fixtures.unit("r", 7, 500, 100, settings);
        RootConcluded.Unit second = Fixtures.unit("r", 3, 524, 100, settings);
        packer.accept(new RunRecorded("r", "corpus", settings, "r", RunRecorded.State.RUNNING, null));
        packer.accept(new RunPlanned("r", 3, 10, 10, null));
        packer.accept(first.at(0));
        packer.accept(second.at(0));

        assertThat(samples().getFirst().units())
                .extracting(unit -> unit.ref().root(), unit -> unit.ref().ordinal())
                .containsExactly(
                        tuple(first.facts().ref().root(), 0),
                        tuple(second.facts().ref().root(), 1));
        assertThat(recorded).isEmpty();
        packer.accept(Fixtures.unit("r", 5, 300, 100, settings).at(0));
        assertThat(recorded).extracting(RunRecorded::state).containsExactly(RunRecorded.State.COMPLETED);
    }

    @Test
    void unitsThatComeBeforeTheirContinuousRunIsKnownAreKept() {
        RunSettings settings = Fixtures.continuous(3, 9);
        packer.accept(Fixtures.unit("r", 7, 500, 100, settings).at(0));
        packer.accept(Fixtures.unit("r", 3, 524, 100, settings).at(0));
        packer.accept(new RunRecorded("r", "corpus", settings, "r", RunRecorded.State.RUNNING, null));

        assertThat(samples()).hasSize(1);
    }

    private static RunRecorded cancelling(String run) {
        return Fixtures.run(run, 9).in(RunRecorded.State.CANCELLING, null);
    }

    private void feed(Object event) {
        switch (event) {
            case RunRecorded run -> packer.accept(run);
            case RunPlanned plan -> packer.accept(plan);
            case RootConcluded root -> packer.accept(root);
            default -> throw new AssertionError(event);
        }
    }

    private List<Packed.Sample> samples() {
        return packed.stream()
                .filter(Packed.Sample.class::isInstance)
                .map(Packed.Sample.class::cast)
                .toList();
    }
}
