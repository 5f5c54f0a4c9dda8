#!/usr/bin/env python3
"""Recomputes entropies and surprisals of random dependencies in float32, from the samples' own tokens.

For a dependency on context C of root D the baseline is '[start] D' and the other is '[start] C [separator] D'; H of a
token is read from the row before it. The same is done for as many random control passages, whose tokens stand in
controls.jsonl. Exits 1 when a value differs by more than the tolerance.
"""

import argparse
import hashlib
import json
import os
import random
import sys
from pathlib import Path

TOLERANCE_NATS = 1e-3


def read_jsonl(path):
    with open(path, encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def read_input_ids(mds):
    """Token ids by sample id, with the trainers' own shard reader."""
    from streaming.base.format import reader_from_json

    result = {}
    for entry in json.loads((mds / "index.json").read_text("utf-8"))["shards"]:
        shard = reader_from_json(str(mds), None, entry)
        for i in range(len(shard)):
            sample = shard[i]
            result[sample["id"]] = sample["input_ids"].tolist()
    return result


def unit_of(row, dependency):
    """The unit and context that hold the dependency; refuses provenance that contradicts itself."""
    for unit in row["units"]:
        for context in unit["contexts"]:
            if unit["root"] == dependency["root"] and context["passage"] == dependency["passage"]:
                if unit["root_start"] + dependency["position"] != dependency["offset"]:
                    raise SystemExit(f"offset is not root_start + position: {dependency}")
                return unit, context
    raise SystemExit(f"no unit of sample {row['sample']} holds {dependency}")


class Comparison:
    """Counts what differs from the provenance and remembers the worst."""

    def __init__(self, tolerance):
        self.tolerance = tolerance
        self.worst = 0.0
        self.failures = 0

    def value(self, key, recomputed, line):
        difference = abs(recomputed - line[key])
        self.worst = max(self.worst, difference)
        if not difference <= self.tolerance:
            self.fail(f"{key}: recomputed {recomputed:.6f} nats", line)

    def gain(self, line):
        gain = 1 - line["entropy_with_context"] / line["entropy"]
        if not abs(gain - line["gain"]) <= 1e-4:
            self.fail(f"gain is not (H - H') / H = {gain:.6f}", line)

    def fail(self, what, line):
        self.failures += 1
        print(f"{what}, but provenance has {line}", file=sys.stderr)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("dir", type=Path, metavar="DIR")
    parser.add_argument("--model", type=Path, required=True, metavar="GGUF")
    parser.add_argument("--count", type=int, default=50, help="dependencies to recompute (default 50)")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--tolerance", type=float, default=TOLERANCE_NATS, help="nats (default 0.001)")
    args = parser.parse_args()
    os.environ.setdefault("TRANSFORMERS_VERBOSITY", "error")
    from llama import Llama

    manifest = json.loads((args.dir / "manifest.json").read_text("utf-8"))
    digest = hashlib.sha256(args.model.read_bytes()).hexdigest()
    if manifest["model"]["sha256"] != digest:
        print(f"another model: sha256 {digest}, manifest has {manifest['model']['sha256']}", file=sys.stderr)
        return 1
    start, separator = manifest["tokens"]["start"], manifest["tokens"]["separator"]
    rows = {row["sample"]: row for row in read_jsonl(args.dir / "provenance" / "samples.jsonl")}
    dependencies = read_jsonl(args.dir / "provenance" / "dependencies.jsonl")
    if not dependencies:
        print("no dependency to check", file=sys.stderr)
        return 1
    chosen = random.Random(args.seed).sample(dependencies, min(args.count, len(dependencies)))
    ids = read_input_ids(args.dir / "mds")
    model = Llama(args.model)

    cache = {}

    def scores(prefix, root, position):
        """All chosen positions of one sequence share a forward pass."""
        key = (tuple(prefix), tuple(root))
        if key not in cache:
            cache[key] = model.last_hidden(prefix + root)
        return model.score(cache[key], prefix + root, len(prefix) + position)

    check = Comparison(args.tolerance)
    for dependency in sorted(chosen, key=lambda d: (d["sample"], d["root"], d["passage"], d["position"])):
        unit, context = unit_of(rows[dependency["sample"]], dependency)
        tokens = ids[dependency["sample"]]
        root = tokens[unit["root_start"] : unit["root_end"]]
        passage = tokens[context["start"] : context["end"]]
        baseline = scores(start, root, dependency["position"])
        conditioned = scores(start + passage + separator, root, dependency["position"])
        check.value("entropy", baseline[0], dependency)
        check.value("surprisal", baseline[1], dependency)
        check.value("entropy_with_context", conditioned[0], dependency)
        check.value("surprisal_with_context", conditioned[1], dependency)
        check.gain(dependency)
    print(f"{len(chosen)} dependencies recomputed, largest difference {check.worst:.2e} nats, {check.failures} failures")

    controls = [
        {"sample": line["sample"], "root": line["root"], "passage": line["input_ids"], **score}
        for line in read_jsonl(args.dir / "provenance" / "controls.jsonl")
        for score in line["scores"]
    ]
    chosen = random.Random(args.seed).sample(controls, min(args.count, len(controls)))
    control = Comparison(args.tolerance)
    for score in sorted(chosen, key=lambda c: (c["sample"], c["root"], c["passage"], c["position"])):
        unit = next(unit for unit in rows[score["sample"]]["units"] if unit["root"] == score["root"])
        root = ids[score["sample"]][unit["root_start"] : unit["root_end"]]
        recomputed = scores(start + score["passage"] + separator, root, score["position"])
        control.value("entropy_with_context", recomputed[0], score)
        control.value("surprisal_with_context", recomputed[1], score)
    print(f"{len(chosen)} controls recomputed, largest difference {control.worst:.2e} nats, {control.failures} failures")
    return 1 if check.failures or control.failures else 0


if __name__ == "__main__":
    sys.exit(main())
