package io.entropylong.messaging.security;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who may use this service over HTTP.
 *
 * @param mode unless it is said: {@code oidc} with an issuer, {@code keys} with keys, else {@code local}
 * @param keys of each role, {@code read}, {@code submit} and {@code admin}: several while one is being replaced
 * @param oidc tokens of an identity provider
 * @param openMetrics whether /actuator/prometheus asks for nothing; a network policy has to guard it then
 */
@ConfigurationProperties(prefix = "entropylong.security", ignoreUnknownFields = false)
record SecurityProperties(
        @Nullable Mode mode,
        @DefaultValue Map<Role, List<String>> keys,
        @DefaultValue Oidc oidc,
        @DefaultValue("false") boolean openMetrics) {
    static final int LEAST_KEY_LENGTH = 16;

    SecurityProperties {
        keys = Map.copyOf(keys);
    }

    enum Mode {
        /** Asks for nothing, and answers on this machine only. */
        LOCAL,
        /** Asks for nothing, wherever it is reached from. */
        NONE,
        /** Asks for a key. */
        KEYS,
        /** Asks for a token of an identity provider. */
        OIDC
    }

    /**
     * @param issuer URI under which the provider describes itself; empty for none
     * @param audience that a token must name; empty for any
     * @param rolesClaim claim with the names of roles; dots lead into it
     */
    record Oidc(
            @DefaultValue("") String issuer,
            @DefaultValue("") String audience,
            @DefaultValue("roles") String rolesClaim) {}

    /**
     * The mode that holds.
     *
     * @param address that the service listens on; null for all
     * @throws IllegalStateException when the settings leave it open to others, or contradict each other
     */
    Mode decide(@Nullable InetAddress address) {
        List<String> problems = new ArrayList<>();
        keys.forEach((role, all) -> all.stream()
                .filter(key -> key.length() < LEAST_KEY_LENGTH)
                .forEach(key -> problems.add("a key of entropylong.security.keys." + role.id() + " has " + key.length()
                        + " characters, wanted are " + LEAST_KEY_LENGTH)));
        boolean haveKeys = keys.values().stream().anyMatch(all -> !all.isEmpty());
        boolean haveIssuer = !oidc.issuer().isBlank();
        Mode decided = mode;
        if (decided == null) decided = haveIssuer ? Mode.OIDC : haveKeys ? Mode.KEYS : Mode.LOCAL;
        if (decided == Mode.KEYS && !haveKeys) problems.add("mode is keys, but entropylong.security.keys has none");
        if (decided == Mode.OIDC && !haveIssuer)
            problems.add("mode is oidc, but entropylong.security.oidc.issuer is not set");
        if (decided == Mode.LOCAL && (address == null || !address.isLoopbackAddress())) {
            problems.add("the service would listen on " + (address == null ? "all addresses" : address.getHostAddress())
                    + " and ask nobody who they are; set entropylong.security.keys.admin (and .submit, .read) or"
                    + " entropylong.security.oidc.issuer, or say entropylong.security.mode=none");
        }
        if (!problems.isEmpty()) throw new IllegalStateException("security: " + String.join("; ", problems));
        return decided;
    }

    /** Without the keys. */
    @Override
    public String toString() {
        return "SecurityProperties[mode " + String.valueOf(mode).toLowerCase(Locale.ROOT) + ", keys of " + keys.keySet()
                + "]";
    }
}
