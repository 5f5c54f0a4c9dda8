package io.entropylong.messaging.security;

import io.entropylong.messaging.security.SecurityProperties.Mode;
import jakarta.servlet.DispatcherType;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.SupplierJwtDecoder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationConverter;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.context.SecurityContextHolderFilter;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.security.web.header.writers.CrossOriginOpenerPolicyHeaderWriter.CrossOriginOpenerPolicy;
import org.springframework.security.web.header.writers.CrossOriginResourcePolicyHeaderWriter.CrossOriginResourcePolicy;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

/**
 * Closes the HTTP interfaces of a service: on the loopback address without keys, elsewhere with them. Spring Security does
 * the work; of it, only what presents a key is ours.
 */
@AutoConfiguration(before = ServletWebSecurityAutoConfiguration.class)
@EnableConfigurationProperties(SecurityProperties.class)
public class HttpSecurityConfiguration {
    private static final Logger log = LoggerFactory.getLogger(HttpSecurityConfiguration.class);

    /** Pages bring all they need, but Swagger's and the inspector's elements have styles of their own. */
    private static final String CONTENT_SECURITY_POLICY = "default-src 'self'; style-src 'self' 'unsafe-inline';"
            + " img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]", "::1");

    private final SecurityProperties properties;
    private final Mode mode;

    HttpSecurityConfiguration(SecurityProperties properties, @Value("${server.address:}") String address)
            throws UnknownHostException {
        this.properties = properties;
        // for InetAddress an empty name is this machine, for the server it is every address
        this.mode = properties.decide(address.isBlank() ? null : InetAddress.getByName(address));
        if (mode == Mode.NONE)
            log.warn("security mode none: whoever reaches this service may use and delete everything");
    }

    @Bean
    SecurityFilterChain entropyLongSecurity(HttpSecurity http) {
        http.csrf(AbstractHttpConfigurer::disable) // no session and no cookie; see CrossSiteFilter
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .addFilterAfter(new CrossSiteFilter(), SecurityContextHolderFilter.class)
                .headers(headers -> headers.contentSecurityPolicy(
                                policy -> policy.policyDirectives(CONTENT_SECURITY_POLICY))
                        .referrerPolicy(policy -> policy.policy(ReferrerPolicy.NO_REFERRER))
                        .crossOriginOpenerPolicy(policy -> policy.policy(CrossOriginOpenerPolicy.SAME_ORIGIN))
                        .crossOriginResourcePolicy(policy -> policy.policy(CrossOriginResourcePolicy.SAME_ORIGIN)))
                .exceptionHandling(problems -> problems.authenticationEntryPoint((request, response, e) -> {
                            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, challenge());
                            Refusals.write(
                                    response, HttpStatus.UNAUTHORIZED, "unauthorized", "a key or token is wanted");
                        })
                        .accessDeniedHandler((request, response, e) -> Refusals.write(
                                response,
                                HttpStatus.FORBIDDEN,
                                "forbidden",
                                "the role of this key or token does not allow that")));
        if (mode == Mode.LOCAL || mode == Mode.NONE) {
            http.authorizeHttpRequests(requests -> requests.anyRequest().permitAll());
            return http.build();
        }
        http.authorizeHttpRequests(requests -> {
            // what a request that was let in leads to
            requests.dispatcherTypeMatchers(DispatcherType.ASYNC, DispatcherType.ERROR, DispatcherType.FORWARD)
                    .permitAll();
            // what probes and browsers fetch without knowing a key; none of it is the user's
            requests.requestMatchers("/actuator/health", "/actuator/health/**").permitAll();
            if (properties.openMetrics())
                requests.requestMatchers("/actuator/prometheus").permitAll();
            requests.requestMatchers("/actuator/**").hasRole(Role.READ.name());
            requests.requestMatchers(HttpMethod.GET, "/v1/**").hasRole(Role.READ.name());
            requests.requestMatchers(HttpMethod.HEAD, "/v1/**").hasRole(Role.READ.name());
            requests.requestMatchers(HttpMethod.DELETE, "/**").hasRole(Role.ADMIN.name());
            requests.requestMatchers("/v1/**").hasRole(Role.SUBMIT.name());
            requests.requestMatchers(HttpMethod.GET, "/**").permitAll();
            requests.anyRequest().hasRole(Role.ADMIN.name());
        });
        if (mode == Mode.KEYS) {
            http.addFilterBefore(new ApiKeyFilter(new ApiKeys(properties.keys())), AuthorizationFilter.class);
        } else {
            JwtAuthenticationConverter roles = new JwtAuthenticationConverter();
            roles.setJwtGrantedAuthoritiesConverter(
                    new TokenRoles(properties.oidc().rolesClaim()));
            http.oauth2ResourceServer(server -> server.jwt(
                    jwt -> jwt.decoder(new SupplierJwtDecoder(this::decoder)).jwtAuthenticationConverter(roles)));
        }
        return http.build();
    }

    /** On this machine a name that leads to it may still be another site's: DNS rebinding. */
    @Bean
    StrictHttpFirewall httpFirewall() {
        StrictHttpFirewall firewall = new StrictHttpFirewall();
        // files may be named so, and nothing here decodes a path twice
        firewall.setAllowUrlEncodedPercent(true);
        // one that no operation has is answered with 405, which names those that it has
        firewall.setUnsafeAllowAnyHttpMethod(true);
        if (mode == Mode.LOCAL) firewall.setAllowedHostnames(THIS_MACHINE::contains);
        return firewall;
    }

    /** Nobody logs in with a password; without this bean Boot would make a user and log a password for it. */
    @Bean
    AuthenticationManager noPasswords() {
        return authentication -> {
            throw new AuthenticationException("passwords are not known here") {
                private static final long serialVersionUID = 1L;
            };
        };
    }

    private JwtDecoder decoder() {
        SecurityProperties.Oidc oidc = properties.oidc();
        NimbusJwtDecoder decoder =
                NimbusJwtDecoder.withIssuerLocation(oidc.issuer()).build();
        OAuth2TokenValidator<Jwt> valid = JwtValidators.createDefaultWithIssuer(oidc.issuer());
        if (!oidc.audience().isEmpty()) {
            valid = new DelegatingOAuth2TokenValidator<>(
                    valid,
                    new JwtClaimValidator<List<String>>(
                            JwtClaimNames.AUD, named -> named != null && named.contains(oidc.audience())));
        }
        decoder.setJwtValidator(valid);
        return decoder;
    }

    private String challenge() {
        return mode == Mode.KEYS ? "Basic realm=\"EntropyLong: any name, the key as password\"" : "Bearer";
    }
}
