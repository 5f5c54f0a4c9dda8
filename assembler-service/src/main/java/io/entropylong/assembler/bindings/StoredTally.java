package io.entropylong.assembler.bindings;

import io.entropylong.assembler.tally.Tally;
import io.entropylong.assembler.tally.TallySource;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.springframework.cloud.stream.binder.kafka.streams.InteractiveQueryService;
import org.springframework.stereotype.Component;

/** Reads counts from the store of the tally function. */
@Component
class StoredTally implements TallySource {
    private final InteractiveQueryService stores;

    StoredTally(InteractiveQueryService stores) {
        this.stores = stores;
    }

    @Override
    public Tally of(String run) {
        try {
            ReadOnlyKeyValueStore<String, Tally> store =
                    stores.getQueryableStore(StreamsFunctions.TALLY, QueryableStoreTypes.keyValueStore());
            Tally tally = store == null ? null : store.get(run);
            return tally == null ? Tally.none() : tally;
        } catch (InvalidStateStoreException | IllegalStateException restoring) {
            return Tally.none();
        }
    }
}
