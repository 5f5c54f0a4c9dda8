package io.entropylong.retrieval.search;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * How the search node lets this service in.
 *
 * @param username empty where it asks for none
 * @param password of that user
 * @param trust whom to believe to be the node; null for whom the JVM believes
 * @param signing of requests, with the credentials of the environment; null where nobody asks for it
 */
public record SearchAccess(
        String username,
        String password,
        @Nullable SSLContext trust,
        @Nullable AwsSigning signing) {
    /** For a node that asks for nothing. */
    public static final SearchAccess OPEN = new SearchAccess("", "", null, null);

    /** The header Authorization; empty where there is no user. */
    String authorization() {
        if (username.isEmpty()) return "";
        byte[] pair = (username + ":" + password).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(pair);
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "SearchAccess[" + username + "]";
    }
}
