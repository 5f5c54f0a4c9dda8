package io.entropylong.formats.jsonl;

import com.github.luben.zstd.ZstdInputStream;
import io.entropylong.formats.Compression;
import io.entropylong.formats.DamagedDatasetException;
import io.entropylong.formats.NumberedParts;
import io.entropylong.formats.SampleSource;
import io.entropylong.formats.TrainingSample;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** Reads and checks the samples of a folder of JSON lines. */
public final class JsonlSamples implements SampleSource {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .build();

    private final List<Path> files;
    private final Compression compression;

    private JsonlSamples(List<Path> files, Compression compression) {
        this.files = files;
        this.compression = compression;
    }

    /**
     * @throws DamagedDatasetException as {@link NumberedParts#in}
     */
    public static JsonlSamples open(Path folder, Compression compression) throws IOException {
        return new JsonlSamples(NumberedParts.in(folder, JsonlFile.suffix(compression)), compression);
    }

    @Override
    public void forEach(Action action) throws IOException {
        for (Path file : files) read(file, action);
    }

    private void read(Path file, Action action) throws IOException {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(stream(file), StandardCharsets.UTF_8.newDecoder()))) {
            int number = 1;
            for (String line = next(lines, file, number); line != null; line = next(lines, file, ++number)) {
                action.accept(sample(line, file, number));
            }
        }
    }

    private static @Nullable String next(BufferedReader lines, Path file, int number) throws DamagedDatasetException {
        try {
            return lines.readLine();
        } catch (IOException e) {
            throw new DamagedDatasetException(file, "line " + number, "is no text or no zstd: " + e.getMessage());
        }
    }

    private InputStream stream(Path file) throws IOException {
        InputStream in = Files.newInputStream(file);
        return compression == Compression.ZSTD ? new ZstdInputStream(in) : in;
    }

    private static TrainingSample sample(String text, Path file, int number) throws DamagedDatasetException {
        try {
            return MAPPER.readValue(text, Line.class).sample();
        } catch (JacksonException e) {
            throw new DamagedDatasetException(file, "line " + number, e.getOriginalMessage());
        } catch (IllegalArgumentException e) {
            throw new DamagedDatasetException(file, "line " + number, String.valueOf(e.getMessage()));
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // lives only from the parser to the sample
    private record Line(
            @Nullable String id,
            int @Nullable [] inputIds,
            int length,
            @Nullable List<int[]> indices,
            int @Nullable [] mask) {
        TrainingSample sample() {
            if (id == null || inputIds == null || indices == null) {
                throw new IllegalArgumentException("lacks id, input_ids or indices");
            }
            return TrainingSample.checked(id, inputIds, length, indices, mask);
        }
    }
}
