package io.entropylong.retrieval.duplicate;

import io.entropylong.common.seed.Lot;
import io.entropylong.retrieval.passage.WordSplitter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.minhash.MinHashFilter;
import org.apache.lucene.analysis.shingle.ShingleFilter;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/**
 * What tells copies of a text. Two texts are exact copies when their content is equal, and near copies when they share a
 * band: MinHash over the set of {@value #SHINGLE_WORDS}-word shingles with one permutation, whose empty buckets take the value
 * of the next one (<a href="https://arxiv.org/abs/1406.4784">Shrivastava and Li 2014</a>), and {@value #BANDS} bands of {@value
 * #ROWS} buckets each. Texts whose shingles have a Jaccard similarity J share a band with a chance of {@code 1 - (1 - J^8)^16}: 0.06 at 0.5, 0.61 at
 * 0.7, 0.95 at 0.8, 0.9999 at 0.9.
 *
 * @param content 128 bits of the SHA-256 of the text, in hexadecimal
 * @param bands one for each band, equal in near copies; none when the text has fewer words than a shingle
 */
public record Fingerprint(String content, List<String> bands) {
    private static final int SHINGLE_WORDS = 5;
    private static final int BANDS = 16;
    private static final int ROWS = 8;
    private static final int CONTENT_DIGITS = 32;

    public Fingerprint {
        bands = List.copyOf(bands);
    }

    public static Fingerprint of(String text) {
        return new Fingerprint(content(text), bands(hashes(text)));
    }

    private static String content(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, CONTENT_DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** The least hash of each bucket over the shingles, in hexadecimal; none without a shingle. */
    private static List<String> hashes(String text) {
        ShingleFilter shingles =
                new ShingleFilter(new WordStream(WordSplitter.words(text)), SHINGLE_WORDS, SHINGLE_WORDS);
        shingles.setOutputUnigrams(false);
        try (TokenStream least = new MinHashFilter(shingles, 1, BANDS * ROWS, 1, true)) {
            CharTermAttribute hash = least.addAttribute(CharTermAttribute.class);
            List<String> hashes = new ArrayList<>();
            least.reset();
            while (least.incrementToken()) hashes.add(hexadecimal(hash));
            least.end();
            return hashes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> bands(List<String> hashes) {
        if (hashes.isEmpty()) return List.of();
        List<String> bands = new ArrayList<>();
        for (int band = 0; band < BANDS; band++) {
            // neighbours in a short text's row are copies of one value, so a band takes its buckets from all over the
            // row
            String[] rows = new String[ROWS];
            for (int row = 0; row < ROWS; row++) rows[row] = hashes.get(row * BANDS + band);
            bands.add(HexFormat.of().toHexDigits(Lot.draw(band, rows)));
        }
        return bands;
    }

    /** Hashes come as characters that need not be Unicode. */
    private static String hexadecimal(CharSequence hash) {
        StringBuilder digits = new StringBuilder();
        for (int i = 0; i < hash.length(); i++) digits.append(HexFormat.of().toHexDigits(hash.charAt(i)));
        return digits.toString();
    }
}
