package io.entropylong.standalone;

import java.io.PrintWriter;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** How a command prints its results, to its standard output: the same option everywhere. */
final class OutputOption {
    enum Form {
        /** For people. */
        TEXT,
        /** One JSON value. */
        JSON,
        /** A JSON value a line. */
        JSONL
    }

    @Spec(Spec.Target.MIXEE)
    @Nullable
    CommandSpec spec;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORM",
            description = "text, json or jsonl: one JSON value, or one a line (default: text)")
    Form form = Form.TEXT;

    /**
     * @param results each a record or a JSON tree
     * @param text them for people, without the last line's end
     */
    <T> void print(List<T> results, Function<List<T>, String> text) {
        PrintWriter out = out();
        switch (form) {
            case TEXT -> out.println(text.apply(results));
            case JSON -> out.println(pretty(results));
            case JSONL ->
                results.forEach(result -> out.println(JsonMapper.shared().writeValueAsString(result)));
        }
        out.flush();
    }

    /** The same for a command that has one result: json is the value itself, not a list of it. */
    <T> void print(T result, Function<T, String> text) {
        PrintWriter out = out();
        switch (form) {
            case TEXT -> out.println(text.apply(result));
            case JSON -> out.println(pretty(result));
            case JSONL -> out.println(JsonMapper.shared().writeValueAsString(result));
        }
        out.flush();
    }

    private static String pretty(Object result) {
        return JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(result);
    }

    private PrintWriter out() {
        if (spec == null) throw new IllegalStateException("picocli sets it");
        return spec.commandLine().getOut();
    }
}
