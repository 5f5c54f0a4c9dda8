package io.entropylong.formats.mds;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Writes JSON exactly as Python's {@code json.dumps(value, sort_keys=True)} does. */
final class PythonJson {
    private final StringBuilder text = new StringBuilder();

    private PythonJson() {}

    /**
     * @param value null, a string, an integer, a list, or a map with string keys
     */
    static String write(@Nullable Object value) {
        PythonJson json = new PythonJson();
        json.append(value);
        return json.text.toString();
    }

    private void append(@Nullable Object value) {
        switch (value) {
            case null -> text.append("null");
            case String string -> appendString(string);
            case Integer number -> text.append(number);
            case Long number -> text.append(number);
            case List<?> list -> appendList(list);
            case Map<?, ?> map -> appendMap(map);
            default -> throw new IllegalArgumentException("no JSON form for a " + value.getClass());
        }
    }

    private void appendList(List<?> list) {
        text.append('[');
        for (Iterator<?> items = list.iterator(); items.hasNext(); ) {
            append(items.next());
            if (items.hasNext()) text.append(", ");
        }
        text.append(']');
    }

    private void appendMap(Map<?, ?> map) {
        text.append('{');
        for (Iterator<? extends Map.Entry<?, ?>> entries =
                        new TreeMap<>(map).entrySet().iterator();
                entries.hasNext(); ) {
            Map.Entry<?, ?> entry = entries.next();
            append(entry.getKey());
            text.append(": ");
            append(entry.getValue());
            if (entries.hasNext()) text.append(", ");
        }
        text.append('}');
    }

    private void appendString(String string) {
        text.append('"');
        for (int i = 0; i < string.length(); i++) {
            char c = string.charAt(i);
            switch (c) {
                case '"' -> text.append("\\\"");
                case '\\' -> text.append("\\\\");
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                case '\t' -> text.append("\\t");
                case '\b' -> text.append("\\b");
                case '\f' -> text.append("\\f");
                default -> {
                    if (c < ' ' || c > '~') text.append("\\u%04x".formatted((int) c));
                    else text.append(c);
                }
            }
        }
        text.append('"');
    }
}
