package io.entropylong.standalone;

import io.entropylong.common.message.DocumentSubmitted;
import io.entropylong.retrieval.corpus.FileIntake;
import io.entropylong.retrieval.corpus.FileKind;
import io.entropylong.retrieval.corpus.IntakeFile;
import io.entropylong.retrieval.corpus.IntakeLimits;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Looks documents up in the files that a corpus was made of, as the retrieval service reads them. */
final class CorpusTexts {
    /** Beyond what any service takes: what is a document there is one here. */
    private static final IntakeLimits LIMITS = new IntakeLimits(1 << 28, 1 << 28);

    private static final String CORPUS = "corpus";

    private CorpusTexts() {}

    /**
     * @param files in the order in which they were given to the run
     * @param wanted names of documents
     * @return the texts of those that are there; of several documents of one name the last, as in a corpus
     */
    static Map<String, String> read(List<CorpusFile> files, Set<String> wanted) throws IOException {
        Map<String, String> texts = new HashMap<>();
        FileIntake intake = new FileIntake(LIMITS, 1);
        for (CorpusFile file : files) {
            FileKind kind = FileKind.ofName(file.name())
                    .orElseThrow(() -> new UserError("--corpus " + file.source() + ": " + FileKind.SUPPORTED));
            try (InputStream in = file.opener().open()) {
                intake.read(
                        IntakeFile.named(CORPUS, file.name(), kind),
                        in,
                        document -> keep(document, wanted, texts),
                        rejected -> {});
            }
        }
        return texts;
    }

    private static boolean keep(DocumentSubmitted document, Set<String> wanted, Map<String, String> texts) {
        if (wanted.contains(document.id())) texts.put(document.id(), document.text());
        return true;
    }
}
