package io.entropylong.assembler.web;

import io.entropylong.assembler.run.Runs;
import io.entropylong.common.message.RunRecorded;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * A run's progress as server-sent events. Each event is the whole run, and its id a fingerprint of it, so that whoever
 * comes back is told only what is new.
 */
@Tag(name = ApiDocument.RUNS)
@RestController
class RunEvents {
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    private final Runs runs;
    private final RunViews views;
    private final Set<SseEmitter> open = ConcurrentHashMap.newKeySet();

    RunEvents(Runs runs, RunViews views) {
        this.runs = runs;
        this.views = views;
    }

    @Operation(
            summary = "A run's progress, live",
            description =
                    "Events named \"run\", each the whole run, whenever it has changed; the stream ends with the run."
                            + " With Last-Event-ID, what that event told is not told again.")
    @ApiResponse(
            responseCode = "200",
            description = "the stream",
            content = @Content(mediaType = "text/event-stream", schema = @Schema(implementation = RunView.class)))
    @ApiResponse(
            responseCode = "204",
            description = "the run has ended and the last event was seen",
            content = @Content)
    @NotFound
    @GetMapping("/v1/runs/{run}/events")
    ResponseEntity<SseEmitter> events(
            @PathVariable String run, @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String last) {
        RunView now = look(run);
        if (now == null) throw new NoSuchRunException(run);
        if (now.state().isEnd() && now.fingerprint().equals(last))
            return ResponseEntity.noContent().build();
        SseEmitter emitter = new SseEmitter(0L);
        open.add(emitter);
        emitter.onCompletion(() -> open.remove(emitter));
        Thread.ofVirtual().name("run-events").start(() -> follow(run, last, emitter));
        return ResponseEntity.ok().contentType(MediaType.TEXT_EVENT_STREAM).body(emitter);
    }

    /** Open streams would hold up a graceful end. */
    @EventListener(ContextClosedEvent.class)
    void close() {
        open.forEach(SseEmitter::complete);
        open.clear();
    }

    private void follow(String run, @Nullable String last, SseEmitter emitter) {
        String told = last;
        try {
            while (open.contains(emitter)) {
                RunView now = look(run);
                if (now == null) break;
                String id = now.fingerprint();
                if (id.equals(told)) {
                    emitter.send(SseEmitter.event().comment("nothing new"));
                } else {
                    emitter.send(SseEmitter.event().id(id).name("run").data(now, MediaType.APPLICATION_JSON));
                }
                told = id;
                if (now.state().isEnd()) break;
                Thread.sleep(BETWEEN_LOOKS);
            }
            emitter.complete();
        } catch (IOException | IllegalStateException gone) {
            emitter.completeWithError(gone);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(emitter);
        }
    }

    private @Nullable RunView look(String run) {
        RunRecorded found = runs.find(run);
        return found == null ? null : views.of(found);
    }
}
