package io.entropylong.assembler.run;

import io.entropylong.assembler.dataset.DatasetFolder;
import io.entropylong.assembler.run.InvalidRunException.Problem;
import io.entropylong.common.message.MessageCodec;
import io.entropylong.common.message.RunName;
import io.entropylong.common.message.RunRecorded;
import io.entropylong.common.message.RunSettings;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads {@code {corpus, run?, output?, settings?}}. Without a name a run is named for its key, or else for its content. */
public final class RunRequest {
    private static final Set<String> FIELDS = Set.of("corpus", "run", "output", "settings");
    private static final JsonMapper MAPPER = JsonMapper.shared();

    private RunRequest() {}

    /**
     * @param body JSON
     * @param outputRoot that datasets lie under
     * @param key that stands for the request; null without one
     * @throws InvalidRunException naming all fields that are wrong
     */
    public static RunRecorded parse(byte[] body, Path outputRoot, @Nullable String key) {
        JsonNode json = tree(body);
        RunSettingsForm form = new RunSettingsForm();
        RunSettings settings = form.complete(json.path("settings"));
        List<Problem> problems = form.problems();
        for (String field : json.propertyNames()) {
            if (!FIELDS.contains(field)) problems.add(new Problem(field, "is unknown; there are " + FIELDS));
        }
        String corpus = text(json, "corpus", "", problems);
        if (corpus.isBlank()) problems.add(new Problem("corpus", "is missing"));
        String name = text(json, "run", "", problems);
        if (!name.isEmpty() && !RunName.isValid(name)) {
            problems.add(new Problem("run", "must match " + RunName.pattern() + ": " + name));
        }
        String output = text(json, "output", "", problems);
        if (settings != null && name.isEmpty()) name = key == null ? derived(corpus, settings, output) : name(key);
        if (output.isEmpty()) output = name;
        checkOutput(outputRoot, output, problems);
        if (settings == null || !problems.isEmpty()) throw new InvalidRunException(problems);
        return new RunRecorded(name, corpus, settings, output, RunRecorded.State.RUNNING, null);
    }

    private static JsonNode tree(byte[] body) {
        try {
            JsonNode json = MAPPER.readTree(body);
            if (json.isObject()) return json;
        } catch (JacksonException e) {
            throw new InvalidRunException(List.of(new Problem("", "the body is not JSON: " + e.getOriginalMessage())));
        }
        throw new InvalidRunException(List.of(new Problem("", "the body must be a JSON object")));
    }

    private static String text(JsonNode json, String field, String otherwise, List<Problem> problems) {
        JsonNode value = json.path(field);
        if (value.isMissingNode() || value.isNull()) return otherwise;
        if (value.isString()) return value.asString();
        problems.add(new Problem(field, "must be a string"));
        return otherwise;
    }

    private static void checkOutput(Path outputRoot, String output, List<Problem> problems) {
        if (output.isEmpty()) return;
        try {
            DatasetFolder.under(outputRoot, output);
        } catch (InvalidPathException e) {
            problems.add(new Problem("output", "is no path: " + e.getMessage()));
        } catch (IllegalArgumentException e) {
            problems.add(new Problem("output", String.valueOf(e.getMessage())));
        }
    }

    private static String derived(String corpus, RunSettings settings, String output) {
        return name(corpus + '\n' + output + '\n' + new MessageCodec().toJson(settings));
    }

    /** A name that stands for a text. */
    static String name(String text) {
        return "run-"
                + UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8))
                        .toString()
                        .substring(0, 13);
    }
}
