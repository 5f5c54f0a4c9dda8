package io.entropylong.retrieval.passage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RootWindowsTest {
    @Test
    void aDocumentThatFitsIsOneWindow() {
        assertThat(new RootWindows(10).cut("just thirty characters in here")).containsExactly(new Span(0, 30));
    }

    @Test
    void aLongDocumentIsCutIntoWindowsOfAboutEqualLengthAtLineEnds() {
        String text = "twenty characters..\n".repeat(50);
        List<Span> windows = new RootWindows(100).cut(text);
        assertThat(windows).hasSize(4);
        assertThat(windows).allSatisfy(window -> {
            assertThat(window.end() - window.start()).isBetween(180, 300);
            assertThat(window.of(text)).startsWith("twenty").endsWith("..");
        });
    }
}
