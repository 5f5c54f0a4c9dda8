package io.entropylong.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextFilesTest {
    @TempDir
    Path folder = Path.of("");

    @Test
    void eachTextFileIsALineNamedByItsPathInTheOrderOfNames() throws IOException {
        Files.createDirectories(folder.resolve("b"));
        Files.writeString(folder.resolve("b/two.txt"), "zwei\n\"2\"");
        Files.writeString(folder.resolve("a.txt"), "eins");

        assertThat(lines(TextFiles.folder(folder)))
                .hasSize(2)
                .satisfiesExactly(
                        first -> assertThat(first).contains("\"id\":\"a.txt\"").contains("\"text\":\"eins\""),
                        second -> assertThat(second)
                                .contains("\"id\":\"b/two.txt\"")
                                .contains("zwei\\n\\\"2\\\""));
    }

    @Test
    void binaryAndBlankFilesAreLeftOut() throws IOException {
        Files.write(folder.resolve("image.png"), new byte[] {(byte) 0x89, 'P', 'N', 'G', 0});
        Files.writeString(folder.resolve("blank.txt"), " \n");
        Files.writeString(folder.resolve("text.txt"), "text");

        assertThat(lines(TextFiles.folder(folder))).hasSize(1);
    }

    @Test
    void anArchiveIsReadLikeAFolder() throws IOException {
        Path jar = folder.resolve("x.jar");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
            zip.putNextEntry(new ZipEntry("p/A.java"));
            zip.write("class A {}".getBytes(StandardCharsets.UTF_8));
        }

        assertThat(lines(TextFiles.archive(jar))).singleElement().satisfies(line -> assertThat(line)
                .contains("\"id\":\"p/A.java\"")
                .contains("class A {}"));
    }

    @Test
    void aLicenceHeaderIsCutAndAnOrdinaryCommentIsNot() {
        assertThat(TextFiles.withoutLicence("/*\n * Licensed under the * Apache License\n */\n\npackage a;"))
                .isEqualTo("package a;");
        assertThat(TextFiles.withoutLicence("/* What a is. */\npackage a;\n/* License */"))
                .isEqualTo("/* What a is. */\npackage a;\n/* License */");
    }

    private static List<String> lines(TextFiles files) throws IOException {
        try (InputStream in = files.asJsonLines("")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }
}
