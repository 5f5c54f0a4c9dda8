package io.entropylong.verifier.bindings;

import io.entropylong.common.message.CandidatesRetrieved;
import io.entropylong.common.message.ContextsScored;
import io.entropylong.common.message.MalformedMessageException;
import io.entropylong.common.message.MessageCodec;
import io.entropylong.common.message.RootConcluded;
import io.entropylong.common.message.RootProfiled;
import io.entropylong.common.topic.Topics;
import io.entropylong.messaging.DeadLetter;
import io.entropylong.messaging.DeadLetterReason;
import io.entropylong.messaging.StageTraces;
import io.entropylong.verifier.verification.Conclusion;
import io.entropylong.verifier.verification.RootState;
import io.entropylong.verifier.verification.RootVerification;
import io.entropylong.verifier.verification.Step;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings the records of a root together, in whatever order they come, and carries out what its verification asks for. */
final class VerifyProcessor implements Processor<byte[], byte[], byte[], Outgoing> {
    private static final Logger log = LoggerFactory.getLogger(VerifyProcessor.class);
    private static final String SERVICE = "verifier";
    private static final int CHECKS_A_WAIT = 10;

    private final MessageCodec codec;
    private final VerifyMeters meters;
    private final StageTraces traces;
    private final Duration maxWait;
    private final Waits waits;
    private ProcessorContext<byte[], Outgoing> context;
    private RootStores stores;

    @SuppressWarnings("NullAway.Init") // Kafka Streams calls init first
    VerifyProcessor(MessageCodec codec, VerifyMeters meters, StageTraces traces, Duration maxWait) {
        this.codec = codec;
        this.meters = meters;
        this.traces = traces;
        this.maxWait = maxWait;
        this.waits = new Waits(maxWait);
    }

    @Override
    public void init(ProcessorContext<byte[], Outgoing> context) {
        this.context = context;
        this.stores = new RootStores(context, codec);
        context.schedule(maxWait.dividedBy(CHECKS_A_WAIT), PunctuationType.WALL_CLOCK_TIME, this::giveUpOverdue);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        String topic = context.recordMetadata()
                .orElseThrow(() -> new IllegalStateException("a record without a topic"))
                .topic();
        traces.record("verify", topic, record.key(), record.headers(), () -> process(topic, record));
    }

    private void process(String topic, Record<byte[], byte[]> record) {
        try {
            switch (topic) {
                case Topics.PROFILES -> profiled(codec.decode(record.value(), RootProfiled.class), record.timestamp());
                case Topics.CANDIDATES ->
                    retrieved(codec.decode(record.value(), CandidatesRetrieved.class), record.timestamp());
                case Topics.SCORES -> scored(codec.decode(record.value(), ContextsScored.class), record.timestamp());
                default -> throw new IllegalStateException("a record of the unexpected topic " + topic);
            }
        } catch (MalformedMessageException e) {
            bury(topic, record, DeadLetterReason.MALFORMED, String.valueOf(e.getMessage()));
        } catch (IllegalArgumentException | IllegalStateException | IndexOutOfBoundsException e) {
            bury(topic, record, DeadLetterReason.CONTRADICTORY, String.valueOf(e.getMessage()));
        }
    }

    private void profiled(RootProfiled profiled, long time) {
        String root = profiled.ref().root();
        if (stores.state(root) != null) return;
        switch (profiled) {
            case RootProfiled.Refused refused -> conclude(Conclusion.refused(refused), time);
            case RootProfiled.Profile profile -> {
                stores.profile(profile);
                waits.begin(root, context.currentSystemTimeMs());
                beginWhenComplete(root, time);
            }
        }
    }

    private void retrieved(CandidatesRetrieved part, long time) {
        String root = part.ref().root();
        if (stores.state(root) != null) return;
        stores.part(part);
        beginWhenComplete(root, time);
    }

    private void beginWhenComplete(String root, long time) {
        RootProfiled.Profile profile = stores.profile(root);
        if (profile == null) return;
        List<CandidatesRetrieved> parts = stores.parts(root);
        if (parts == null) return;
        carryOut(new RootVerification(profile, parts).begin(), time);
    }

    private void scored(ContextsScored scored, long time) {
        String root = scored.ref().root();
        if (!(stores.state(root) instanceof RootState.Scoring state)) return;
        RootProfiled.Profile profile = stores.profile(root);
        List<CandidatesRetrieved> parts = stores.parts(root);
        if (profile == null || parts == null) {
            throw new IllegalStateException("the material of " + root + " is lost");
        }
        Step step = new RootVerification(profile, parts).scored(state, scored);
        if (state.phase() == RootState.Phase.CANDIDATES && !(step instanceof Step.Ignore)) showGains(profile, scored);
        carryOut(step, time);
    }

    private void showGains(RootProfiled.Profile profile, ContextsScored scored) {
        Map<Integer, Double> alone = new HashMap<>();
        profile.positions().forEach(position -> alone.put(position.index(), position.entropy()));
        double epsilon = profile.settings().criterion().epsilon();
        for (ContextsScored.ContextScore score : scored.scores()) {
            for (ContextsScored.PositionScore position : score.positions()) {
                Double entropy = alone.get(position.index());
                if (entropy == null) continue;
                double gain = (entropy - position.entropy()) / entropy;
                meters.scored(gain > epsilon, gain);
            }
        }
    }

    private void giveUpOverdue(long now) {
        for (String root : waits.overdue(stores.open(), now)) {
            RootProfiled.Profile profile = stores.profile(root);
            if (profile == null) continue; // candidates whose profile is still to come
            RootState.Scoring state = stores.state(root) instanceof RootState.Scoring scoring ? scoring : null;
            log.atWarn()
                    .addKeyValue("run", profile.ref().run())
                    .addKeyValue("root", root)
                    .log("given up: nothing came for it within {}", maxWait);
            conclude(Conclusion.timedOut(profile, state, maxWait), now);
        }
    }

    private void carryOut(Step step, long time) {
        switch (step) {
            case Step.Ask ask -> {
                String root = ask.request().ref().root();
                meters.state(stores.state(root, ask.state()));
                waits.begin(root, context.currentSystemTimeMs());
                send(Topics.SCORE_REQUESTS, root, codec.encode(ask.request()), time);
            }
            case Step.Conclude conclude -> conclude(conclude.event(), time);
            case Step.Ignore ignore -> log.debug("a repeated answer was ignored");
        }
    }

    private void conclude(RootConcluded event, long time) {
        meters.material(stores.conclude(event.facts().ref().root()));
        waits.end(event.facts().ref().root());
        send(Topics.UNITS, event.facts().ref().run(), codec.encode(event), time);
        meters.concluded(event);
        log.atDebug()
                .addKeyValue("run", event.facts().ref().run())
                .addKeyValue("root", event.facts().ref().root())
                .log("root concluded");
    }

    private void send(String topic, String key, byte[] value, long time) {
        context.forward(new Record<>(
                key.getBytes(StandardCharsets.UTF_8), new Outgoing(topic, value), time, traces.headers(topic, key)));
    }

    private void bury(String topic, Record<byte[], byte[]> record, DeadLetterReason reason, String detail) {
        DeadLetter letter = new DeadLetter(record.key(), record.value(), reason, detail);
        letter.warn(log, topic);
        meters.buried(letter);
        RecordHeaders headers = new RecordHeaders();
        letter.headers(SERVICE).forEach(headers::add);
        context.forward(new Record<>(
                letter.key(), new Outgoing(Topics.deadLetters(topic), letter.value()), record.timestamp(), headers));
    }
}
