package io.entropylong.assembler.offline;

import io.entropylong.assembler.card.DatasetCard;
import io.entropylong.assembler.dataset.DatasetFolder;
import io.entropylong.assembler.dataset.DatasetWriter;
import io.entropylong.assembler.dataset.MdsShards;
import io.entropylong.assembler.pack.MemoryPackStore;
import io.entropylong.assembler.pack.PackOutput;
import io.entropylong.assembler.pack.Packer;
import io.entropylong.common.message.MessageCodec;
import io.entropylong.common.message.Packed;
import io.entropylong.common.message.RootConcluded;
import io.entropylong.common.message.RunPlanned;
import io.entropylong.common.message.RunRecorded;
import io.entropylong.common.message.Vocabulary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A run whose roots are all concluded: packed and written by what packs and writes every run.
 *
 * @param run its specification
 * @param plan its size
 * @param vocabulary of its tokenizer; null when nobody had told it
 */
public record OfflineRun(
        RunRecorded run, RunPlanned plan, @Nullable Vocabulary vocabulary) {
    /**
     * @param roots by ordinal
     * @param folder where to; new, or an interrupted writing of the same
     * @throws io.entropylong.assembler.dataset.FolderTakenException when the folder holds another dataset
     */
    public void write(Stream<RootConcluded> roots, Path folder) throws IOException {
        DatasetWriter writer = DatasetWriter.open(
                new DatasetFolder(folder),
                run,
                () -> plan,
                tokenizer -> vocabulary,
                MdsShards.samplesPerShard(run.settings()),
                shards -> MdsShards.open(shards, run, bytes -> {}),
                new DatasetCard());
        Packer packer = new Packer(new MemoryPackStore(), new Output(writer));
        try {
            packer.accept(run);
            roots.forEach(packer::accept);
            packer.accept(plan);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** Eight hexadecimal digits that tell one content from another, for names. */
    public static String fingerprint(Object content) {
        byte[] json = new MessageCodec().toJson(content).getBytes(StandardCharsets.UTF_8);
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(json), 0, 4);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private record Output(DatasetWriter writer) implements PackOutput {
        @Override
        public void packed(Packed message) {
            try {
                writer.accept(message);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void recorded(RunRecorded ended) {
            // nobody waits for it
        }
    }
}
