package io.entropylong.retrieval.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.entropylong.embedded.EmbeddedObjectStore;
import io.entropylong.embedded.ServerHome;
import io.entropylong.retrieval.corpus.FileKind;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** Imports from a server of S3's protocol and from a web server. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RemoteSourcesIT {
    private EmbeddedObjectStore store;
    private S3Client client;
    private HttpServer web;
    private URI site;

    @BeforeAll
    void start(@TempDir Path work) throws IOException {
        store = EmbeddedObjectStore.start(ServerHome.find(), work);
        client = S3Client.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .endpointOverride(store.endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
                .forcePathStyle(true)
                .build();
        client.createBucket(create -> create.bucket("corpora"));
        for (String key : List.of(
                "open/a.txt", "open/deep/b.jsonl.gz", "open/notes.doc", "open/.hidden.txt", "openly/c.txt", "d.txt")) {
            put(key, "text of " + key);
        }
        web = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        web.createContext("/", RemoteSourcesIT::serve);
        web.start();
        site = URI.create("http://127.0.0.1:" + web.getAddress().getPort());
    }

    @AfterAll
    void stop() {
        web.stop(0);
        client.close();
        store.close();
    }

    @Test
    void aPrefixGivesItsObjectsOfAKnownKindByTheirKeysBelowTheRoot() throws IOException {
        BucketSource source = buckets("s3://corpora/open");
        List<ImportedFile> files = source.find(URI.create("s3://corpora/open/"));

        assertThat(files)
                .extracting(ImportedFile::name, ImportedFile::kind)
                .containsExactly(tuple("a.txt", FileKind.TEXT), tuple("deep~b.jsonl.gz", FileKind.JSONL));
        assertThat(text(files.getFirst())).isEqualTo("text of open/a.txt");
        assertThat(files.getFirst().length()).isEqualTo("text of open/a.txt".length());
        assertThat(source.find(URI.create("s3://corpora/open/deep/b.jsonl.gz")))
                .extracting(ImportedFile::name)
                .containsExactly("deep~b.jsonl.gz");
    }

    @Test
    void anObjectThatHasChangedSinceItWasFoundIsNotReadUnderItsOldKey() throws IOException {
        put("open/changing/e.txt", "before");
        URI uri = URI.create("s3://corpora/open/changing/e.txt");
        BucketSource source = buckets("s3://corpora/open");
        ImportedFile before = source.find(uri).getFirst();
        put("open/changing/e.txt", "after");

        assertThat(source.find(uri).getFirst().key()).isNotEqualTo(before.key());
        assertThatThrownBy(before::open).isInstanceOf(IOException.class).hasMessageContaining("open/changing/e.txt");
        client.deleteObject(delete -> delete.bucket("corpora").key("open/changing/e.txt"));
    }

    @Test
    void nothingOutsideAPrefixIsRead() {
        BucketSource source = buckets("s3://corpora/open");
        for (String uri :
                List.of("s3://corpora/d.txt", "s3://corpora/openly/c.txt", "s3://other/open/a.txt", "s3://corpora/")) {
            assertThatThrownBy(() -> source.find(URI.create(uri)))
                    .isInstanceOf(InvalidImportException.class)
                    .hasMessageContaining("one of the places");
        }
        assertThatThrownBy(() -> source.find(URI.create("s3://corpora/open/none.txt")))
                .hasMessageContaining("holds no file");
        assertThatThrownBy(() -> source.find(URI.create("s3://corpora/open/notes.doc")))
                .hasMessageContaining(".parquet");
        assertThatThrownBy(() -> buckets("s3://absent").find(URI.create("s3://absent/a.txt")))
                .hasMessageContaining("there is no bucket absent");
    }

    @Test
    void aFileOfAWebServerIsReadAndItsEntityTagIsItsKey() throws IOException {
        ImportedFile file = web(true).find(site.resolve("/open/deep/a.txt")).getFirst();

        assertThat(file.name()).isEqualTo("deep~a.txt");
        assertThat(text(file)).isEqualTo("text of /open/deep/a.txt");
        assertThat(file.key()).contains("\"tag\"");
    }

    @Test
    void nothingOutsideAPlaceOnTheWebIsReadAndNoRedirectIsFollowed() {
        for (String path : List.of(
                "/secret.txt",
                "/opening/a.txt",
                "/open/../secret.txt",
                "/open/%2e%2e/secret.txt",
                "/open/a.txt?other=secret.txt")) {
            assertThatThrownBy(() -> web(true).find(URI.create(site + path)))
                    .isInstanceOf(InvalidImportException.class)
                    .hasMessageContaining("one of the places");
        }
        assertThatThrownBy(() -> web(true).find(site.resolve("/open/moved.txt")))
                .hasMessageContaining("answers 302, redirects are not followed");
        assertThatThrownBy(() -> web(true).find(site.resolve("/open/absent.txt")))
                .hasMessageContaining("answers 404");
    }

    @Test
    void addressesOfPrivateNetworksAreNotAskedUnlessThatIsAllowed() throws IOException {
        assertThatThrownBy(() -> web(false).find(site.resolve("/open/a.txt")))
                .isInstanceOf(InvalidImportException.class)
                .hasMessageContaining("of a private network");
        for (String address : List.of(
                "10.1.2.3",
                "172.16.0.1",
                "192.168.1.1",
                "169.254.169.254",
                "100.64.0.1",
                "0.0.0.0",
                "::1",
                "fd00::1",
                "fe80::1")) {
            assertThat(WebSource.isPrivate(InetAddress.getByName(address)))
                    .as(address)
                    .isTrue();
        }
        for (String address : List.of("8.8.8.8", "100.128.0.1", "172.32.0.1", "2001:4860:4860::8888")) {
            assertThat(WebSource.isPrivate(InetAddress.getByName(address)))
                    .as(address)
                    .isFalse();
        }
    }

    private static void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            if (path.endsWith("moved.txt")) {
                exchange.getResponseHeaders().set("Location", "/secret.txt");
                exchange.sendResponseHeaders(302, -1);
            } else if (path.endsWith("absent.txt")) {
                exchange.sendResponseHeaders(404, -1);
            } else {
                byte[] body = ("text of " + path).getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().set("ETag", "\"tag\"");
                if (exchange.getRequestMethod().equals("HEAD")) {
                    exchange.sendResponseHeaders(200, -1);
                } else {
                    exchange.sendResponseHeaders(200, body.length);
                    exchange.getResponseBody().write(body);
                }
            }
        }
    }

    private WebSource web(boolean privateAddresses) {
        return new WebSource(List.of(site.resolve("/open")), privateAddresses);
    }

    private BucketSource buckets(String root) {
        return new BucketSource(List.of(URI.create(root)), client);
    }

    private void put(String key, String text) {
        client.putObject(put -> put.bucket("corpora").key(key), RequestBody.fromString(text));
    }

    private static String text(ImportedFile file) throws IOException {
        try (InputStream in = file.open()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
