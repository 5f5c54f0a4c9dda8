package io.entropylong.messaging.security;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/** What a caller may do; each may do what those before it may. */
enum Role {
    /** Look at corpora, runs, samples and metrics. */
    READ,
    /** Also upload, seal and start runs. */
    SUBMIT,
    /** Also delete. */
    ADMIN;

    /** This role and those within it, as Spring Security names them. */
    List<GrantedAuthority> authorities() {
        return Arrays.stream(values())
                .filter(role -> role.compareTo(this) <= 0)
                .<GrantedAuthority>map(role -> new SimpleGrantedAuthority("ROLE_" + role.name()))
                .toList();
    }

    /** As settings and tokens name it. */
    String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
