#!/usr/bin/env python3
"""Opens DIR/mds with mosaicml-streaming's StreamingDataset and checks every sample against DIR/provenance.

Prints '<n> samples opened' and exits 0, or prints what is wrong and exits 1.
"""

import argparse
import hashlib
import json
import os
import sys
import warnings
from pathlib import Path

MANIFEST_KEYS = {
    "format": int,
    "model": {"name": str, "sha256": str, "precision": str},
    "tokenizer": {"sha256": str},
    "tokens": {"start": list, "separator": list, "end": list},
    "settings": {},
    "corpus": {},
    "counts": {},
    "cost": {},
}
COLUMNS = {"id", "indices", "input_ids", "length"}


def manifest_problems(value, expected, path="manifest.json"):
    """Yields each key that is missing or of another kind; keys beyond the expected ones are allowed below the top."""
    if isinstance(expected, type):
        if not isinstance(value, expected) or isinstance(value, bool):
            yield f"{path}: is {value!r}, not of type {expected.__name__}"
        return
    if not isinstance(value, dict):
        yield f"{path}: is not an object"
        return
    for key, kind in expected.items():
        if key not in value:
            yield f"{path}: lacks {key}"
        else:
            yield from manifest_problems(value[key], kind, f"{path}: {key}")


def cover_problem(spans, tokens):
    """The first reason why [start, end) pairs do not cover [0, tokens) in order, or None."""
    covered = 0
    for start, end in spans:
        if start != covered:
            return f"{'gap' if start > covered else 'overlap'} at token {covered}, next span is [{start}, {end})"
        if end - start < 2:
            return f"span [{start}, {end}) has fewer than 2 tokens"
        covered = end
    return None if covered == tokens else f"spans end at {covered}, the sample at {tokens}"


def unit_problems(unit, tokens):
    """A unit is its contexts, then its root, all within [start, end), in order."""
    at = unit["start"]
    parts = [(c["start"], c["end"], f"context {c['passage']}") for c in unit["contexts"]]
    parts.append((unit["root_start"], unit["root_end"], f"root {unit['root']}"))
    for start, end, name in parts:
        if not at <= start < end <= unit["end"] <= tokens:
            yield f"{name} at [{start}, {end}) is out of place in its unit [{unit['start']}, {unit['end']})"
        at = end
    if not unit["contexts"]:
        yield f"unit of root {unit['root']} has no context"


def sample_problems(sample, row):
    import numpy as np

    if set(sample) != COLUMNS:
        yield f"columns are {sorted(sample)}, not {sorted(COLUMNS)}"
        return
    ids, spans = sample["input_ids"], sample["indices"]
    if ids.dtype != np.int32 or ids.ndim != 1:
        yield f"input_ids is {ids.dtype} {ids.shape}, not one row of int32"
        return
    if spans.dtype != np.int64 or spans.ndim != 2 or spans.shape[1] != 2:
        yield f"indices is {spans.dtype} {spans.shape}, not int64 pairs"
        return
    if sample["id"] != row["sample"]:
        yield f"id is {sample['id']}, provenance has {row['sample']}"
    if not len(ids) == sample["length"] == row["tokens"]:
        yield f"{len(ids)} tokens, column length {sample['length']}, provenance {row['tokens']}"
    digest = hashlib.sha256(ids.astype("<i4").tobytes()).hexdigest()
    if digest != row["sha256"]:
        yield f"sha256 of input_ids is {digest}, provenance has {row['sha256']}"
    if (problem := cover_problem(spans.tolist(), len(ids))) is not None:
        yield problem
    expected = [[unit["start"], unit["end"]] for unit in row["units"]]
    if row["filler"] is not None:
        expected.append(list(row["filler"]))
    if sorted(spans.tolist()) != sorted(expected):
        yield f"spans {spans.tolist()} are not those of units and filler, {expected}"
    for unit in row["units"]:
        yield from unit_problems(unit, len(ids))


def problems(folder, opened):
    """Yields what is wrong; appends to opened the index of each sample that was read."""
    from streaming import StreamingDataset
    from streaming.base.util import clean_stale_shared_memory

    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    yield from manifest_problems(manifest, MANIFEST_KEYS)
    if manifest.get("format") != 1:
        yield f"manifest.json: format is {manifest.get('format')}, not 1"
    rows = {}
    with open(folder / "provenance" / "samples.jsonl", encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            row = json.loads(line)
            if row["index"] in rows:
                yield f"samples.jsonl line {number}: index {row['index']} twice"
            rows[row["index"]] = row

    clean_stale_shared_memory()
    mds = str(folder / "mds")
    dataset = StreamingDataset(local=mds, remote=mds, shuffle=False, batch_size=1)
    if sorted(rows) != list(range(len(dataset))):
        yield f"samples.jsonl has {len(rows)} samples, the dataset {len(dataset)}"
        return
    for index, row in sorted(rows.items()):
        sample = dataset[index]
        for problem in sample_problems(sample, row):
            yield f"sample {index}: {problem}"
        opened.append(index)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("dir", type=Path, metavar="DIR", help="folder with mds/, manifest.json and provenance/")
    folder = parser.parse_args().dir
    warnings.filterwarnings("ignore")
    os.environ.setdefault("TRANSFORMERS_VERBOSITY", "error")
    opened = []
    found = list(problems(folder, opened))
    for problem in found:
        print(problem, file=sys.stderr)
    if not found:
        print(f"{len(opened)} samples opened")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
