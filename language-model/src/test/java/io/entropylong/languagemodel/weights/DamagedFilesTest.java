package io.entropylong.languagemodel.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Model files with random damage (the seed is in the test's name) either read as a model or are refused by an
 * {@link UnsupportedModelException} that names the file: nothing else is thrown, and no memory is asked for that the file's
 * size does not justify.
 */
class DamagedFilesTest {
    private static final Path FAMILIES = Path.of("src", "test", "resources", "families");
    private static final int MUTATIONS = 3000;

    /** Counts, sizes and offsets that overflow something. */
    private static final List<Long> HOSTILE = List.of(
            -1L,
            0L,
            1L,
            0x7fffffffL,
            0x80000000L,
            0xffffffffL,
            1L << 31,
            1L << 32,
            1L << 48,
            1L << 62,
            Long.MAX_VALUE,
            Long.MIN_VALUE,
            Long.MAX_VALUE - 31);

    @TempDir
    Path work = Path.of("");

    @ParameterizedTest
    @ValueSource(strings = {"llama3", "qwen3"})
    void aDamagedGgufIsReadOrRefused(String name) throws IOException {
        byte[] sound = Files.readAllBytes(FAMILIES.resolve(name).resolve("model.gguf"));
        SplittableRandom random = new SplittableRandom(name.hashCode());
        Path file = work.resolve("model.gguf");

        int refused = 0;
        for (int i = 0; i < MUTATIONS; i++) {
            Files.write(file, damaged(sound, headerLength(sound), random));
            refused += refusals(file, file);
        }

        assertThat(refused).isBetween(MUTATIONS / 4, MUTATIONS - 1);
    }

    @Test
    void aDamagedSafetensorsFileIsReadOrRefused() throws IOException {
        Path folder = folder("mistral");
        Path file = folder.resolve("model.safetensors");
        byte[] sound = Files.readAllBytes(file);
        int header =
                8 + (int) ByteBuffer.wrap(sound).order(ByteOrder.LITTLE_ENDIAN).getLong();
        SplittableRandom random = new SplittableRandom(1);

        int refused = 0;
        for (int i = 0; i < MUTATIONS; i++) {
            Files.write(file, damaged(sound, header, random));
            refused += refusals(folder, folder);
        }

        assertThat(refused).isBetween(MUTATIONS / 4, MUTATIONS - 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"config.json", "model.safetensors.index.json"})
    void aDamagedJsonFileIsReadOrRefused(String name) throws IOException {
        Path folder = folder("llama");
        Path file = folder.resolve(name);
        byte[] sound = Files.readAllBytes(file);
        SplittableRandom random = new SplittableRandom(name.hashCode());

        int refused = 0;
        for (int i = 0; i < MUTATIONS; i++) {
            Files.write(file, damaged(sound, sound.length, random));
            refused += refusals(folder, folder);
        }

        assertThat(refused).isBetween(MUTATIONS / 4, MUTATIONS - 1);
    }

    /** Every number of a config.json in turn replaced by every hostile one. */
    @ParameterizedTest
    @ValueSource(strings = {"llama3", "qwen2-yarn", "qwen2-window", "granite", "phi3-partial", "smollm3"})
    void hostileNumbersInAConfigAreReadOrRefused(String name) throws IOException {
        Path folder = folder(name);
        Path config = folder.resolve("config.json");
        String sound = Files.readString(config);
        String[] lines = sound.split("\n", -1);
        List<String> values = List.of(
                "-1",
                "0",
                "1",
                "3",
                "0.5",
                "1e308",
                "1e999",
                "-1e-320",
                "2147483647",
                "2147483648",
                "9223372036854775807",
                "99999999999999999999999999",
                "null",
                "\"x\"",
                "[]",
                "{}",
                "true");

        for (int line = 0; line < lines.length; line++) {
            if (!lines[line].matches(".*: [-0-9.e]+,?")) continue;
            for (String value : values) {
                String[] changed = lines.clone();
                changed[line] = lines[line].replaceFirst(": [-0-9.e]+", ": " + value);
                Files.writeString(config, String.join("\n", changed));
                refusals(folder, folder);
            }
        }
    }

    @Test
    void aShardOutsideTheFolderIsRefused() throws IOException {
        for (String name : List.of("../model.safetensors", "/etc/hostname", "..", ".", "", "a/b", "a\\u0000b")) {
            Path folder = Files.createDirectories(work.resolve("shards" + name.hashCode()));
            Files.copy(FAMILIES.resolve("llama").resolve("config.json"), folder.resolve("config.json"));
            Files.writeString(folder.resolve("tokenizer.json"), "{}");
            Files.writeString(
                    folder.resolve("model.safetensors.index.json"), "{\"weight_map\": {\"x\": \"" + name + "\"}}");

            assertThatThrownBy(() -> ModelSource.open(folder).close())
                    .as("shard %s", name)
                    .isInstanceOf(UnsupportedModelException.class)
                    .hasMessageContaining(folder.toString());
        }
    }

    @Test
    void anIndexThatNamesItselfIsRefused() throws IOException {
        Path folder = folder("llama");
        Files.writeString(
                folder.resolve("model.safetensors.index.json"),
                "{\"weight_map\": {\"x\": \"model.safetensors.index.json\"}}");

        assertThatThrownBy(() -> ModelSource.open(folder).close())
                .isInstanceOf(UnsupportedModelException.class)
                .hasMessageContaining("not a safetensors file");
    }

    @Test
    void deepJsonIsRefused() throws IOException {
        Path folder = folder("llama");
        Files.writeString(folder.resolve("config.json"), "{\"a\":" + "[".repeat(1_000_000));

        assertThatThrownBy(() -> ModelSource.open(folder).close())
                .isInstanceOf(UnsupportedModelException.class)
                .hasMessageContaining("config.json");
    }

    /** 1 when the model is refused, 0 when it and all its tensors can be read. */
    private static int refusals(Path model, Path named) throws IOException {
        try (ModelSource source = ModelSource.open(model)) {
            ModelShape shape = source.shape();
            source.startIds();
            source.tensor("model.embed_tokens.weight", shape.vocabulary(), shape.hidden());
            source.tensor("model.norm.weight", shape.hidden());
            int last = shape.layers().size() - 1;
            source.tensor("model.layers." + last + ".mlp.down_proj.weight", shape.hidden(), shape.inner());
            source.tensor(
                    "model.layers.0.self_attn.o_proj.weight", shape.hidden(), (long) shape.heads() * shape.headSize());
            if (Files.isRegularFile(model)) source.tokenizerJson();
            return 0;
        } catch (UnsupportedModelException e) {
            assertThat(e).hasMessageContaining(named.toString());
            return 1;
        }
    }

    /** Cuts, flips, overwrites with a hostile number, doubles or removes a piece; mostly inside the header. */
    private static byte[] damaged(byte[] sound, int header, SplittableRandom random) {
        byte[] bytes = sound.clone();
        int at = random.nextInt(random.nextInt(8) == 0 ? bytes.length : header);
        switch (random.nextInt(6)) {
            case 0 -> bytes = Arrays.copyOf(bytes, at);
            case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
            case 2 -> bytes[at] = (byte) random.nextInt();
            case 3 -> {
                long value = HOSTILE.get(random.nextInt(HOSTILE.size()));
                byte[] eight = ByteBuffer.allocate(8)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putLong(value)
                        .array();
                System.arraycopy(eight, 0, bytes, at, Math.min(random.nextBoolean() ? 4 : 8, bytes.length - at));
            }
            case 4 -> {
                int length = Math.min(random.nextInt(64), bytes.length - at);
                System.arraycopy(bytes, at, bytes, random.nextInt(bytes.length - length + 1), length);
            }
            default -> {
                byte[] digits = String.valueOf(HOSTILE.get(random.nextInt(HOSTILE.size())))
                        .getBytes(StandardCharsets.US_ASCII);
                System.arraycopy(digits, 0, bytes, at, Math.min(digits.length, bytes.length - at));
            }
        }
        return bytes;
    }

    /** Where the tensors' data begin, near enough: behind the last tensor's name. */
    private static int headerLength(byte[] gguf) {
        String text = new String(gguf, StandardCharsets.ISO_8859_1);
        return text.lastIndexOf("blk.") + 64;
    }

    private Path folder(String name) throws IOException {
        Path folder = Files.createDirectories(work.resolve(name));
        try (Stream<Path> files = Files.list(FAMILIES.resolve(name))) {
            for (Path file :
                    files.filter(file -> !file.toString().endsWith(".gguf")).toList()) {
                Files.copy(file, folder.resolve(file.getFileName()));
            }
        }
        Files.writeString(folder.resolve("tokenizer.json"), "{}");
        return folder;
    }
}
