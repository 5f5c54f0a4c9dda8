package io.entropylong.standalone;

import java.io.PrintWriter;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/** How a command prints its results: the same option everywhere. */
final class OutputOption {
    enum Form {
        /** For people. */
        TEXT,
        /** One JSON value. */
        JSON,
        /** A JSON value a line. */
        JSONL
    }

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORM",
            description = "text, json or jsonl: one JSON value, or one a line (default: text)")
    Form form = Form.TEXT;

    /**
     * @param results each a record or a JSON tree
     * @param text them for people, without the last line's end
     */
    <T> void print(PrintWriter out, List<T> results, Function<List<T>, String> text) {
        JsonMapper json = JsonMapper.shared();
        switch (form) {
            case TEXT -> out.println(text.apply(results));
            case JSON -> out.println(json.writerWithDefaultPrettyPrinter().writeValueAsString(results));
            case JSONL -> results.forEach(result -> out.println(json.writeValueAsString(result)));
        }
        out.flush();
    }

    /** The same for a command that has one result: json is the value itself, not a list of it. */
    <T> void print(PrintWriter out, T result, Function<T, String> text) {
        JsonMapper json = JsonMapper.shared();
        switch (form) {
            case TEXT -> out.println(text.apply(result));
            case JSON -> out.println(json.writerWithDefaultPrettyPrinter().writeValueAsString(result));
            case JSONL -> out.println(json.writeValueAsString(result));
        }
        out.flush();
    }
}
