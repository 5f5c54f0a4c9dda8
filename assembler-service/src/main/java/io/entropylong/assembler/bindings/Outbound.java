package io.entropylong.assembler.bindings;

import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.jspecify.annotations.Nullable;

/**
 * A record on its way to a topic.
 *
 * @param topic where it goes
 * @param value as it stands there; null is a tombstone
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Outbound(String topic, byte @Nullable [] value) {
    /** Writes the value only; nothing reads it back as an Outbound. */
    static Serde<Outbound> serde() {
        return Serdes.serdeFrom((topic, outbound) -> outbound.value(), (topic, bytes) -> new Outbound(topic, bytes));
    }
}
