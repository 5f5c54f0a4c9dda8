package io.entropylong.verifier.verification;

import io.entropylong.common.message.ModelIdentity;
import io.entropylong.common.message.RootConcluded.Context;
import io.entropylong.common.message.RootProfiled;
import java.util.List;

/** Tokens of [start] C1 [separator] .. Cm [separator] D [end]. */
final class UnitSize {
    private UnitSize() {}

    static int of(RootProfiled.Profile profile, List<Context> contexts) {
        ModelIdentity model = profile.model();
        int size = model.start().size() + profile.tokens().size() + model.end().size();
        for (Context context : contexts) {
            size += context.tokens().size() + model.separator().size();
        }
        return size;
    }
}
