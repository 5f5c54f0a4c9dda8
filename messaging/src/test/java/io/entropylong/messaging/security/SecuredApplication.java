package io.entropylong.messaging.security;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** An interface like those of the services, on a free port. */
final class SecuredApplication implements AutoCloseable {
    private final ConfigurableApplicationContext context;
    private final HttpClient client = HttpClient.newHttpClient();

    /** @param settings as name=value */
    SecuredApplication(String... settings) {
        List<String> arguments = new ArrayList<>(List.of(
                "--server.port=0",
                "--spring.cloud.function.definition=",
                "--spring.jmx.enabled=false",
                "--spring.main.banner-mode=off",
                "--management.endpoints.web.exposure.include=health,prometheus",
                "--management.health.binders.enabled=false"));
        for (String setting : settings) arguments.add("--" + setting);
        context = new SpringApplicationBuilder(Application.class)
                .registerShutdownHook(false)
                .run(arguments.toArray(String[]::new));
    }

    int port() {
        return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    /** @param headers names and values in turn */
    HttpResponse<String> send(String method, String path, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
                .timeout(Duration.ofSeconds(20))
                .method(method, HttpRequest.BodyPublishers.noBody());
        if (headers.length > 0) request.headers(headers);
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    int status(String method, String path, String... headers) throws IOException, InterruptedException {
        return send(method, path, headers).statusCode();
    }

    @Override
    public void close() {
        client.close();
        context.close();
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(Things.class)
    static class Application {}

    @RestController
    static class Things {
        @RequestMapping({"/v1/things", "/page.html"})
        String thing() {
            return "a thing";
        }

        @GetMapping("/v1/later")
        Callable<String> later() {
            return () -> "a thing";
        }

        @RequestMapping("/v1/broken")
        String broken() {
            throw new IllegalStateException("broken");
        }
    }
}
