package io.entropylong.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import picocli.CommandLine;

/** Holds what README, docs and help say against the command line: commands, options and the kinds of their values. */
class DocumentedCommandsTest {
    private static final Path PROJECT = Path.of("..");
    private static final Pattern COMMAND = Pattern.compile("^\\s*(?:\\$ )?(?:\\./)?entropylong (.+?)\\s*(?:#.*)?$");

    private record Documented(String where, String arguments) {}

    @TestFactory
    Stream<DynamicTest> everyDocumentedCommandIsUnderstood() throws IOException {
        List<Documented> commands = new ArrayList<>();
        for (Path page : pages()) addFenced(page, commands);
        EntropyLong.commandLine().getSubcommands().forEach((name, command) -> {
            for (String line : command.getCommandSpec().usageMessage().footer()) {
                add("help of " + name, line, commands);
            }
        });
        assertThat(commands).hasSizeGreaterThan(40);
        return commands.stream()
                .map(command -> DynamicTest.dynamicTest(command.where() + ": " + command.arguments(), () -> {
                    CommandLine.ParseResult parsed = EntropyLong.commandLine()
                            .parseArgs(command.arguments().split("\\s+"));
                    assertThat(parsed.hasSubcommand() || parsed.isUsageHelpRequested())
                            .isTrue();
                }));
    }

    private static List<Path> pages() throws IOException {
        try (Stream<Path> docs = Files.walk(PROJECT.resolve("docs"));
                Stream<Path> top = Files.list(PROJECT)) {
            return Stream.concat(docs, top)
                    .filter(page -> page.toString().endsWith(".md"))
                    .sorted()
                    .toList();
        }
    }

    /** Lines of fenced blocks; a backslash at the end joins a line to the next. */
    private static void addFenced(Path page, List<Documented> commands) throws IOException {
        boolean fenced = false;
        String open = "";
        for (String line : Files.readAllLines(page)) {
            if (line.startsWith("```")) {
                fenced = !fenced;
            } else if (fenced && line.endsWith("\\")) {
                open += line.substring(0, line.length() - 1);
            } else if (fenced) {
                add(Objects.toString(page.getFileName()), open + line, commands);
                open = "";
            }
        }
    }

    /** A command in the background, and words that stand for numbers, are as good as others. */
    private static void add(String where, String line, List<Documented> commands) {
        var matcher = COMMAND.matcher(line);
        if (matcher.matches()) {
            commands.add(new Documented(
                    where, matcher.group(1).replaceAll("\\s*[&>|].*$", "").replaceAll(" N\\b", " 1")));
        }
    }
}
