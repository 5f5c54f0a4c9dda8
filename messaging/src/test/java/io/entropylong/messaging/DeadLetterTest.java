package io.entropylong.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.entropylong.common.topic.TopicProvision;
import org.junit.jupiter.api.Test;

class DeadLetterTest {
    @Test
    void aRecordIsHandedOnByteForByte() {
        DeadLetter letter = new DeadLetter(new byte[] {1}, new byte[] {2, 3}, DeadLetterReason.UNKNOWN_RUN, "no run r");

        assertThat(letter.key()).containsExactly(1);
        assertThat(letter.value()).containsExactly(2, 3);
        assertThat(letter.headers("verifier")).containsOnlyKeys("reason", "detail", "service");
        assertThat(letter.headers("verifier").get("reason")).isEqualTo("unknown-run".getBytes(UTF_8));
    }

    @Test
    void aTombstoneWithoutAKeyStaysOne() {
        DeadLetter letter = new DeadLetter(null, null, DeadLetterReason.MALFORMED, "");

        assertThat(letter.key()).isNull();
        assertThat(letter.value()).isNull();
        assertThat(letter.keyText()).isEmpty();
    }

    @Test
    void whatIsLargerThanARecordMayBeIsCutAndSaysHowMuchIsMissing() {
        int tooMuch = TopicProvision.MAX_RECORD_BYTES + 1;
        DeadLetter letter = new DeadLetter(new byte[10], new byte[tooMuch], DeadLetterReason.TOO_LARGE, "");
        DeadLetter longKey = new DeadLetter(new byte[tooMuch], new byte[10], DeadLetterReason.MALFORMED, "");

        // 16 KiB are for headers: 10 + MAX + 1 - (MAX - 16384)
        assertThat(letter.headers("retrieval").get(DeadLetter.CUT)).isEqualTo("16395".getBytes(UTF_8));
        assertThat(letter.key()).hasSize(10);
        assertThat(letter.value()).hasSize(tooMuch - 16_395);
        assertThat(longKey.missing()).isEqualTo(16_395);
        assertThat(longKey.value()).isEmpty();
        assertThat(longKey.keyText()).hasSize(200);
    }

    @Test
    void aLongDetailIsCut() {
        DeadLetter letter = new DeadLetter(null, null, DeadLetterReason.MALFORMED, "d".repeat(20_000_000));

        assertThat(letter.headers("entropy").get("detail")).hasSize(1000);
        assertThat(letter.headers("entropy")).doesNotContainKey(DeadLetter.CUT);
    }
}
