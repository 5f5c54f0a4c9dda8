#!/usr/bin/env python3
"""Reads DIR's card as the Hugging Face Hub does and loads each configuration that its head names.

The head is read by huggingface_hub's DatasetCard, the tables by datasets.load_dataset on the folder itself; every plot that
the card shows must be an SVG image. Prints what was loaded, or what is wrong, and exits 1.
"""

import argparse
import json
import re
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
from pathlib import Path

ROWS = {"dependencies": "dependencies.jsonl", "roots": "roots.jsonl", "controls": "controls.jsonl", "samples": "samples.jsonl"}


def problems(folder, loaded):
    """Yields what is wrong; appends to loaded the name and the rows of each configuration."""
    from datasets import get_dataset_config_names, load_dataset
    from huggingface_hub import DatasetCard

    card = DatasetCard.load(folder / "README.md")
    head = card.data.to_dict()
    for key in ("configs", "tags", "size_categories", "task_categories"):
        if not head.get(key):
            yield f"README.md: the head has no {key}"
    shown = re.findall(r"!\[[^\]]*\]\(([^)]+)\)", card.text)
    if not shown:
        yield "README.md: it shows no plot"
    for plot in shown:
        if ElementTree.parse(folder / plot).getroot().tag != "{http://www.w3.org/2000/svg}svg":
            yield f"{plot}: it is no SVG image"
    json.loads((folder / "statistics.json").read_text("utf-8"))

    names = [config["config_name"] for config in head.get("configs", [])]
    with tempfile.TemporaryDirectory() as cache:
        if get_dataset_config_names(str(folder)) != names:
            yield f"README.md: the head names {names}, datasets finds {get_dataset_config_names(str(folder))}"
        for name in names:
            table = load_dataset(str(folder), name, split="train", cache_dir=cache)
            loaded.append((name, len(table)))
            with open(folder / "provenance" / ROWS[name], encoding="utf-8") as lines:
                expected = sum(1 for _ in lines)
            if len(table) != expected:
                yield f"{name}: {len(table)} rows, provenance has {expected}"
        if names and len(load_dataset(str(folder), split="train", cache_dir=cache)) != loaded[0][1]:
            yield f"load_dataset without a name is not {names[0]}"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("dir", type=Path, metavar="DIR")
    folder = parser.parse_args().dir.resolve()
    loaded = []
    found = list(problems(folder, loaded))
    for problem in found:
        print(problem, file=sys.stderr)
    print("loaded " + ", ".join(f"{name} ({rows} rows)" for name, rows in loaded))
    return 1 if found or not loaded else 0


if __name__ == "__main__":
    sys.exit(main())
