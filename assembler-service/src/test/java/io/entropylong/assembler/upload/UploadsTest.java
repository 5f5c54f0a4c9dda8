package io.entropylong.assembler.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.entropylong.assembler.Fixtures;
import io.entropylong.assembler.catalog.RunDirectory;
import io.entropylong.assembler.dataset.DatasetFolder;
import io.entropylong.assembler.dataset.WrittenDataset;
import io.entropylong.common.message.RunPlanned;
import io.entropylong.common.message.RunRecorded;
import io.entropylong.common.message.RunRecorded.Upload;
import io.entropylong.common.message.RunRecorded.UploadState;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UploadsTest {
    private static final Duration PAUSE = Duration.ofMillis(1);

    @TempDir
    private Path temporary;

    private final Recorded runs = new Recorded();
    private final List<Duration> pauses = new CopyOnWriteArrayList<>();
    private final List<Upload> ended = new CopyOnWriteArrayList<>();
    private final AtomicInteger attempts = new AtomicInteger();
    private final RunRecorded run = Fixtures.run("r", 1);
    private final List<Uploads> opened = new ArrayList<>();
    private DatasetFolder folder;

    @BeforeEach
    void dataset() throws IOException {
        folder = new DatasetFolder(WrittenDataset.under(temporary));
        runs.record(run);
    }

    @AfterEach
    void close() {
        opened.forEach(Uploads::close);
    }

    @Test
    void aDatasetIsPendingAndThenDone() {
        CountDownLatch copied = new CountDownLatch(1);
        Uploads uploads = uploads(3, () -> copied.await());

        uploads.accept(run, folder);
        assertThat(recorded()).isEqualTo(new Upload(UploadState.PENDING, "s3://bucket/sets/r", 0, null));
        copied.countDown();

        await().untilAsserted(() ->
                assertThat(recorded()).isEqualTo(new Upload(UploadState.DONE, "s3://bucket/sets/r", 1, null)));
        assertThat(runs.run("r").state()).isEqualTo(RunRecorded.State.COMPLETED);
    }

    @Test
    void aStoreThatIsAwayForAWhileIsTriedAgainAfterLongerAndLongerPauses() {
        uploads(5, () -> {
                    if (attempts.incrementAndGet() < 4) throw new IOException("no network");
                })
                .accept(run, folder);

        await().untilAsserted(() -> assertThat(ended).hasSize(1));
        assertThat(recorded()).isEqualTo(new Upload(UploadState.DONE, "s3://bucket/sets/r", 4, null));
        assertThat(pauses).containsExactly(PAUSE, PAUSE.multipliedBy(2), PAUSE.multipliedBy(4));
    }

    @Test
    void aStoreThatStaysAwayIsGivenUpWithItsReasonAndBlocksNobody() {
        Uploads uploads = uploads(3, () -> {
            attempts.incrementAndGet();
            throw new IOException("no network");
        });
        uploads.accept(run, folder);

        await().untilAsserted(() -> assertThat(recorded())
                .isEqualTo(new Upload(UploadState.FAILED, "s3://bucket/sets/r", 3, "no network")));
        // the end of the run comes once more, after a crash of the writer
        uploads.accept(runs.run("r"), folder);
        uploads.close();
        assertThat(attempts).hasValue(3);
    }

    @Test
    void whatCanNeverWorkIsNotTriedAgain() {
        uploads(9, () -> {
                    throw new UploadRefusedException("s3://bucket/sets/r already holds another dataset");
                })
                .accept(run, folder);

        await().untilAsserted(() -> assertThat(recorded())
                .isEqualTo(new Upload(
                        UploadState.FAILED,
                        "s3://bucket/sets/r",
                        1,
                        "s3://bucket/sets/r already holds another dataset")));
    }

    @Test
    void whatAProcessLeftPendingTheNextOneTakesUp() {
        CountDownLatch never = new CountDownLatch(1);
        Uploads first = uploads(3, never::await);
        first.accept(run, folder);
        first.close();
        assertThat(recorded().state()).isEqualTo(UploadState.PENDING);

        uploads(3, () -> {}).resume(pending -> folder);

        await().untilAsserted(() -> assertThat(recorded().state()).isEqualTo(UploadState.DONE));
    }

    @Test
    void pausesDoubleUpToFiveMinutes() {
        Uploads.Patience patience = new Uploads.Patience(10, Duration.ofSeconds(5));

        assertThat(patience.after(1)).isEqualTo(Duration.ofSeconds(5));
        assertThat(patience.after(6)).isEqualTo(Duration.ofSeconds(160));
        assertThat(patience.after(9)).isEqualTo(Duration.ofMinutes(5));
        assertThat(patience.after(90)).isEqualTo(Duration.ofMinutes(5));
    }

    private interface Attempt {
        void run() throws IOException, InterruptedException;
    }

    private Uploads uploads(int most, Attempt attempt) {
        Uploads uploads = new Uploads(
                runs,
                ObjectPlace.parse("s3://bucket/sets"),
                (dataset, place) -> {
                    try {
                        attempt.run();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                        throw new IOException("interrupted", e);
                    }
                },
                new Uploads.Patience(most, PAUSE),
                new Uploads.Observer() {
                    @Override
                    public void retries(RunRecorded of, int after, Duration pause, IOException failure) {
                        pauses.add(pause);
                    }

                    @Override
                    public void ended(RunRecorded of, Upload upload) {
                        ended.add(upload);
                    }
                });
        opened.add(uploads);
        return uploads;
    }

    private Upload recorded() {
        return Objects.requireNonNull(runs.run("r").upload(), "upload");
    }

    private static final class Recorded implements RunDirectory {
        private final Map<String, RunRecorded> runs = new ConcurrentHashMap<>();

        @Override
        public RunRecorded run(String name) {
            RunRecorded run = runs.get(name);
            if (run == null) throw new AssertionError("no run " + name);
            return run;
        }

        @Override
        public @Nullable RunPlanned plan(String name) {
            return null;
        }

        @Override
        public List<RunRecorded> all() {
            return List.copyOf(runs.values());
        }

        @Override
        public void record(RunRecorded run) {
            runs.put(run.run(), run);
        }
    }
}
