package io.entropylong.assembler.bindings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.entropylong.assembler.Fixtures;
import io.entropylong.assembler.KnownRuns;
import io.entropylong.assembler.dataset.DatasetLibrary;
import io.entropylong.assembler.dataset.MdsShards;
import io.entropylong.assembler.dataset.UnknownRunException;
import io.entropylong.common.message.Packed;
import io.entropylong.common.message.RootConcluded;
import io.entropylong.common.message.TokenIds;
import io.entropylong.common.message.Vocabulary;
import io.entropylong.messaging.DeadLetter;
import io.entropylong.messaging.DeadLetterReason;
import io.entropylong.messaging.Received;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleIntakeTest {
    @TempDir
    private Path root;

    private final KnownRuns runs = new KnownRuns(9);

    @Test
    void whatCanNeverBeWrittenIsRejectedAndAllElseIsWritten() throws IOException {
        runs.record(Fixtures.run("r", 9));
        // its unit ends before the sample does, and nothing fills the rest
        Packed.Sample gap =
                new Packed.Sample("r", "r-000000", 7, TokenIds.of(new int[Fixtures.SAMPLE]), List.of(), null, null);

        List<DeadLetter> rejected = intake(Duration.ofHours(1))
                .write(List.of(received(logged("r", 0)), received(gap), received(logged("r", 1))));

        assertThat(rejected).extracting(DeadLetter::reason).containsExactly(DeadLetterReason.CONTRADICTORY);
        assertThat(rejected).extracting(DeadLetter::keyText).containsExactly("r");
        assertThat(Files.readAllLines(root.resolve("r/provenance/roots.jsonl"))).hasSize(2);
    }

    @Test
    void samplesOfARunThatIsNotKnownYetComeAgain() throws IOException {
        SampleIntake intake = intake(Duration.ofHours(1));
        List<Received<Packed>> batch = List.of(received(logged("r", 0)));

        assertThatThrownBy(() -> intake.write(batch)).isInstanceOf(UnknownRunException.class);
        runs.record(Fixtures.run("r", 9));

        assertThat(intake.write(batch)).isEmpty();
        assertThat(Files.readAllLines(root.resolve("r/provenance/roots.jsonl"))).hasSize(1);
    }

    @Test
    void samplesOfARunThatStaysUnknownHoldUpNoOthers() throws IOException {
        runs.record(Fixtures.run("r", 9));

        List<DeadLetter> rejected =
                intake(Duration.ZERO).write(List.of(received(logged("nobody", 0)), received(logged("r", 0))));

        assertThat(rejected).extracting(DeadLetter::reason).containsExactly(DeadLetterReason.UNKNOWN_RUN);
        assertThat(Files.readAllLines(root.resolve("r/provenance/roots.jsonl"))).hasSize(1);
    }

    private SampleIntake intake(Duration wait) {
        DatasetLibrary library = new DatasetLibrary(
                root,
                runs,
                tokenizer -> new Vocabulary(tokenizer, List.of("a")),
                settings -> 2,
                (folder, run) -> MdsShards.open(folder, run, bytes -> {}),
                (folder, manifest) -> {},
                DatasetLibrary.Finished.none());
        return new SampleIntake(library, wait);
    }

    private static Packed logged(String run, int ordinal) {
        RootConcluded.Unit unit = Fixtures.unit(run, ordinal, 200, 60);
        return new Packed.RootLogged(run, unit.facts(), null, "", unit.measured());
    }

    private static Received<Packed> received(Packed message) {
        return new Received<>(message.run().getBytes(StandardCharsets.UTF_8), new byte[0], "0-0", message);
    }
}
