package io.entropylong.retrieval.imports;

import io.entropylong.retrieval.corpus.FileKind;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;

/** All places that files can be imported from. Thread-safe. */
public final class ImportSources implements AutoCloseable {
    private final List<ImportSource> sources;

    /**
     * @param sources none turns imports off
     */
    public ImportSources(List<ImportSource> sources) {
        this.sources = List.copyOf(sources);
    }

    List<ImportedFile> find(String uri) {
        if (sources.isEmpty()) {
            throw new InvalidImportException("imports are off: entropylong.retrieval.import-roots names no place");
        }
        URI parsed = parse(uri);
        return sources.stream()
                .filter(source -> source.reads(parsed.getScheme()))
                .findFirst()
                .orElseThrow(() -> outside(uri))
                .find(parsed);
    }

    @Override
    public void close() {
        sources.forEach(ImportSource::close);
    }

    private static URI parse(String uri) {
        try {
            URI parsed = new URI(uri);
            if (parsed.getScheme() != null && !parsed.isOpaque()) return parsed;
        } catch (URISyntaxException e) {
            throw new InvalidImportException("is no URI: " + e.getMessage());
        }
        throw new InvalidImportException(uri + " is no file:, s3: or https: URI");
    }

    static InvalidImportException outside(Object uri) {
        return new InvalidImportException(
                uri + " does not lie in one of the places of entropylong.retrieval.import-roots");
    }

    /** For a file whose kind nothing tells. */
    static InvalidImportException ofNoKind(Object uri) {
        return new InvalidImportException(
                "what " + uri + " holds does not follow from its name: let it end in " + FileKind.SUPPORTED);
    }

    /** For a folder without files. */
    static InvalidImportException empty(Object uri) {
        return new InvalidImportException(uri + " holds no file that ends in " + FileKind.SUPPORTED);
    }
}
