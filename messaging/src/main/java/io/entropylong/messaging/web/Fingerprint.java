package io.entropylong.messaging.web;

import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;

/** ETags of what has no version of its own. */
public final class Fingerprint {
    private Fingerprint() {}

    /** Another as soon as anything of the answer is; the same from every instance of a service, also after a restart. */
    public static String of(Object answer) {
        return UUID.nameUUIDFromBytes(JsonMapper.shared().writeValueAsBytes(answer))
                .toString();
    }
}
