package io.entropylong.messaging.security;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.convert.converter.Converter;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.oauth2.jwt.Jwt;

/**
 * The roles that a token's claim names, as a list or as words: {@code read}, {@code submit}, {@code admin}, with or without
 * {@code entropylong-} in front. Other names are somebody else's.
 *
 * @param claim its name; dots lead into claims that are objects, as Keycloak's {@code realm_access.roles}
 */
record TokenRoles(String claim) implements Converter<Jwt, Collection<GrantedAuthority>> {
    private static final String PREFIX = "entropylong-";

    @Override
    public Collection<GrantedAuthority> convert(Jwt token) {
        Object value = token.getClaims();
        for (String name : claim.split("\\.", -1)) value = value instanceof Map<?, ?> map ? map.get(name) : null;
        List<GrantedAuthority> authorities = new ArrayList<>();
        for (Object name : names(value)) {
            String plain = name.toString().replaceFirst("^" + PREFIX, "");
            Arrays.stream(Role.values())
                    .filter(role -> role.id().equals(plain))
                    .forEach(role -> authorities.addAll(role.authorities()));
        }
        return authorities;
    }

    private static List<?> names(@Nullable Object value) {
        if (value instanceof List<?> list) return list;
        return value instanceof String words ? Arrays.asList(words.split(" ", -1)) : List.of();
    }
}
