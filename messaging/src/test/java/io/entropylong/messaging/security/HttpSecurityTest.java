package io.entropylong.messaging.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpSecurityTest {
    private static final String ADMIN = "admin-key-0123456789";
    private static final String NEW_ADMIN = "admin-key-9876543210";
    private static final String SUBMIT = "submit-key-0123456789";
    private static final String READ = "read-key-0123456789";
    private static final String[] KEYS = {
        "server.address=127.0.0.1",
        "entropylong.security.keys.admin=" + ADMIN + "," + NEW_ADMIN,
        "entropylong.security.keys.submit=" + SUBMIT,
        "entropylong.security.keys.read=" + READ
    };

    @Test
    void onThisMachineAsksForNothing() throws Exception {
        try (SecuredApplication open = new SecuredApplication("server.address=127.0.0.1")) {
            for (String method : List.of("GET", "PUT", "POST", "DELETE")) {
                assertThat(open.status(method, "/v1/things")).as(method).isEqualTo(200);
            }
            assertThat(open.status("GET", "/actuator/prometheus")).isEqualTo(200);
        }
    }

    /** A page that its reader has open elsewhere must not reach what listens on the reader's machine. */
    @Test
    void onThisMachinePagesOfOtherSitesAreRefused() throws Exception {
        try (SecuredApplication open = new SecuredApplication("server.address=127.0.0.1")) {
            String own = "http://127.0.0.1:" + open.port();
            assertThat(open.status("POST", "/v1/things", "Sec-Fetch-Site", "cross-site"))
                    .isEqualTo(403);
            assertThat(open.status("POST", "/v1/things", "Origin", "https://elsewhere.example"))
                    .isEqualTo(403);
            assertThat(open.status("POST", "/v1/things", "Origin", "null")).isEqualTo(403);
            assertThat(open.status("POST", "/v1/things", "Origin", own)).isEqualTo(200);
            assertThat(open.status("POST", "/v1/things", "Sec-Fetch-Site", "same-origin"))
                    .isEqualTo(200);
            assertThat(statusForHost(open.port(), "rebound.example")).isEqualTo(400);
            assertThat(statusForHost(open.port(), "localhost")).isEqualTo(200);
        }
    }

    /** What never reaches a controller, and what no controller expected. */
    @ParameterizedTest
    @CsvSource({
        "/v1/%3B, 400, the request is not acceptable",
        "/v1/broken, 500, the service has failed; its log says why"
    })
    void everyErrorIsAProblemWhateverIsAcceptable(String path, int status, String detail) throws Exception {
        try (SecuredApplication open = new SecuredApplication("server.address=127.0.0.1")) {
            HttpResponse<String> error = open.send("GET", path, "Accept", "image/png");

            assertThat(error.statusCode()).isEqualTo(status);
            assertThat(error.headers().firstValue("Content-Type")).hasValue("application/problem+json");
            assertThat(error.body())
                    .contains("\"status\":" + status, "\"instance\":\"" + path + "\"", "\"detail\":\"" + detail + "\"")
                    .doesNotContain("IllegalState");
        }
    }

    @Test
    void aMethodThatAnOperationDoesNotHaveIsNotAllowedWhateverItsName() throws Exception {
        try (SecuredApplication open = new SecuredApplication("server.address=127.0.0.1")) {
            HttpResponse<String> refused = open.send("QUERY", "/v1/later");

            assertThat(refused.statusCode()).isEqualTo(405);
            assertThat(refused.headers().firstValue("Allow")).hasValue("GET");
        }
        try (SecuredApplication closed = new SecuredApplication(KEYS)) {
            assertThat(closed.status("QUERY", "/v1/later")).isEqualTo(401);
        }
    }

    @Test
    void everyAnswerSaysWhatAPageMayDo() throws Exception {
        try (SecuredApplication open = new SecuredApplication("server.address=127.0.0.1")) {
            HttpResponse<String> page = open.send("GET", "/page.html");

            assertThat(page.headers().firstValue("Content-Security-Policy"))
                    .hasValueSatisfying(policy -> assertThat(policy)
                            .contains("default-src 'self'", "frame-ancestors 'none'")
                            .doesNotContain("script-src"));
            assertThat(page.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
            assertThat(page.headers().firstValue("X-Frame-Options")).hasValue("DENY");
            assertThat(page.headers().firstValue("Referrer-Policy")).hasValue("no-referrer");
            assertThat(page.headers().firstValue("Cross-Origin-Resource-Policy"))
                    .hasValue("same-origin");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"server.address=0.0.0.0", "server.address=", "server.address=::"})
    void beyondThisMachineItDoesNotStartWithoutKeys(String address) {
        assertThatThrownBy(() -> new SecuredApplication(address))
                .hasStackTraceContaining("set entropylong.security.keys.admin")
                .hasStackTraceContaining("or say entropylong.security.mode=none");
    }

    @Test
    void beyondThisMachineItStartsWhenOpennessIsWanted() throws Exception {
        try (SecuredApplication open =
                new SecuredApplication("server.address=0.0.0.0", "entropylong.security.mode=none")) {
            assertThat(open.status("DELETE", "/v1/things")).isEqualTo(200);
            assertThat(statusForHost(open.port(), "retrieval.ns.svc")).isEqualTo(200);
        }
    }

    @Test
    void aWeakKeyIsRefusedAndNotShown() {
        assertThatThrownBy(
                        () -> new SecuredApplication("server.address=0.0.0.0", "entropylong.security.keys.admin=tiny"))
                .hasStackTraceContaining("a key of entropylong.security.keys.admin has 4 characters, wanted are 16")
                .satisfies(e -> assertThat(String.valueOf(e)).doesNotContain("tiny"));
    }

    @ParameterizedTest
    @CsvSource({
        READ + ", 200, 403, 403",
        SUBMIT + ", 200, 200, 403",
        ADMIN + ", 200, 200, 200",
        NEW_ADMIN + ", 200, 200, 200",
        "an-unknown-key-012345, 401, 401, 401"
    })
    void aKeyAllowsWhatItsRoleDoes(String key, int get, int post, int delete) throws Exception {
        try (SecuredApplication secured = new SecuredApplication(KEYS)) {
            assertThat(secured.status("GET", "/v1/things", "X-API-Key", key)).isEqualTo(get);
            assertThat(secured.status("POST", "/v1/things", "Authorization", "Bearer " + key))
                    .isEqualTo(post);
            assertThat(secured.status("PUT", "/v1/things", "Authorization", basic(key)))
                    .isEqualTo(post);
            assertThat(secured.status("DELETE", "/v1/things", "Authorization", basic(key)))
                    .isEqualTo(delete);
            assertThat(secured.status("GET", "/actuator/prometheus", "X-API-Key", key))
                    .isEqualTo(get);
        }
    }

    @Test
    void withoutAKeyOnlyHealthAndPagesAreThere() throws Exception {
        try (SecuredApplication secured = new SecuredApplication(KEYS)) {
            HttpResponse<String> refused = secured.send("GET", "/v1/things");

            assertThat(refused.statusCode()).isEqualTo(401);
            assertThat(refused.headers().firstValue("Content-Type")).hasValue("application/problem+json");
            assertThat(refused.headers().firstValue("WWW-Authenticate"))
                    .hasValueSatisfying(challenge -> assertThat(challenge).startsWith("Basic realm="));
            assertThat(refused.body()).contains("\"type\":\"/problems/unauthorized\"", "\"status\":401");
            assertThat(secured.status("GET", "/actuator/health/liveness")).isEqualTo(200);
            assertThat(secured.status("GET", "/page.html")).isEqualTo(200);
            assertThat(secured.status("GET", "/actuator/prometheus")).isEqualTo(401);
            assertThat(secured.status("GET", "/v1/things", "Authorization", "Basic ???"))
                    .isEqualTo(401);
            assertThat(secured.status("POST", "/page.html")).isEqualTo(401);
        }
    }

    /** What comes of a request is not asked for the key again. */
    @Test
    void lateAnswersAndErrorsOfARequestThatWasLetInGetThrough() throws Exception {
        try (SecuredApplication secured = new SecuredApplication(KEYS)) {
            assertThat(secured.send("GET", "/v1/later", "X-API-Key", READ).body())
                    .isEqualTo("a thing");
            assertThat(secured.status("POST", "/v1/broken", "X-API-Key", SUBMIT))
                    .isEqualTo(500);
            assertThat(secured.status("POST", "/v1/none", "X-API-Key", SUBMIT)).isEqualTo(404);
            assertThat(secured.status("PUT", "/v1/files/100%25.jsonl", "X-API-Key", SUBMIT))
                    .isEqualTo(404);
        }
    }

    @Test
    void metricsCanBeLeftOpen() throws Exception {
        String[] settings = Arrays.copyOf(KEYS, KEYS.length + 1);
        settings[KEYS.length] = "entropylong.security.open-metrics=true";
        try (SecuredApplication secured = new SecuredApplication(settings)) {
            assertThat(secured.status("GET", "/actuator/prometheus")).isEqualTo(200);
            assertThat(secured.status("GET", "/v1/things")).isEqualTo(401);
        }
    }

    @Test
    void anIdentityProvidersTokenAllowsWhatItsRolesDo() throws Exception {
        RSAKey key = new RSAKeyGenerator(2048).keyID("k1").generate();
        HttpServer provider = provider(key);
        String issuer = "http://127.0.0.1:" + provider.getAddress().getPort();
        try (SecuredApplication secured = new SecuredApplication(
                "server.address=0.0.0.0",
                "entropylong.security.oidc.issuer=" + issuer,
                "entropylong.security.oidc.audience=entropylong",
                "entropylong.security.oidc.roles-claim=realm_access.roles")) {
            Instant soon = Instant.now().plusSeconds(60);
            String reader = token(key, issuer, "entropylong", soon, "read");
            String admin = token(key, issuer, "entropylong", soon, "entropylong-admin");

            assertThat(secured.status("GET", "/v1/things", bearer(reader))).isEqualTo(200);
            assertThat(secured.status("POST", "/v1/things", bearer(reader))).isEqualTo(403);
            assertThat(secured.status("DELETE", "/v1/things", bearer(admin))).isEqualTo(200);
            assertThat(secured.status("GET", "/v1/things")).isEqualTo(401);
            String[] wrong = {
                token(key, issuer, "other", soon, "admin"),
                token(key, "https://other", "entropylong", soon, "admin"),
                token(key, issuer, "entropylong", Instant.now().minusSeconds(600), "admin"),
                token(new RSAKeyGenerator(2048).keyID("k1").generate(), issuer, "entropylong", soon, "admin"),
            };
            for (String token : wrong) {
                assertThat(secured.status("GET", "/v1/things", bearer(token))).isEqualTo(401);
            }
            assertThat(secured.status("GET", "/v1/things", bearer(token(key, issuer, "entropylong", soon, "other"))))
                    .isEqualTo(403);
        } finally {
            provider.stop(0);
        }
    }

    private static HttpServer provider(RSAKey key) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        String issuer = "http://127.0.0.1:" + server.getAddress().getPort();
        Map<String, String> documents = Map.of(
                "/.well-known/openid-configuration",
                "{\"issuer\":\"" + issuer + "\",\"jwks_uri\":\"" + issuer
                        + "/keys\",\"subject_types_supported\":[\"public\"]}",
                "/keys",
                new JWKSet(key.toPublicJWK()).toString());
        documents.forEach((path, document) -> server.createContext(path, exchange -> {
            try (exchange) {
                byte[] body = document.getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().add("Content-Type", "application/json");
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
            }
        }));
        server.start();
        return server;
    }

    private static String token(RSAKey key, String issuer, String audience, Instant expiry, String role)
            throws Exception {
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .issuer(issuer)
                .audience(audience)
                .subject("somebody")
                .expirationTime(Date.from(expiry))
                .claim("realm_access", Map.of("roles", List.of(role)))
                .build();
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(), claims);
        token.sign(new RSASSASigner(key));
        return token.serialize();
    }

    private static String[] bearer(String token) {
        return new String[] {"Authorization", "Bearer " + token};
    }

    private static String basic(String key) {
        return "Basic " + Base64.getEncoder().encodeToString(("anybody:" + key).getBytes(StandardCharsets.UTF_8));
    }

    /** The JDK's client sets the header Host itself. */
    private static int statusForHost(int port, String host) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream()
                    .write(("GET /v1/things HTTP/1.1\r\nHost: " + host + ":" + port + "\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return Integer.parseInt(answer.substring(9, 12));
        }
    }
}
