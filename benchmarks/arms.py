#!/usr/bin/env python3
"""What each arm of retrieval brings for a forward token.

Usage: benchmarks/arms.py DIR...
DIR is a dataset whose run scored every candidate of both arms, as benchmarks/arms.sh makes them.
For each arm and their union, with every candidate scored and with the 16 (as in the demo) or 4 most promising of each root:
candidates and pairs, forward tokens (each root once by itself, and a pass for each candidate that ends at the last position
by which the arm found it), and late dependencies (index 32 or more, gain above epsilon) for 1,000 of these tokens: all, those
where the true token became likelier too, and those that also lie 0.2 above a random passage's gain.
"""
import json
import pathlib
import sys
from dataclasses import dataclass

from order import Candidate, Pair, chance

LATE = 32
CONTROL_MARGIN = 0.2
BUDGETS = (None, 16, 4)


@dataclass
class Scored(Pair):
    late: bool = False
    truth: bool = False
    control: bool = False


def finds(pair):
    yield pair["arm"], pair["similarity"], pair["rank"]
    for other in pair.get("also", []):
        yield other["arm"], other["similarity"], other["rank"]


def read(folder):
    """Yields each root's length and, for each passage, its tokens and all finds of its pairs."""
    epsilon = json.loads((folder / "manifest.json").read_text())["settings"]["epsilon"]
    for line in (folder / "provenance/pairs.jsonl").open():
        root = json.loads(line)
        alone = {each["position"]: each for each in root["positions"]}
        passages = []
        for passage in root["candidates"]:
            scored = []
            for pair in passage["pairs"]:
                before = alone[pair["position"]]
                gain = (before["entropy"] - pair["entropy_with_context"]) / before["entropy"]
                late = gain > epsilon and pair["position"] >= LATE
                truth = late and pair["surprisal_with_context"] <= before["surprisal"]
                control = truth and before["control_gain"] is not None and gain > before["control_gain"] + CONTROL_MARGIN
                scored += [Scored(pair["position"], arm, similarity, rank, pair["copied_tokens"], gain > epsilon,
                                  late, truth, control) for arm, similarity, rank in finds(pair)]
            passages.append((passage["tokens"], scored))
        yield root["root_tokens"], passages


def best(pairs):
    """One find for each position: the one that promises most."""
    positions = {}
    for pair in pairs:
        known = positions.get(pair.position)
        if known is None or chance(pair) > chance(known):
            positions[pair.position] = pair
    return list(positions.values())


def report(folder):
    roots = list(read(folder))
    print(f"{folder}: {len(roots)} roots")
    print(f"  {'arm':8}{'scored':>8}{'candidates':>12}{'pairs':>8}{'tokens':>10}{'late':>6}{'/1000':>8}"
          f"{'truth':>7}{'/1000':>8}{'control':>9}{'/1000':>8}")
    for budget in BUDGETS:
        for arm in ("knn", "phrase", "both"):
            tokens = passes = 0
            kept = []
            for length, passages in roots:
                tokens += 1 + length
                candidates = [Candidate(size, best(pair for pair in pairs if arm in (pair.arm, "both")))
                              for size, pairs in passages]
                candidates = [candidate for candidate in candidates if candidate.pairs]
                candidates.sort(key=lambda candidate: -sum(map(chance, candidate.pairs)) / candidate.cost)
                candidates = candidates[:budget]
                passes += len(candidates)
                tokens += sum(candidate.cost for candidate in candidates)
                kept += [pair for candidate in candidates for pair in candidate.pairs]
            counts = [sum(getattr(pair, kind) for pair in kept) for kind in ("late", "truth", "control")]
            figures = "".join(f"{count:{width}}{1000 * count / tokens:8.2f}"
                              for count, width in zip(counts, (6, 7, 9)))
            print(f"  {arm:8}{budget or 'all':>8}{passes:12}{len(kept):8}{tokens:10}{figures}")


if __name__ == "__main__":
    for argument in sys.argv[1:] or sys.exit(__doc__):
        report(pathlib.Path(argument))
