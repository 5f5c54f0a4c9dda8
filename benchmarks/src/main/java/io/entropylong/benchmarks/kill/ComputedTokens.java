package io.entropylong.benchmarks.kill;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What entropy services have computed, summed over processes that come and go. */
final class ComputedTokens {
    private static final Pattern COUNTER = Pattern.compile(
            "^entropylong_model_tokens_total\\{[^}]*kind=\"computed\"[^}]*} (\\S+)$", Pattern.MULTILINE);

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private long ended;

    /** To be called before a process is killed: what it has computed counts on. */
    void remember(URI service) {
        ended += of(service);
    }

    /** Of the processes that ended and of one that runs. */
    long with(URI service) {
        return ended + of(service);
    }

    /** 0 where it does not answer: it has just been started then, and has computed nothing. */
    private long of(URI service) {
        HttpRequest request = HttpRequest.newBuilder(service.resolve("/actuator/prometheus"))
                .timeout(Duration.ofSeconds(10))
                .build();
        try {
            Matcher counters = COUNTER.matcher(
                    client.send(request, BodyHandlers.ofString()).body());
            double tokens = 0;
            while (counters.find()) tokens += Double.parseDouble(counters.group(1));
            return Math.round(tokens);
        } catch (IOException starting) {
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }
}
