package io.entropylong.assembler.bindings;

import io.entropylong.assembler.upload.Uploads;
import io.entropylong.common.message.RunRecorded;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts and logs uploads. */
public final class UploadMeters implements Uploads.Observer {
    private static final Logger log = LoggerFactory.getLogger(UploadMeters.class);

    private final Counter done;
    private final Counter failed;
    private final Counter retries;

    public UploadMeters(MeterRegistry registry) {
        done = ended(registry, "done");
        failed = ended(registry, "failed");
        retries = Counter.builder("entropylong.upload.retries")
                .description("attempts to upload a dataset that failed and were followed by another")
                .register(registry);
    }

    private static Counter ended(MeterRegistry registry, String outcome) {
        return Counter.builder("entropylong.uploads")
                .description("datasets whose upload has ended")
                .tag("outcome", outcome)
                .register(registry);
    }

    @Override
    public void retries(RunRecorded run, int attempt, Duration pause, IOException failure) {
        retries.increment();
        log.atWarn()
                .addKeyValue("run", run.run())
                .addKeyValue("attempt", attempt)
                .addKeyValue("pause", pause)
                .log("an upload failed and is tried again: {}", failure.getMessage());
    }

    @Override
    public void ended(RunRecorded run, RunRecorded.Upload upload) {
        switch (upload.state()) {
            case DONE -> {
                done.increment();
                log.atInfo().addKeyValue("run", run.run()).log("uploaded to {}", upload.target());
            }
            case FAILED -> {
                failed.increment();
                log.atError()
                        .addKeyValue("run", run.run())
                        .addKeyValue("attempts", upload.attempts())
                        .log("an upload was given up: {}", upload.reason());
            }
            case PENDING -> throw new IllegalArgumentException("a pending upload has not ended: " + run.run());
        }
    }
}
