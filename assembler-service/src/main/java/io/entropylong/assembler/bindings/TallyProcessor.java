package io.entropylong.assembler.bindings;

import io.entropylong.assembler.tally.Tally;
import io.entropylong.common.message.CandidatesRetrieved;
import io.entropylong.common.message.ContextsScored;
import io.entropylong.common.message.MalformedMessageException;
import io.entropylong.common.message.MessageCodec;
import io.entropylong.common.message.Packed;
import io.entropylong.common.message.RootConcluded;
import io.entropylong.common.message.RootProfiled;
import io.entropylong.common.topic.Topics;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns each message into what it adds to its run's counts. */
final class TallyProcessor implements Processor<byte[], byte[], String, Tally> {
    private static final Logger log = LoggerFactory.getLogger(TallyProcessor.class);

    private final MessageCodec codec = new MessageCodec();
    private final ProcessorContext<String, Tally> context;

    TallyProcessor(ProcessorContext<String, Tally> context) {
        this.context = context;
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        String topic = context.recordMetadata().orElseThrow().topic();
        byte[] value = record.value();
        try {
            switch (topic) {
                case Topics.PROFILES -> {
                    RootProfiled root = codec.decode(value, RootProfiled.class);
                    add(record, root.ref().run(), Tally.of(root));
                }
                case Topics.CANDIDATES -> {
                    CandidatesRetrieved candidates = codec.decode(value, CandidatesRetrieved.class);
                    add(record, candidates.ref().run(), Tally.of(candidates));
                }
                case Topics.SCORES -> {
                    ContextsScored scored = codec.decode(value, ContextsScored.class);
                    add(record, scored.ref().run(), Tally.of(scored));
                }
                case Topics.UNITS -> {
                    RootConcluded root = codec.decode(value, RootConcluded.class);
                    add(record, root.facts().ref().run(), Tally.of(root));
                }
                default -> {
                    Packed packed = codec.decode(value, Packed.class);
                    add(record, packed.run(), Tally.of(packed));
                }
            }
        } catch (MalformedMessageException e) {
            // whoever works on that topic sends it to its dead letters; here it only counts for nothing
            log.warn("a record of {} is not counted: {}", topic, e.getMessage());
        }
    }

    private void add(Record<byte[], byte[]> record, String run, Tally tally) {
        if (!tally.equals(Tally.none())) context.forward(new Record<>(run, tally, record.timestamp()));
    }
}
