package io.entropylong.assembler.dataset;

import io.entropylong.common.message.MessageCodec;
import io.entropylong.common.message.Packed;
import io.entropylong.formats.DurableFile;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Samples that wait for their shard to fill up; each in a file of its own, so none is lost when the process dies. */
final class Staging {
    private final Path folder;
    private final MessageCodec codec;
    private int next;

    /**
     * @param committed samples that shards hold; what is left of these is removed
     */
    Staging(Path folder, MessageCodec codec, int committed) throws IOException {
        this.folder = folder;
        this.codec = codec;
        Files.createDirectories(folder);
        removeBelow(committed);
        next = committed;
        while (Files.exists(file(next))) next++;
    }

    /** Index of the sample that comes next; all below are here or in shards. */
    int next() {
        return next;
    }

    void put(Packed.Sample sample) throws IOException {
        if (sample.index() < next) return;
        if (sample.index() > next) {
            throw new IllegalStateException(
                    sample.sample() + " is number " + sample.index() + ", but " + next + " is next");
        }
        DurableFile.put(file(next), codec.encode(sample));
        next++;
    }

    List<Packed.Sample> read(int from, int to) throws IOException {
        List<Packed.Sample> samples = new ArrayList<>();
        for (int index = from; index < to; index++) {
            samples.add(codec.decode(Files.readAllBytes(file(index)), Packed.Sample.class));
        }
        return samples;
    }

    void removeBelow(int index) throws IOException {
        String first = file(index).getFileName().toString();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "sample-*.json")) {
            for (Path file : files) {
                if (file.getFileName().toString().compareTo(first) < 0) Files.delete(file);
            }
        }
    }

    private Path file(int index) {
        return folder.resolve(String.format(Locale.ROOT, "sample-%08d.json", index));
    }
}
