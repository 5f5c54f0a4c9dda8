package io.entropylong.assembler.bindings;

import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.StoreBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Makes processors that need their context to be constructed, so that these can have final fields.
 *
 * @param stores that they use
 * @param construction from the context
 */
record DeferredProcessor<K, V>(
        Set<StoreBuilder<?>> stores, Function<ProcessorContext<K, V>, Processor<byte[], byte[], K, V>> construction)
        implements ProcessorSupplier<byte[], byte[], K, V> {
    @Override
    public Processor<byte[], byte[], K, V> get() {
        return new Processor<>() {
            private @Nullable Processor<byte[], byte[], K, V> constructed;

            @Override
            public void init(ProcessorContext<K, V> context) {
                constructed = construction.apply(context);
            }

            @Override
            public void process(Record<byte[], byte[]> record) {
                Objects.requireNonNull(constructed, "not initialised").process(record);
            }
        };
    }
}
