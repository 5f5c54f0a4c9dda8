#!/usr/bin/env python3
"""Opens DIR/mds with mosaicml-streaming's StreamingDataset, and what other formats the dataset has with their own clients, and
checks every sample against DIR/provenance.

Prints '<n> samples opened' and exits 0, or prints what is wrong and exits 1.
"""

import argparse
import json
import os
import sys
import tempfile
import warnings
from pathlib import Path

import formats

MANIFEST_KEYS = {
    "format": int,
    "model": {"name": str, "sha256": str, "precision": str, "vocabulary": int},
    "tokenizer": {"sha256": str},
    "tokens": {"start": list, "separator": list, "end": list},
    "settings": {},
    "corpus": {},
    "counts": {},
    "cost": {},
    "files": list,
}
COLUMNS = {
    "portable": {"id": str, "indices": "int64", "input_ids": "int32", "length": int},
    "prolong": {"domain": str, "id": str, "indices": "uint32", "input_ids": "uint32", "length": int},
}


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


def sample_problems(sample, row, columns):
    if set(sample) != set(columns):
        yield f"columns are {sorted(sample)}, not {sorted(columns)}"
        return
    ids, spans = sample["input_ids"], sample["indices"]
    if ids.dtype != columns["input_ids"] or ids.ndim != 1:
        yield f"input_ids is {ids.dtype} {ids.shape}, not one row of {columns['input_ids']}"
        return
    if spans.dtype != columns["indices"] or spans.ndim != 2 or spans.shape[1] != 2:
        yield f"indices is {spans.dtype} {spans.shape}, not {columns['indices']} pairs"
        return
    if sample["id"] != row["sample"]:
        yield f"id is {sample['id']}, provenance has {row['sample']}"
    if not len(ids) == sample["length"] == row["tokens"]:
        yield f"{len(ids)} tokens, column length {sample['length']}, provenance {row['tokens']}"
    if (digest := formats.sha256_of_ids(ids)) != row["sha256"]:
        yield f"sha256 of input_ids is {digest}, provenance has {row['sha256']}"
    if (problem := cover_problem(spans.tolist(), len(ids))) is not None:
        yield problem
    if spans.tolist() != formats.spans_of(row):
        yield f"spans {spans.tolist()} are not those of units and filler, {formats.spans_of(row)}"
    if "mask" in columns:
        mask = sample["mask"]
        if mask.dtype != columns["mask"] or mask.tolist() != formats.mask_of(row):
            yield f"mask, {mask.dtype} {mask.shape}, is not that of roots and filler"
    for unit in row["units"]:
        yield from unit_problems(unit, len(ids))


def leftover_problems(folder, manifest, rows):
    """Each unit of roots.jsonl is in one sample or left over, and what is left over has the length that it says."""

    def lines(name):
        path = folder / "provenance" / name
        if path.exists():
            with open(path, encoding="utf-8") as file:
                yield from map(json.loads, file)

    marks, multiple = manifest["tokens"], manifest["settings"]["pad_span_multiple"]
    packed = [unit["root"] for row in rows.values() for unit in row["units"]]
    left = list(lines("leftovers.jsonl"))
    for line in left:
        size = len(marks["start"]) + len(line["root_tokens"]) + len(marks["end"])
        size += sum(len(context["tokens"]) + len(marks["separator"]) for context in line["contexts"])
        if line["tokens"] != -(-size // multiple) * multiple or not line["contexts"] or not line["dependencies"]:
            yield f"leftovers.jsonl: {line['root']} has {line['tokens']} tokens, its parts {size}"
    units = sorted(line["root"] for line in lines("roots.jsonl") if line["outcome"] == "unit")
    if sorted(packed + [line["root"] for line in left]) != units:
        yield "the units of roots.jsonl are not those of samples.jsonl and leftovers.jsonl, each once"
    counts = manifest["counts"]
    if (counts["leftover_units"], counts["leftover_tokens"]) != (len(left), sum(line["tokens"] for line in left)):
        yield "leftovers.jsonl is not what manifest.json counts"


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

    yield from formats.file_problems(folder, manifest)
    yield from leftover_problems(folder, manifest, rows)
    settings = manifest["settings"]
    columns = COLUMNS[settings["mds_profile"]]
    if settings.get("loss_mask") == "root":
        columns = columns | {"mask": "uint8"}
    with tempfile.TemporaryDirectory() as copy:
        mds = local = str(folder / "mds")
        validate = None
        if settings["compression"] != "none":
            # the client unpacks beside the compressed shards; it checks hashes of what it fetches only
            local, validate = copy, "sha1"
        clean_stale_shared_memory()
        dataset = StreamingDataset(local=local, remote=mds, shuffle=False, batch_size=1, validate_hash=validate)
        if sorted(rows) != list(range(len(dataset))):
            yield f"samples.jsonl has {len(rows)} samples, the dataset {len(dataset)}"
            return
        for index, row in sorted(rows.items()):
            try:
                sample = dataset[index]
            except Exception as error:  # whatever the client makes of a damaged shard
                yield f"sample {index}: {type(error).__name__}: {error}"
                return
            for problem in sample_problems(sample, row, columns):
                yield f"sample {index}: {problem}"
            opened.append(index)
        yield from formats.order_problems(mds, rows)
    yield from formats.format_problems(folder, manifest, rows)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("dir", type=Path, metavar="DIR", help="folder with mds/, manifest.json and provenance/")
    folder = parser.parse_args().dir
    warnings.filterwarnings("ignore")
    os.environ.setdefault("TRANSFORMERS_VERBOSITY", "error")
    os.environ.setdefault("HF_DATASETS_OFFLINE", "1")
    opened = []
    found = list(problems(folder, opened))
    for problem in found:
        print(problem, file=sys.stderr)
    if not found:
        manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
        print(f"{len(opened)} samples opened in {', '.join(manifest['settings']['formats'])}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
