package io.entropylong.assembler.card;

import io.entropylong.assembler.dataset.DatasetJson;
import io.entropylong.assembler.dataset.Manifest;
import io.entropylong.assembler.statistics.Distribution;
import io.entropylong.assembler.statistics.Statistics;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The text of a card. Names that come from files (model, corpus, run) stand in code spans, so that nothing in them is read as
 * Markdown.
 */
final class CardText {
    private final CardHead head;
    private final Manifest manifest;
    private final Statistics statistics;
    private final StringBuilder text = new StringBuilder();

    CardText(Path dataset, Manifest manifest, Statistics statistics) throws IOException {
        this.head = CardHead.of(dataset, statistics.samples());
        this.manifest = manifest;
        this.statistics = statistics;
    }

    String markdown() {
        text.append(head.yaml());
        introduction();
        caveats();
        acceptance();
        figures();
        plots();
        settings();
        reading();
        return text.toString();
    }

    private void introduction() {
        Manifest.Model model = manifest.model();
        line("# EntropyLong dataset %s", code(manifest.run()));
        line("");
        line(
                "%,d samples of exactly %,d tokens for long-context training. In each, passages from far away"
                        + " measurably help to predict tokens of a root document:",
                statistics.samples(), manifest.settings().sampleTokens());
        line(
                "with the passage in front, the entropy of the token falls by more than %s of itself"
                        + " ([EntropyLong](https://arxiv.org/abs/2510.02330)).",
                Double.toString(manifest.settings().criterion().epsilon()));
        line("");
        line("| | |");
        line("| --- | --- |");
        if (model != null) {
            row("model", code(model.name()) + ", " + code(model.precision()) + ", sha256 " + code(model.sha256()));
        }
        row("corpus", corpus());
        row("roots tried", count(statistics.roots()));
        row("units in samples", count(statistics.units()));
        row("dependencies in samples", count(statistics.dependencies().total()));
        row("filler", percent(statistics.tokens().filler(), statistics.tokens().emitted()) + " of the tokens");
        row(
                "forward tokens",
                count(statistics.cost().forwardTokens()) + ", "
                        + number(statistics.cost().perEmittedToken()) + " for each token of a sample, "
                        + number(statistics.cost().perDependency()) + " for each dependency");
        line("");
    }

    private String corpus() {
        Manifest.Corpus corpus = manifest.corpus();
        String name = code(corpus.name());
        if (corpus.documents() == null || corpus.passages() == null) return name;
        return name + ", " + count(corpus.documents()) + " documents, " + count(corpus.passages()) + " passages";
    }

    private void caveats() {
        Statistics.Dependencies found = statistics.dependencies();
        line("## Before you train on it");
        line("");
        line(
                "- **Cold starts**: %s of the dependencies lie in the first 32 tokens of their root, where any text in"
                        + " front helps.",
                percent(found.coldStarts(), found.total()));
        line(
                "- **Any text**: at %s of them a random passage gains more than %s too; %s were compared with none.",
                percent(found.byControl(), found.total()),
                Double.toString(manifest.settings().criterion().epsilon()),
                percent(found.withoutControl(), found.total()));
        line(
                "- **The truth**: in %s the true token became likelier. In the others the model is only surer, of"
                        + " something else.",
                percent(found.likelier(), found.total()));
        line("- What helps this model need not help another one, or this one after training.");
        line("- Texts and their licences are the corpus's own; nothing was filtered here.");
        line("");
    }

    private void acceptance() {
        line("## What each criterion accepts");
        line("");
        line(
                "Of %s scored pairs of a position and a retrieved passage. `paper` is gain > epsilon; the next four"
                        + " are that and one part of `controlled` each; `run` made this dataset.",
                count(statistics.gains().pairs().count()));
        line("");
        line("| criterion | pairs | share |");
        line("| --- | ---: | ---: |");
        for (Statistics.Acceptance accepted : statistics.acceptance()) {
            line(
                    "| `%s` | %s | %s |",
                    accepted.criterion(),
                    count(accepted.accepted()),
                    percent(accepted.accepted(), statistics.gains().pairs().count()));
        }
        line("");
    }

    private void figures() {
        line("## Figures");
        line("");
        line("| | count | mean | median | 90 % | largest |");
        line("| --- | ---: | ---: | ---: | ---: | ---: |");
        spread("high-entropy positions of a root", statistics.positionsPerRoot());
        spread("share of them with a dependency", statistics.positionsSolved());
        spread("gain of a dependency", statistics.gains().dependencies());
        spread("gain of a random passage there", statistics.gains().controls());
        spread("tokens from passage to dependent token", statistics.distances());
        spread("tokens of a context", statistics.contextTokens());
        spread("tokens of a root", statistics.rootTokens());
        spread("tokens of a unit", statistics.unitTokens());
        spread("contexts of a unit", statistics.contextsPerUnit());
        line("");
        Statistics.Tokens tokens = statistics.tokens();
        line(
                "Of %s tokens %s are contexts, %s roots, %s start, separator and end ids, %s filler. %s tokens of"
                        + " units fill no sample.",
                count(tokens.emitted()),
                percent(tokens.contexts(), tokens.emitted()),
                percent(tokens.roots(), tokens.emitted()),
                percent(tokens.marks(), tokens.emitted()),
                percent(tokens.filler(), tokens.emitted()),
                count(tokens.leftover()));
        line("");
    }

    private void plots() {
        for (String plot : Plots.of(statistics).keySet()) {
            line("![%s](%s/%s)", plot.substring(0, plot.indexOf('.')), DatasetCard.PLOTS, plot);
        }
        line("");
    }

    private void settings() {
        line("## Settings");
        line("");
        line("| setting | value |");
        line("| --- | --- |");
        JsonNode settings = DatasetJson.MAPPER.valueToTree(manifest.settings());
        settings.propertyStream()
                .forEach(setting -> row(
                        code(setting.getKey()),
                        setting.getValue().isNull()
                                ? "none"
                                : code(setting.getValue().asString())));
        line("");
        line("The same sealed corpus, model and settings give the same bytes.");
        line("");
    }

    private void reading() {
        line("## Reading it");
        line("");
        line("```python");
        line("from streaming import StreamingDataset");
        line("samples = StreamingDataset(local=\"mds\", remote=\"mds\", shuffle=False, batch_size=1)");
        line("");
        line("from datasets import load_dataset");
        for (CardHead.Config config : head.configs()) {
            line("%s = load_dataset(\".\", \"%s\", split=\"train\")", config.name(), config.name());
        }
        line("```");
        line("");
        line("`indices` holds one attention span for each `[contexts; root]` unit, and one for the filler: a span"
                + " for each document would cut the dependencies.");
        line("`provenance/` has a line for each sample, dependency, root, control passage, and all scored pairs;"
                + " `manifest.json` settings, hashes, counts and cost.");
        line("`entropylong verify`, `explain` and `rebuild` check a dataset, tell why a token was chosen, and make"
                + " a sample again from the corpus.");
    }

    private void spread(String name, Distribution values) {
        line(
                "| %s | %s | %s | %s | %s | %s |",
                name,
                count(values.count()),
                number(values.mean()),
                number(values.median()),
                number(values.p90()),
                number(values.max()));
    }

    private void row(String name, String value) {
        line("| %s | %s |", name, value);
    }

    private void line(String format, Object... values) {
        text.append(values.length == 0 ? format : String.format(Locale.ROOT, format, values))
                .append('\n');
    }

    private static String count(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    private static String number(@Nullable Double value) {
        return value == null ? "-" : BarChart.number(value);
    }

    private static String percent(long part, long whole) {
        return whole == 0 ? "-" : String.format(Locale.ROOT, "%.1f %%", 100.0 * part / whole);
    }

    private static String code(String name) {
        return "`" + Objects.requireNonNull(name).replaceAll("[`|\\p{Cntrl}]", "\u2423") + "`";
    }
}
