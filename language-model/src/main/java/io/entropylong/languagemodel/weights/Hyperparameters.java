package io.entropylong.languagemodel.weights;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A model's settings under their Hugging Face names, checked as they are read.
 *
 * @param origin the file, for messages
 * @param values numbers, booleans, texts, lists and maps by name; a JSON null counts as absent
 */
record Hyperparameters(String origin, Map<String, ? extends @Nullable Object> values) {
    /** A required number that is at least 1. */
    int integer(String name) {
        Object value = values.get(name);
        if (value == null) throw refused(name + " is missing");
        return positive(name, value);
    }

    /** As {@link #integer(String)}, with a value for when it is absent. */
    int integer(String name, int otherwise) {
        Object value = values.get(name);
        return value == null ? otherwise : positive(name, value);
    }

    private int positive(String name, Object value) {
        if ((value instanceof Integer || value instanceof Long)
                && ((Number) value).longValue() > 0
                && ((Number) value).longValue() <= Integer.MAX_VALUE) {
            return ((Number) value).intValue();
        }
        throw refused(name + " is no whole number from 1 to " + Integer.MAX_VALUE + ": " + shortened(value));
    }

    /** A required finite number. */
    double real(String name) {
        if (!has(name)) throw refused(name + " is missing");
        return real(name, 0);
    }

    double real(String name, double otherwise) {
        Object value = values.get(name);
        if (value == null) return otherwise;
        if (value instanceof Number number && Double.isFinite(number.doubleValue())) return number.doubleValue();
        throw refused(name + " is no finite number: " + shortened(value));
    }

    boolean flag(String name, boolean otherwise) {
        Object value = values.get(name);
        if (value == null) return otherwise;
        if (value instanceof Boolean flag) return flag;
        throw refused(name + " is neither true nor false: " + shortened(value));
    }

    String text(String name, String otherwise) {
        Object value = values.get(name);
        if (value == null) return otherwise;
        if (value instanceof String text) return text;
        throw refused(name + " is no text: " + shortened(value));
    }

    /** Empty when absent. */
    List<?> list(String name) {
        Object value = values.get(name);
        if (value == null) return List.of();
        if (value instanceof List<?> list) return list;
        throw refused(name + " is no list: " + shortened(value));
    }

    /** The settings inside an object; without any when it is absent. */
    @SuppressWarnings("unchecked") // the keys of a JSON object are strings
    Hyperparameters nested(String name) {
        Object value = values.get(name);
        if (value == null) return new Hyperparameters(origin, Map.of());
        if (value instanceof Map<?, ?> map) return new Hyperparameters(origin, (Map<String, @Nullable Object>) map);
        throw refused(name + " is no object: " + shortened(value));
    }

    boolean has(String name) {
        return values.get(name) != null;
    }

    UnsupportedModelException refused(String reason) {
        return new UnsupportedModelException(origin + ": " + reason);
    }

    private static String shortened(Object value) {
        String text = String.valueOf(value);
        return text.length() <= 40 ? text : text.substring(0, 40) + "...";
    }
}
