#!/usr/bin/env python3
"""Draws what the panels of a dashboard showed during a real run, as RealRunIT has recorded it from Prometheus.

Usage: draw-panels.py PANELS.json PICTURE.png        (pip install matplotlib)
The arrangement, titles, units and queries are the dashboard's own; colours and lines are matplotlib's, not Grafana's.
"""
import json
import math
import re
import sys

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt

COLUMNS = 24
INCHES_A_COLUMN = 0.62
INCHES_A_ROW = 0.36


def main(source, picture):
    with open(source) as file:
        dashboard = json.load(file)
    # what no machine without a GPU and no folder without Grafana has
    panels = [p for p in dashboard["panels"] if p["type"] != "alertlist" and any(t["result"] for t in p["targets"])]
    rows = max(p["place"]["y"] + p["place"]["h"] for p in panels)
    figure = plt.figure(figsize=(COLUMNS * INCHES_A_COLUMN, rows * INCHES_A_ROW), dpi=80, facecolor="#f4f5f5")
    for panel in panels:
        place = panel["place"]
        box = [place["x"] / COLUMNS + 0.03, 1 - (place["y"] + place["h"] - 1.3) / rows,
               place["w"] / COLUMNS - 0.045, (place["h"] - 2.6) / rows]
        if panel["type"] == "bargauge":  # names stand on the left
            box = [box[0] + 0.03, box[1], box[2] - 0.03, box[3]]
        axes = figure.add_axes(box)
        axes.set_title(panel["title"], fontsize=7 if panel["type"] == "stat" else 9, loc="left", fontweight="bold")
        axes.tick_params(labelsize=7)
        DRAW[panel["type"]](axes, panel, dashboard["from"])
    figure.savefig(picture)


def stat(axes, panel, _):
    result = [(t["legend"], s) for t in panel["targets"] for s in t["result"]]
    legend, series = result[-1]
    text = legend_of(legend, series["metric"]) or shown(float(series["value"][1]), panel["unit"])
    axes.text(0.5, 0.5, text, ha="center", va="center", fontsize=15, color="#1a7f37")
    axes.set_axis_off()


def bargauge(axes, panel, _):
    names = [t["legend"] for t in panel["targets"] if t["result"]]
    values = [float(t["result"][0]["value"][1]) for t in panel["targets"] if t["result"]]
    bars = axes.barh(names, values, color="#5794f2")
    axes.bar_label(bars, [shown(v, panel["unit"]) for v in values], fontsize=7, padding=2)
    axes.invert_yaxis()
    axes.set_xlim(0, max(values) * 1.15)


def timeseries(axes, panel, begin):
    for target in panel["targets"]:
        for series in target["result"]:
            points = [(float(t), float(v)) for t, v in series["values"] if math.isfinite(float(v))]
            if points:
                axes.plot([t - begin for t, _ in points], [v for _, v in points], linewidth=1.2, marker=".",
                          markersize=2, label=legend_of(target["legend"], series["metric"]))
    axes.yaxis.set_major_formatter(lambda value, _: shown(value, panel["unit"]))
    axes.set_xlabel("seconds since the run was asked for", fontsize=7)
    axes.grid(alpha=0.3)
    axes.legend(fontsize=6, loc="upper left")


def heatmap(axes, panel, begin):
    series = sorted(panel["targets"][0]["result"], key=lambda s: float(s["metric"]["le"]))
    bounds = [s["metric"]["le"] for s in series]
    times = sorted({float(t) for s in series for t, _ in s["values"]})
    counts = []
    for one in series:
        found = {float(t): float(v) for t, v in one["values"]}
        counts.append([found.get(t, 0) for t in times])
    # buckets are cumulative
    cells = [counts[0]] + [[max(0, b - a) for a, b in zip(low, high)] for low, high in zip(counts, counts[1:])]
    axes.pcolormesh([t - begin for t in times], range(len(bounds)), cells, cmap="YlOrRd", shading="nearest")
    step = max(1, len(bounds) // 8)
    axes.set_yticks(range(0, len(bounds), step), [f"≤ {bounds[i]}" for i in range(0, len(bounds), step)])
    axes.set_xlabel("seconds since the run was asked for", fontsize=7)


DRAW = {"stat": stat, "bargauge": bargauge, "timeseries": timeseries, "heatmap": heatmap}


def legend_of(legend, metric):
    return re.sub(r"{{\s*(\w+)\s*}}", lambda match: metric.get(match.group(1), ""), legend)


def shown(value, unit):
    if unit == "percentunit":
        return f"{100 * value:.0f} %"
    if unit == "s":
        return f"{value:.0f} s"
    suffix = "/s" if unit == "ops" else ""
    for size, letter in ((1e9, "G"), (1e6, "M"), (1e3, "k")):
        if abs(value) >= size:
            return f"{value / size:.1f} {letter}{suffix}"
    return f"{value:.3g}{suffix}"


if __name__ == "__main__":
    main(*sys.argv[1:])
