package io.entropylong.assembler.run;

import io.entropylong.assembler.run.InvalidRunException.Problem;
import io.entropylong.common.message.Criterion;
import io.entropylong.common.message.MetadataFilter;
import io.entropylong.common.message.Outputs;
import io.entropylong.common.message.RetrievalSettings;
import io.entropylong.common.message.RootChoice;
import io.entropylong.common.message.RunSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Turns a part of the settings into all of them: what is left out has its default. */
final class RunSettingsForm {
    static final RunSettings DEFAULTS = new RunSettings(
            2.0,
            16,
            RetrievalSettings.of(32, 2),
            Criterion.paper(0.4),
            RunSettings.VerificationPrecision.FP32,
            0.1,
            8,
            256,
            64,
            0,
            2,
            256,
            1500,
            131_072,
            131_072,
            RootChoice.atMost(1_000_000),
            1_000_000,
            64,
            RunSettings.ContextOrder.SHUFFLE,
            0,
            Outputs.portable());
    private static final String CRITERION = "criterion";
    private static final Set<String> LONGS = Set.of("seed", "shardBytes");
    private static final Set<String> NUMBERS_OR_NULL = Set.of("controlMargin", "rootShare");
    private static final Set<String> FILTERS = Set.of("rootFilter", "contextFilter");
    private static final List<String> FORMATS = List.of("mds", "parquet", "jsonl", "megatron");
    private static final Map<String, List<String>> CHOICES = Map.of(
            "order", List.of("SHUFFLE", "SEQUENCE"),
            "precision", List.of("fp32", "two-stage"),
            "mode", List.of("batch", "continuous"),
            "fusion", List.of("none", "bm25"),
            "mdsProfile", List.of("portable", "prolong"),
            "compression", List.of("none", "zstd"),
            "lossMask", List.of("none", "root"));

    private static final JsonMapper MAPPER = JsonMapper.shared();

    private final List<Problem> problems = new ArrayList<>();

    List<Problem> problems() {
        return problems;
    }

    /**
     * @param given an object, or missing
     * @return null when {@link #problems()} has something
     */
    @Nullable
    RunSettings complete(JsonNode given) {
        ObjectNode all = MAPPER.valueToTree(DEFAULTS);
        if (!given.isMissingNode() && !given.isNull() && !given.isObject()) {
            problems.add(new Problem("settings", "must be an object"));
            return null;
        }
        if (given.has(CRITERION)) criterion(all, given.get(CRITERION));
        for (Map.Entry<String, JsonNode> setting : given.properties()) {
            if (!setting.getKey().equals(CRITERION)) put(all, setting.getKey(), setting.getValue());
        }
        if (!given.has("unitTokens")) all.set("unitTokens", all.get("sampleTokens"));
        return problems.isEmpty() ? construct(all) : null;
    }

    /** A criterion's name stands for all its parts; those given by themselves still replace it. */
    private void criterion(ObjectNode all, JsonNode name) {
        double epsilon = DEFAULTS.criterion().epsilon();
        switch (name.asString("")) {
            case "paper" -> all.setAll((ObjectNode) MAPPER.valueToTree(Criterion.paper(epsilon)));
            case "controlled" -> all.setAll((ObjectNode) MAPPER.valueToTree(Criterion.controlled(epsilon)));
            default -> problems.add(problem(CRITERION, "must be paper or controlled: " + name));
        }
    }

    private void put(ObjectNode all, String name, JsonNode value) {
        JsonNode standard = all.get(name);
        if (standard == null) {
            String known = CRITERION + ", " + String.join(", ", all.propertyNames());
            problems.add(problem(name, "is no setting; there are " + known));
        } else if (NUMBERS_OR_NULL.contains(name)) {
            if (!value.isNumber() && !value.isNull()) problems.add(problem(name, "must be a number or null: " + value));
        } else if (name.equals("truth")) {
            if (!value.isBoolean()) problems.add(problem(name, "must be true or false: " + value));
        } else if (FILTERS.contains(name)) {
            filterProblem(value).ifPresent(reason -> problems.add(problem(name, reason)));
        } else if (name.equals("formats")) {
            if (!value.isArray() || !value.valueStream().allMatch(format -> FORMATS.contains(format.asString("")))) {
                problems.add(problem(name, "must be an array of " + String.join(", ", FORMATS) + ": " + value));
            }
        } else if (CHOICES.containsKey(name)) {
            List<String> choices = CHOICES.get(name);
            if (!choices.contains(value.asString(""))) {
                problems.add(problem(name, "must be " + String.join(" or ", choices) + ": " + value));
            }
        } else if (standard.isFloatingPointNumber() && !value.isNumber()) {
            problems.add(problem(name, "must be a number: " + value));
        } else if (LONGS.contains(name) && !(value.isIntegralNumber() && value.canConvertToLong())) {
            problems.add(problem(name, "must be a whole number: " + value));
        } else if (!standard.isFloatingPointNumber()
                && !LONGS.contains(name)
                && !(value.isIntegralNumber() && value.canConvertToInt())) {
            problems.add(problem(name, "must be a whole number: " + value));
        }
        all.set(name, value);
    }

    private static Optional<String> filterProblem(JsonNode value) {
        boolean filter = value.isObject()
                && value.valueStream()
                        .allMatch(values ->
                                values.isArray() && values.valueStream().allMatch(JsonNode::isString));
        if (!filter) return Optional.of("must be an object of arrays of strings, values by name: " + value);
        try {
            MAPPER.treeToValue(value, MetadataFilter.class);
            return Optional.empty();
        } catch (JacksonException e) {
            return Optional.of(String.valueOf(
                    e.getCause() == null ? e.getMessage() : e.getCause().getMessage()));
        }
    }

    private @Nullable RunSettings construct(ObjectNode all) {
        try {
            return MAPPER.treeToValue(all, RunSettings.class);
        } catch (RuntimeException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            String message = String.valueOf(cause.getMessage());
            String first = message.split(" ", 2)[0];
            problems.add(all.has(first) ? problem(first, message) : new Problem("settings", message));
            return null;
        }
    }

    private static Problem problem(String setting, String message) {
        return new Problem("settings." + setting, message);
    }
}
