package io.entropylong.assembler.card;

import io.entropylong.assembler.dataset.DatasetJson;
import io.entropylong.assembler.dataset.Manifest;
import io.entropylong.assembler.statistics.Distribution;
import io.entropylong.assembler.statistics.Statistics;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Formatter;
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
    private final Formatter text = new Formatter(new StringBuilder(), Locale.ROOT);

    CardText(Path dataset, Manifest manifest, Statistics statistics) throws IOException {
        this.head = CardHead.of(dataset, statistics.samples());
        this.manifest = manifest;
        this.statistics = statistics;
    }

    String markdown() {
        text.format("%s", head.yaml());
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
        text.format("# EntropyLong dataset %s\n", code(manifest.run()));
        text.format("\n");
        text.format(
                "%,d samples of exactly %,d tokens for long-context training. In each, passages from far away"
                        + " measurably help to predict tokens of a root document:\n",
                statistics.samples(), manifest.settings().sampleTokens());
        text.format(
                "with the passage in front, the entropy of the token falls by more than %s of itself"
                        + " ([EntropyLong](https://arxiv.org/abs/2510.02330)).\n",
                Double.toString(manifest.settings().criterion().epsilon()));
        text.format("\n");
        text.format("| | |\n");
        text.format("| --- | --- |\n");
        if (model != null) {
            row("model", code(model.name()) + ", " + code(model.precision()) + ", sha256 " + code(model.sha256()));
        }
        row("corpus", corpus());
        if (manifest.cancelled()) row("cancelled", "yes: it holds what was there when the run was asked to end");
        row("roots tried", count(statistics.roots()));
        row("units in samples", count(statistics.units()));
        row("dependencies in samples", count(statistics.dependencies().total()));
        row("filler", percent(statistics.tokens().filler(), statistics.tokens().emitted()) + " of the tokens");
        row(
                "forward tokens",
                count(statistics.cost().forwardTokens()) + ", "
                        + number(statistics.cost().perEmittedToken()) + " for each token of a sample, "
                        + number(statistics.cost().perDependency()) + " for each dependency");
        text.format("\n");
    }

    private String corpus() {
        Manifest.Corpus corpus = manifest.corpus();
        String name = code(corpus.name());
        if (corpus.documents() == null || corpus.passages() == null) return name;
        return name + ", " + count(corpus.documents()) + " documents, " + count(corpus.passages()) + " passages";
    }

    private void caveats() {
        Statistics.Dependencies found = statistics.dependencies();
        text.format("## Before you train on it\n");
        text.format("\n");
        text.format(
                "- **Cold starts**: %s of the dependencies lie in the first 32 tokens of their root, where any text in"
                        + " front helps.\n",
                percent(found.coldStarts(), found.total()));
        text.format(
                "- **Any text**: at %s of them a random passage gains more than %s too; %s were compared with none.\n",
                percent(found.byControl(), found.total()),
                Double.toString(manifest.settings().criterion().epsilon()),
                percent(found.withoutControl(), found.total()));
        text.format(
                "- **The truth**: in %s the true token became likelier. In the others the model is only surer, of"
                        + " something else.\n",
                percent(found.likelier(), found.total()));
        text.format("- What helps this model need not help another one, or this one after training.\n");
        text.format("- Texts and their licences are the corpus's own; nothing was filtered here.\n");
        text.format("\n");
    }

    private void acceptance() {
        text.format("## What each criterion accepts\n");
        text.format("\n");
        text.format(
                "Of %s scored pairs of a position and a retrieved passage. `paper` is gain > epsilon; the next four"
                        + " are that and one part of `controlled` each; `run` made this dataset.\n",
                count(statistics.gains().pairs().count()));
        text.format("\n");
        text.format("| criterion | pairs | share |\n");
        text.format("| --- | ---: | ---: |\n");
        for (Statistics.Acceptance accepted : statistics.acceptance()) {
            text.format(
                    "| `%s` | %s | %s |\n",
                    accepted.criterion(),
                    count(accepted.accepted()),
                    percent(accepted.accepted(), statistics.gains().pairs().count()));
        }
        text.format("\n");
    }

    private void figures() {
        text.format("## Figures\n");
        text.format("\n");
        text.format("| | count | mean | median | 90 %% | largest |\n");
        text.format("| --- | ---: | ---: | ---: | ---: | ---: |\n");
        spread("high-entropy positions of a root", statistics.positionsPerRoot());
        spread("share of them with a dependency", statistics.positionsSolved());
        spread("gain of a dependency", statistics.gains().dependencies());
        spread("gain of a random passage there", statistics.gains().controls());
        spread("tokens from passage to dependent token", statistics.distances());
        spread("tokens of a context", statistics.contextTokens());
        spread("tokens of a root", statistics.rootTokens());
        spread("tokens of a unit", statistics.unitTokens());
        spread("contexts of a unit", statistics.contextsPerUnit());
        text.format("\n");
        Statistics.Tokens tokens = statistics.tokens();
        text.format(
                "Of %s tokens %s are contexts, %s roots, %s start, separator and end ids, %s filler. %s tokens of"
                        + " units fill no sample.\n",
                count(tokens.emitted()),
                percent(tokens.contexts(), tokens.emitted()),
                percent(tokens.roots(), tokens.emitted()),
                percent(tokens.marks(), tokens.emitted()),
                percent(tokens.filler(), tokens.emitted()),
                count(tokens.leftover()));
        text.format("\n");
    }

    private void plots() {
        for (String plot : Plots.of(statistics).keySet()) {
            text.format("![%s](%s/%s)\n", plot.substring(0, plot.indexOf('.')), DatasetCard.PLOTS, plot);
        }
        text.format("\n");
    }

    private void settings() {
        text.format("## Settings\n");
        text.format("\n");
        text.format("| setting | value |\n");
        text.format("| --- | --- |\n");
        JsonNode settings = DatasetJson.MAPPER.valueToTree(manifest.settings());
        settings.propertyStream()
                .forEach(setting -> text.format("| %s | %s |\n", code(setting.getKey()), value(setting.getValue())));
        text.format("\n");
        if (!manifest.cancelled()) text.format("The same sealed corpus, model and settings give the same bytes.\n");
        text.format("\n");
    }

    private void reading() {
        text.format("## Reading it\n");
        text.format("\n");
        text.format("```python\n");
        text.format("from streaming import StreamingDataset\n");
        text.format("samples = StreamingDataset(local=\"mds\", remote=\"mds\", shuffle=False, batch_size=1)\n");
        text.format("\n");
        text.format("from datasets import load_dataset\n");
        for (CardHead.Config config : head.configs()) {
            text.format("%s = load_dataset(\".\", \"%s\", split=\"train\")\n", config.name(), config.name());
        }
        text.format("pairs = load_dataset(\"json\", data_files=\"provenance/pairs.jsonl\", split=\"train\")\n");
        text.format("```\n");
        text.format("\n");
        text.format(
                "`indices` holds one attention span for each `[contexts; root]` unit, and one for the filler: a span"
                        + " for each document would cut the dependencies.\n");
        text.format("`provenance/` has a line for each sample, dependency, root, control passage, and all scored pairs;"
                + " `manifest.json` settings, hashes, counts and cost.\n");
        text.format(
                "`entropylong verify`, `explain` and `rebuild` check a dataset, tell why a token was chosen, and make"
                        + " a sample again from the corpus.\n");
    }

    private void spread(String name, Distribution values) {
        text.format(
                "| %s | %s | %s | %s | %s | %s |\n",
                name,
                count(values.count()),
                number(values.mean()),
                number(values.median()),
                number(values.p90()),
                number(values.max()));
    }

    private void row(String name, String value) {
        text.format("| %s | %s |\n", name, value);
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

    private static String value(JsonNode setting) {
        if (setting.isNull()) return "none";
        return code(setting.isContainer() ? setting.toString() : setting.asString());
    }

    private static String code(String name) {
        return "`" + Objects.requireNonNull(name).replaceAll("[`|\\p{Cntrl}]", "\u2423") + "`";
    }
}
