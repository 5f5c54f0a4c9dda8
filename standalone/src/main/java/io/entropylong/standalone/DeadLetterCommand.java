package io.entropylong.standalone;

import io.entropylong.common.topic.Topics;
import io.entropylong.messaging.DeadLetterReason;
import io.entropylong.messaging.deadletter.BuriedRecord;
import io.entropylong.messaging.deadletter.DeadLetters;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Records that could never be processed, after their cause is mended. */
@Command(
        name = "dlt",
        mixinStandardHelpOptions = true,
        description = {"Looks at dead letters and sends them again.", "Example: entropylong dlt list"},
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0: done", "1: failed", "2: wrong usage", "4: the broker does not answer"})
final class DeadLetterCommand {
    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "How many dead letters each topic has, by reason, and how many of them were not replayed.")
    int list(@Mixin BrokerOptions broker, @Mixin OutputOption output) throws IOException {
        List<Pile> piles = new ArrayList<>();
        asked(broker.kafka(), letters -> {
            for (String topic : Topics.ALL) {
                Map<String, Long> counts = new TreeMap<>();
                letters.forEach(topic, letter -> counts.merge(letter.reason(), 1L, Long::sum));
                counts.forEach(
                        (reason, count) -> piles.add(new Pile(topic, reason, count, waiting(letters, topic, reason))));
            }
        });
        output.print(piles, DeadLetterCommand::table);
        return ExitCode.DONE;
    }

    /**
     * The dead letters of a topic that have one reason.
     *
     * @param waiting letters that were not replayed; null where the reason is none of this version, so that they cannot be
     */
    private record Pile(
            String topic,
            String reason,
            long letters,
            @Nullable Long waiting) {}

    private static String table(List<Pile> piles) {
        TextTable table = new TextTable("topic", "reason", "letters", "waiting");
        for (Pile pile : piles) {
            table.add(pile.topic(), pile.reason(), pile.letters(), pile.waiting() == null ? "-" : pile.waiting());
        }
        return table.toString();
    }

    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            description = {
                "The dead letters of a topic; json and jsonl have their values too.",
                "Example: entropylong dlt show documents --reason malformed -o jsonl"
            })
    int show(
            @Mixin BrokerOptions broker,
            @Mixin OutputOption output,
            @Parameters(paramLabel = "TOPIC", description = "documents, runs, roots, ...") String topic,
            @Option(names = "--reason", description = "only these") @Nullable String reason,
            @Option(names = "--limit", defaultValue = "100", description = "most letters (default: ${DEFAULT-VALUE})")
                    long limit)
            throws IOException {
        String from = known(topic);
        String wanted = reason == null ? null : reason(reason).id();
        List<Letter> shown = new ArrayList<>();
        asked(
                broker.kafka(),
                letters -> letters.forEach(from, letter -> {
                    if (wanted != null && !wanted.equals(letter.reason())) return;
                    if (shown.size() < limit) shown.add(Letter.of(letter));
                }));
        output.print(shown, DeadLetterCommand::letters);
        return ExitCode.DONE;
    }

    private static String letters(List<Letter> letters) {
        TextTable table = new TextTable("partition", "offset", "buried", "service", "reason", "key", "detail");
        for (Letter letter : letters) {
            table.add(
                    letter.partition(),
                    letter.offset(),
                    letter.buried(),
                    letter.service(),
                    letter.reason(),
                    letter.key() == null ? "-" : ExplanationText.oneLine(letter.key()),
                    ExplanationText.oneLine(letter.detail()));
        }
        return table.toString();
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
            @Mixin BrokerOptions broker,
            @Mixin OutputOption output,
            @Parameters(paramLabel = "TOPIC", description = "documents, runs, roots, ...") String topic,
            @Option(names = "--reason", required = true, description = "which; mend the cause first") String reason)
            throws IOException {
        String to = known(topic);
        DeadLetterReason chosen = reason(reason);
        List<Replayed> replayed = new ArrayList<>();
        asked(broker.kafka(), letters -> replayed.add(new Replayed(to, chosen.id(), letters.replay(to, chosen))));
        output.print(replayed.getFirst(), done -> "replayed " + done.replayed());
        return ExitCode.DONE;
    }

    private record Replayed(String topic, String reason, long replayed) {}

    private static @Nullable Long waiting(DeadLetters letters, String topic, String reason) {
        return Stream.of(DeadLetterReason.values())
                .filter(known -> known.id().equals(reason))
                .findFirst()
                .map(known -> letters.waiting(topic, known))
                .orElse(null);
    }

    private static void asked(String kafka, Question question) {
        try {
            question.ask(new DeadLetters(kafka));
        } catch (TimeoutException e) {
            throw new UnreachableServer(
                    "Kafka at " + kafka + " does not answer: does 'entropylong serve' run in --data-dir,"
                            + " and is --kafka HOST:PORT right?");
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

    /**
     * A dead letter in words.
     *
     * @param key as text; null where the record has none
     * @param value as text; null where the record has none
     */
    private record Letter(
            String topic,
            int partition,
            long offset,
            String buried,
            String service,
            String reason,
            String detail,
            @Nullable String key,
            @Nullable String value) {
        static Letter of(BuriedRecord letter) {
            return new Letter(
                    letter.topic(),
                    letter.partition(),
                    letter.offset(),
                    letter.buried().toString(),
                    letter.service(),
                    letter.reason(),
                    letter.detail(),
                    text(letter.key()),
                    text(letter.value()));
        }
    }

    private static @Nullable String text(byte @Nullable [] bytes) {
        return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
    }

    private interface Question {
        void ask(DeadLetters letters);
    }
}
