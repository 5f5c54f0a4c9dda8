package io.entropylong.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.entropylong.common.topic.Topics;
import io.micrometer.tracing.otel.bridge.OtelCurrentTraceContext;
import io.micrometer.tracing.otel.bridge.OtelPropagator;
import io.micrometer.tracing.otel.bridge.OtelTracer;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.springframework.kafka.support.KafkaHeaders;
import org.springframework.messaging.Message;
import org.springframework.messaging.support.MessageBuilder;

class StageTracesTest {
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String PARENT = "b7ad6b7169203331";
    private static final byte[] CONTEXT = bytes("00-" + TRACE + "-" + PARENT + "-01");

    private final InMemorySpanExporter spans = InMemorySpanExporter.create();
    private final StageTraces traces = traces();

    @Test
    void whatIsSentForARecordOfABatchGoesOnWithItsTrace() {
        traces.batch("score", batch(), () -> {
            assertThat(traceOf(traces.headers(Topics.SCORES, "root-a"))).isEqualTo(TRACE);
            assertThat(traceOf(traces.headers(Topics.SCORES, "root-b"))).isNotEqualTo(TRACE);
        });

        SpanData first = span("root-a");
        assertThat(first.getName()).isEqualTo("score");
        assertThat(first.getTraceId()).isEqualTo(TRACE);
        assertThat(first.getParentSpanId()).isEqualTo(PARENT);
        assertThat(span("root-b").getParentSpanContext().isValid()).isFalse();
    }

    @Test
    void allThatIsSentForOneRecordGoesOnWithItsTrace() {
        Headers headers = new RecordHeaders().add("traceparent", CONTEXT);

        traces.record("verify", Topics.SCORES, bytes("root-a"), headers, () -> assertThat(
                        traceOf(traces.headers(Topics.UNITS, "run")))
                .isEqualTo(TRACE));

        assertThat(span("root-a").getTraceId()).isEqualTo(TRACE);
    }

    @Test
    void onlyARootBeginsATrace() {
        assertThat(traces.headers(Topics.UNITS, "run")).isEmpty();
        assertThat(traceOf(traces.headers(Topics.ROOTS, "root-c"))).hasSize(32);
        assertThat(span("root-c").getName()).isEqualTo("send");
    }

    @Test
    void aFailureEndsTheSpansAndIsPassedOn() {
        assertThatThrownBy(() -> traces.batch("score", batch(), () -> {
                    throw new IllegalStateException("no");
                }))
                .hasMessage("no");

        assertThat(spans.getFinishedSpanItems())
                .hasSize(2)
                .allMatch(span -> span.getStatus().getStatusCode() == StatusCode.ERROR);
        assertThat(traces.headers(Topics.SCORES, "root-a")).isEmpty();
    }

    @Test
    void addsNothingWhereNothingIsTraced() {
        StageTraces none = StageTraces.none();

        none.batch("score", batch(), () -> assertThat(none.headers(Topics.ROOTS, "root-a"))
                .isEmpty());
    }

    private StageTraces traces() {
        SdkTracerProvider provider = SdkTracerProvider.builder()
                .addSpanProcessor(SimpleSpanProcessor.create(spans))
                .build();
        Tracer tracer = provider.get("test");
        return new StageTraces(
                new OtelTracer(tracer, new OtelCurrentTraceContext(), event -> {}),
                new OtelPropagator(ContextPropagators.create(W3CTraceContextPropagator.getInstance()), tracer));
    }

    private static Message<List<byte[]>> batch() {
        return MessageBuilder.withPayload(List.of(new byte[0], new byte[0]))
                .setHeader(KafkaHeaders.RECEIVED_KEY, List.of(bytes("root-a"), bytes("root-b")))
                .setHeader(KafkaHeaders.RECEIVED_TOPIC, List.of("score-requests", "score-requests"))
                .setHeader(KafkaHeaders.BATCH_CONVERTED_HEADERS, List.of(Map.of("traceparent", CONTEXT), Map.of()))
                .build();
    }

    private SpanData span(String key) {
        return spans.getFinishedSpanItems().stream()
                .filter(span -> span.getAttributes().asMap().containsValue(key))
                .findFirst()
                .orElseThrow();
    }

    private static String traceOf(Headers headers) {
        Header context = headers.lastHeader("traceparent");
        return new String(context.value(), StandardCharsets.UTF_8).split("-", -1)[1];
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
