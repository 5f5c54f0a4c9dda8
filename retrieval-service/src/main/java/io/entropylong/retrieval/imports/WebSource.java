package io.entropylong.retrieval.imports;

import io.entropylong.retrieval.corpus.FileKind;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Places on the web that files may be imported from, each with all that lies below it. No redirect is followed, and no
 * address of a private network is asked unless that is allowed: a name in a configured root could come to point there.
 */
public final class WebSource implements ImportSource {
    private static final int CONNECT_MILLIS = 20_000;
    private static final int READ_MILLIS = 60_000;
    private static final int CARRIER_GRADE_NAT = 0x40;

    private final List<URI> roots;
    private final boolean privateAddresses;

    /**
     * @param roots {@code https://HOST/PATH}, or http where it is said here
     * @param privateAddresses whether hosts of private networks and of this machine may be asked
     */
    public WebSource(List<URI> roots, boolean privateAddresses) {
        this.roots = roots.stream().map(WebSource::folder).toList();
        this.privateAddresses = privateAddresses;
    }

    @Override
    public boolean reads(String scheme) {
        return scheme.equals("https") || scheme.equals("http");
    }

    @Override
    public List<ImportedFile> find(URI uri) {
        URI root = roots.stream()
                .filter(place -> holds(place, uri))
                .findFirst()
                .orElseThrow(() -> ImportSources.outside(uri));
        FileKind kind = FileKind.ofName(uri.getPath()).orElseThrow(() -> ImportSources.ofNoKind(uri));
        String name = uri.getPath().substring(root.getPath().length()).replace('/', '~');
        try {
            return List.of(WebFile.of(name, kind, uri, this));
        } catch (IOException e) {
            throw new InvalidImportException(uri + " cannot be read: " + e.getMessage());
        }
    }

    private static URI folder(URI root) {
        if (root.getHost() == null || root.getQuery() != null || root.getFragment() != null) {
            throw new IllegalArgumentException(root + " is no https://HOST/PATH");
        }
        String path = root.getPath();
        try {
            return new URI(root.getScheme(), root.getAuthority(), path.endsWith("/") ? path : path + "/", null, null);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(root + " is no https://HOST/PATH", e);
        }
    }

    /** What could mean another place to the server than it says here is not held. */
    private static boolean holds(URI root, URI uri) {
        String path = uri.getPath();
        return root.getScheme().equals(uri.getScheme())
                && root.getAuthority().equalsIgnoreCase(uri.getAuthority())
                && uri.getUserInfo() == null
                && uri.getQuery() == null
                && path.startsWith(root.getPath())
                && path.indexOf('\\') < 0
                && path.indexOf('%') < 0
                && Arrays.stream(path.split("/", -1)).noneMatch(part -> part.equals("..") || part.equals("."));
    }

    private HttpURLConnection connect(URI uri, String method) throws IOException {
        if (!privateAddresses) requirePublic(uri.getHost());
        HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
        connection.setRequestMethod(method);
        connection.setInstanceFollowRedirects(false);
        connection.setConnectTimeout(CONNECT_MILLIS);
        connection.setReadTimeout(READ_MILLIS);
        int status = connection.getResponseCode();
        if (status == HttpURLConnection.HTTP_OK) return connection;
        connection.disconnect();
        throw new IOException(
                "the server answers " + status + (status / 100 == 3 ? ", redirects are not followed" : ""));
    }

    private static void requirePublic(String host) throws UnknownHostException, IOException {
        for (InetAddress address : InetAddress.getAllByName(host)) {
            if (isPrivate(address)) {
                throw new IOException(host + " is " + address.getHostAddress()
                        + ", of a private network; entropylong.retrieval.import-private-addresses allows it");
            }
        }
    }

    static boolean isPrivate(InetAddress address) {
        byte[] bytes = address.getAddress();
        int first = bytes[0] & 0xff;
        boolean uniqueLocal = bytes.length == 16 && (first & 0xfe) == 0xfc;
        boolean carrierGrade = bytes.length == 4 && first == 100 && (bytes[1] & 0xc0) == CARRIER_GRADE_NAT;
        return address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()
                || uniqueLocal
                || carrierGrade;
    }

    /**
     * @param length null when the server does not tell
     * @param key null when the server tells neither an entity tag nor a date
     */
    private record WebFile(
            String name,
            FileKind kind,
            URI uri,
            @Nullable Long length,
            @Nullable String key,
            WebSource source) implements ImportedFile {
        static WebFile of(String name, FileKind kind, URI uri, WebSource source) throws IOException {
            HttpURLConnection head = source.connect(uri, "HEAD");
            long bytes = head.getContentLengthLong();
            String tag = head.getHeaderField("ETag");
            String version = tag == null ? head.getHeaderField("Last-Modified") : tag;
            return new WebFile(
                    name,
                    kind,
                    uri,
                    bytes < 0 ? null : bytes,
                    version == null ? null : "import:" + bytes + ":" + version,
                    source);
        }

        @Override
        public InputStream open() throws IOException {
            return source.connect(uri, "GET").getInputStream();
        }
    }
}
