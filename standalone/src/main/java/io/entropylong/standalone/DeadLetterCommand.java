package io.entropylong.standalone;

import io.entropylong.common.topic.Topics;
import io.entropylong.messaging.DeadLetterReason;
import io.entropylong.messaging.deadletter.BuriedRecord;
import io.entropylong.messaging.deadletter.DeadLetters;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** Records that could never be processed, after their cause is mended. */
@Command(
        name = "dlt",
        mixinStandardHelpOptions = true,
        description = {"Looks at dead letters and sends them again.", "Example: entropylong dlt list"},
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0: done", "1: failed", "2: wrong usage"})
final class DeadLetterCommand {
    private static final String KAFKA = "127.0.0.1:9092";

    @Spec
    @Nullable
    CommandSpec spec;

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "How many dead letters each topic has, by reason, and how many of them were not replayed.")
    int list(
            @Option(names = "--kafka", defaultValue = KAFKA, description = "host:port (default: ${DEFAULT-VALUE})")
                    String kafka) {
        PrintWriter out = out();
        out.printf(Locale.ROOT, "%-16s %-16s %10s %10s%n", "topic", "reason", "letters", "waiting");
        asked(kafka, letters -> {
            for (String topic : Topics.ALL) {
                Map<String, Long> counts = new TreeMap<>();
                letters.forEach(topic, letter -> counts.merge(letter.reason(), 1L, Long::sum));
                counts.forEach((reason, count) -> out.printf(
                        Locale.ROOT, "%-16s %-16s %10d %10s%n", topic, reason, count, waiting(letters, topic, reason)));
            }
        });
        out.flush();
        return 0;
    }

    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            description = {
                "The dead letters of a topic, a JSON object a line.",
                "Example: entropylong dlt show documents --reason malformed"
            })
    int show(
            @Parameters(paramLabel = "TOPIC", description = "documents, runs, roots, ...") String topic,
            @Option(names = "--reason", description = "only these") @Nullable String reason,
            @Option(names = "--limit", defaultValue = "100", description = "most letters (default: ${DEFAULT-VALUE})")
                    long limit,
            @Option(names = "--kafka", defaultValue = KAFKA, description = "host:port (default: ${DEFAULT-VALUE})")
                    String kafka) {
        String from = known(topic);
        String wanted = reason == null ? null : reason(reason).id();
        PrintWriter out = out();
        long[] shown = {0};
        asked(
                kafka,
                letters -> letters.forEach(from, letter -> {
                    if (wanted != null && !wanted.equals(letter.reason())) return;
                    if (shown[0]++ < limit) out.println(line(letter));
                }));
        out.flush();
        return 0;
    }

    @Command(
            name = "replay",
            mixinStandardHelpOptions = true,
            description = {
                "Sends the dead letters of a reason to their topic again, each once: a letter that was replayed",
                "before is passed over. What fails again is a new dead letter.",
                "Example: entropylong dlt replay documents --reason unknown-corpus"
            })
    int replay(
            @Parameters(paramLabel = "TOPIC", description = "documents, runs, roots, ...") String topic,
            @Option(names = "--reason", required = true, description = "which; mend the cause first") String reason,
            @Option(names = "--kafka", defaultValue = KAFKA, description = "host:port (default: ${DEFAULT-VALUE})")
                    String kafka) {
        String to = known(topic);
        DeadLetterReason chosen = reason(reason);
        PrintWriter out = out();
        asked(kafka, letters -> out.println("replayed " + letters.replay(to, chosen)));
        out.flush();
        return 0;
    }

    private PrintWriter out() {
        if (spec == null) throw new IllegalStateException("picocli sets it");
        return spec.commandLine().getOut();
    }

    private static String waiting(DeadLetters letters, String topic, String reason) {
        return Stream.of(DeadLetterReason.values())
                .filter(known -> known.id().equals(reason))
                .findFirst()
                .map(known -> Long.toString(letters.waiting(topic, known)))
                .orElse("-");
    }

    private static void asked(String kafka, Question question) {
        try {
            question.ask(new DeadLetters(kafka));
        } catch (KafkaException e) {
            throw new UserError("--kafka " + kafka + ": " + e.getMessage());
        }
    }

    private static String known(String topic) {
        if (Topics.ALL.contains(topic)) return topic;
        throw new UserError(topic + " is no topic of the suite; there are " + String.join(", ", Topics.ALL));
    }

    private static DeadLetterReason reason(String id) {
        List<DeadLetterReason> all = List.of(DeadLetterReason.values());
        return all.stream()
                .filter(reason -> reason.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new UserError("--reason " + id + ": there are "
                        + String.join(
                                ", ", all.stream().map(DeadLetterReason::id).toList())));
    }

    private static String line(BuriedRecord letter) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("topic", letter.topic());
        fields.put("partition", letter.partition());
        fields.put("offset", letter.offset());
        fields.put("buried", letter.buried().toString());
        fields.put("service", letter.service());
        fields.put("reason", letter.reason());
        fields.put("detail", letter.detail());
        fields.put("key", text(letter.key()));
        fields.put("value", text(letter.value()));
        return JsonMapper.shared().writeValueAsString(fields);
    }

    private static @Nullable String text(byte @Nullable [] bytes) {
        return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
    }

    private interface Question {
        void ask(DeadLetters letters);
    }
}
