package io.entropylong.deployment.dashboard;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What can be said about a PromQL query without evaluating it. */
record PromQuery(String text) {
    private static final Set<String> WORDS = Set.of("and", "or", "unless", "bool", "offset");
    private static final Pattern NAME = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]*");
    private static final Pattern SELECTOR =
            Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)\\s*(\\{[^{}]*})?\\s*(\\[[^\\]]*])?");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{?(\\w+)}?");
    private static final List<String> COUNTER_FUNCTIONS = List.of("rate", "increase");

    /** Names of metrics and of recorded series. */
    Set<String> metrics() {
        String bare = text.replaceAll("\"[^\"]*\"", "")
                .replaceAll("\\{[^{}]*}", "")
                .replaceAll("\\[[^\\]]*]", "")
                .replaceAll("\\b(by|without|on|ignoring|group_left|group_right)\\s*\\([^()]*\\)", "")
                .replaceAll("\\b\\d[\\w.]*", "");
        Set<String> names = new LinkedHashSet<>();
        Matcher name = NAME.matcher(bare);
        while (name.find()) {
            boolean function = bare.substring(name.end()).stripLeading().startsWith("(");
            if (!function && !WORDS.contains(name.group())) names.add(name.group());
        }
        return names;
    }

    /** Names of Grafana variables, without the built-in ones. */
    Set<String> variables() {
        Set<String> names = new LinkedHashSet<>();
        Matcher variable = VARIABLE.matcher(text);
        while (variable.find()) {
            if (!variable.group(1).startsWith("__")) names.add(variable.group(1));
        }
        return names;
    }

    /** Where a series is used as it is, though it only ever counts up. */
    boolean usesBare(String series) {
        Matcher selector = SELECTOR.matcher(text);
        while (selector.find()) {
            if (!selector.group(1).equals(series)) continue;
            String before = text.substring(0, selector.start()).stripTrailing();
            boolean counted = COUNTER_FUNCTIONS.stream().anyMatch(function -> before.endsWith(function + "("));
            if (!counted) return true;
        }
        return false;
    }

    /** Ranges in brackets, for instance 5m. */
    List<String> ranges() {
        return Pattern.compile("\\[([^\\]]*)]")
                .matcher(text)
                .results()
                .map(match -> match.group(1))
                .toList();
    }
}
