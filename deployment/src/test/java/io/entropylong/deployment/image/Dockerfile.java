package io.entropylong.deployment.image;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;

/** A Dockerfile as its stages: no more of the language than ours uses. */
final class Dockerfile {
    private static final Pattern FROM = Pattern.compile("(\\S+) AS (\\S+)");
    private static final Pattern ASSIGNMENT = Pattern.compile("(\\w+)=(\\S+)");

    private final Map<String, Stage> stages = new LinkedHashMap<>();

    /**
     * @param keyword for instance COPY
     * @param arguments what stands behind it, continued lines joined
     */
    record Instruction(String keyword, String arguments) {}

    /**
     * @param base an image, or the name of an earlier stage
     */
    record Stage(String base, List<Instruction> instructions) {}

    /**
     * @param from the stage copied from; empty for the build context
     */
    record Copy(String from, String source, String target) {}

    static Dockerfile parse(String text) {
        Dockerfile file = new Dockerfile();
        List<Instruction> current = new ArrayList<>();
        String joined = text.replaceAll("(?m)^\\s*#.*\\n", "").replaceAll("\\\\\\n\\s*", "");
        for (String line : joined.lines().filter(line -> !line.isBlank()).toList()) {
            String[] parts = line.split(" ", 2);
            if (parts[0].equals("FROM")) {
                Matcher from = FROM.matcher(parts[1]);
                if (!from.matches()) throw new IllegalArgumentException("a stage without a name: " + line);
                current = new ArrayList<>();
                file.stages.put(from.group(2), new Stage(from.group(1), current));
            } else {
                current.add(new Instruction(parts[0], parts[1]));
            }
        }
        return file;
    }

    Map<String, Stage> stages() {
        return stages;
    }

    /** The instructions that make a target, those of the stages it is based on first. */
    List<Instruction> instructions(String target) {
        Stage stage = stages.get(target);
        if (stage == null) return List.of();
        List<Instruction> all = new ArrayList<>(instructions(stage.base()));
        all.addAll(stage.instructions());
        return all;
    }

    /** The image that a target is made on in the end. */
    String image(String target) {
        Stage stage = stages.get(target);
        return stage == null ? target : image(stage.base());
    }

    List<Copy> copies(String target) {
        return instructions(target).stream()
                .filter(instruction -> instruction.keyword().equals("COPY"))
                .map(instruction -> copy(instruction.arguments()))
                .toList();
    }

    private static Copy copy(String arguments) {
        String[] words = arguments.split(" ", -1);
        return words[0].startsWith("--from=")
                ? new Copy(words[0].substring("--from=".length()), words[1], words[2])
                : new Copy("", words[0], words[1]);
    }

    Map<String, String> environment(String target) {
        Map<String, String> environment = new LinkedHashMap<>();
        for (Instruction instruction : instructions(target)) {
            if (!instruction.keyword().equals("ENV")) continue;
            Matcher assignment = ASSIGNMENT.matcher(instruction.arguments());
            while (assignment.find()) environment.put(assignment.group(1), assignment.group(2));
        }
        return environment;
    }

    List<String> entrypoint(String target) {
        return words(last(target, "ENTRYPOINT"));
    }

    List<String> healthcheck(String target) {
        String arguments = last(target, "HEALTHCHECK");
        return words(arguments.substring(arguments.indexOf("CMD ") + "CMD ".length()));
    }

    /** The arguments of the instruction that holds, which is the last one. */
    String last(String target, String keyword) {
        return instructions(target).stream()
                .filter(instruction -> instruction.keyword().equals(keyword))
                .reduce((first, second) -> second)
                .map(Instruction::arguments)
                .orElseThrow(() -> new IllegalArgumentException(target + " has no " + keyword));
    }

    private static List<String> words(String execForm) {
        return List.of(new JsonMapper().readValue(execForm, String[].class));
    }
}
