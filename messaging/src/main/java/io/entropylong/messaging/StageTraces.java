package io.entropylong.messaging;

import io.entropylong.common.topic.Topics;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.support.KafkaHeaders;
import org.springframework.messaging.Message;

/**
 * The way of a root through the stages as one trace: a span for each record that a stage works on, and its context in the W3C
 * headers of what is sent for the record's key. Spring Kafka observes single records only; here they come in batches, and
 * through Kafka Streams. Thread-safe.
 */
public final class StageTraces {
    private final Tracer tracer;
    private final Propagator propagator;
    private final boolean enabled;

    @SuppressWarnings("ThreadLocalUsage") // one for each of the services that may share this JVM
    private final ThreadLocal<@Nullable Open> open = new ThreadLocal<>();

    private StageTraces(Tracer tracer, Propagator propagator, boolean enabled) {
        this.tracer = tracer;
        this.propagator = propagator;
        this.enabled = enabled;
    }

    public StageTraces(Tracer tracer, Propagator propagator) {
        this(tracer, propagator, true);
    }

    /** Makes no spans and adds no headers. */
    public static StageTraces none() {
        return new StageTraces(Tracer.NOOP, Propagator.NOOP, false);
    }

    /** Works on a batch; what is sent for the key of one of its records belongs to that record's trace. */
    public void batch(String stage, Message<List<byte[]>> batch, Runnable work) {
        if (!enabled) {
            work.run();
            return;
        }
        List<?> keys = list(batch, KafkaHeaders.RECEIVED_KEY);
        List<?> headers = list(batch, KafkaHeaders.BATCH_CONVERTED_HEADERS);
        List<?> topics = list(batch, KafkaHeaders.RECEIVED_TOPIC);
        Map<String, Span> byKey = new HashMap<>();
        List<Span> all = new ArrayList<>();
        for (int i = 0; i < batch.getPayload().size(); i++) {
            String key = text(i < keys.size() ? keys.get(i) : null);
            Map<?, ?> carrier = i < headers.size() && headers.get(i) instanceof Map<?, ?> map ? map : Map.of();
            Span span = start(stage, key, text(i < topics.size() ? topics.get(i) : null), carrier);
            byKey.putIfAbsent(key, span);
            all.add(span);
        }
        within(new Open(byKey, null), all, work);
    }

    /** Works on one record; all that is sent meanwhile belongs to its trace. */
    @SuppressWarnings("try") // the scope only has to end
    public void record(String stage, String topic, byte @Nullable [] key, Headers headers, Runnable work) {
        if (!enabled) {
            work.run();
            return;
        }
        Map<String, Object> carrier = new HashMap<>();
        for (Header header : headers) carrier.put(header.key(), header.value());
        Span span = start(stage, text(key), topic, carrier);
        try (Tracer.SpanInScope scope = tracer.withSpan(span)) {
            within(new Open(Map.of(), span), List.of(span), work);
        }
    }

    /** The headers of a record that is sent. A root begins a trace unless its key is worked on. */
    public Headers headers(String topic, String key) {
        RecordHeaders headers = new RecordHeaders();
        if (!enabled) return headers;
        Open current = open.get();
        Span span = current == null ? null : current.find(key);
        if (span == null) {
            if (!topic.equals(Topics.ROOTS)) return headers;
            span = tracer.spanBuilder()
                    .setNoParent()
                    .kind(Span.Kind.PRODUCER)
                    .name("send")
                    .tag("messaging.destination.name", topic)
                    .tag("messaging.kafka.message.key", key)
                    .start();
            span.end();
        }
        propagator.inject(span.context(), headers, (carrier, name, value) -> {
            if (carrier != null) carrier.add(name, value.getBytes(StandardCharsets.UTF_8));
        });
        return headers;
    }

    private void within(Open spans, List<Span> all, Runnable work) {
        open.set(spans);
        try {
            work.run();
        } catch (RuntimeException e) {
            all.forEach(span -> span.error(e));
            throw e;
        } finally {
            open.remove();
            all.forEach(Span::end);
        }
    }

    private Span start(String stage, String key, String topic, Map<?, ?> carrier) {
        return propagator
                .extract(carrier, (from, name) -> from == null ? null : textOrNull(from.get(name)))
                .kind(Span.Kind.CONSUMER)
                .name(stage)
                .tag("messaging.system", "kafka")
                .tag("messaging.destination.name", topic)
                .tag("messaging.kafka.message.key", key)
                .start();
    }

    private static List<?> list(Message<?> batch, String name) {
        List<?> values = batch.getHeaders().get(name, List.class);
        return values == null ? List.of() : values;
    }

    private static String text(@Nullable Object value) {
        String text = textOrNull(value);
        return text == null ? "" : text;
    }

    private static @Nullable String textOrNull(@Nullable Object value) {
        if (value instanceof byte[] bytes) return new String(bytes, StandardCharsets.UTF_8);
        return value == null ? null : value.toString();
    }

    /**
     * @param byKey a span for each key of a batch
     * @param only the span of the one record, whatever key is asked for; null in a batch
     */
    private record Open(Map<String, Span> byKey, @Nullable Span only) {
        @Nullable
        Span find(String key) {
            return only != null ? only : byKey.get(key);
        }
    }
}
