package io.entropylong.assembler.web;

import io.entropylong.assembler.run.Runs;
import io.entropylong.common.message.RunRecorded;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/** How far each run is, by stage; a run that ended an hour ago is not shown any more. */
@Component
class RunMeters implements DisposableBean {
    private static final Logger log = LoggerFactory.getLogger(RunMeters.class);
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(5);
    private static final Duration SHOWN_AFTER_END = Duration.ofHours(1);

    private final Runs runs;
    private final RunViews views;
    private final MultiGauge states;
    private final MultiGauge units;
    private final RunEnds ends = new RunEnds(SHOWN_AFTER_END);
    private final Thread watch = Thread.ofPlatform().daemon().name("run-meters").unstarted(this::watch);

    RunMeters(Runs runs, RunViews views, MeterRegistry registry) {
        this.runs = runs;
        this.views = views;
        states = MultiGauge.builder("entropylong.run.state")
                .description("1 for the state that a run is in, 0 for the others")
                .register(registry);
        units = MultiGauge.builder("entropylong.run.units")
                .description("roots of a run that a stage has planned, done or failed")
                .register(registry);
        watch.start();
    }

    @Override
    public void destroy() {
        watch.interrupt();
    }

    private void watch() {
        try {
            while (true) {
                look();
                Thread.sleep(BETWEEN_LOOKS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        List<MultiGauge.Row<?>> stateRows = new ArrayList<>();
        List<MultiGauge.Row<?>> unitRows = new ArrayList<>();
        try {
            for (RunRecorded run : runs.all()) {
                RunView view = views.of(run);
                if (!ends.isShown(view)) continue;
                for (RunView.State state : RunView.State.values()) {
                    String name = state.name().toLowerCase(Locale.ROOT);
                    stateRows.add(
                            MultiGauge.Row.of(Tags.of("run", run.run(), "state", name), view.state() == state ? 1 : 0));
                }
                RunView.Roots roots = view.progress().roots();
                Integer planned = roots.planned();
                rows(unitRows, run.run(), "entropy", planned, roots.profiled());
                rows(unitRows, run.run(), "retrieve", planned, roots.retrieved());
                rows(unitRows, run.run(), "verify", planned, roots.concluded());
            }
            states.register(stateRows, true);
            units.register(unitRows, true);
        } catch (RuntimeException e) {
            // the stores are not open yet, or move to another instance
            log.debug("the runs' progress is not known: {}", e.getMessage());
        }
    }

    private static void rows(
            List<MultiGauge.Row<?>> rows, String run, String stage, @Nullable Integer planned, int done) {
        rows.add(MultiGauge.Row.of(
                Tags.of("run", run, "stage", stage, "state", "planned"), planned == null ? 0 : planned));
        rows.add(MultiGauge.Row.of(Tags.of("run", run, "stage", stage, "state", "done"), done));
    }
}
