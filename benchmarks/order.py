#!/usr/bin/env python3
"""What decides whether a scored pair is a dependency, and how soon different orders of the candidates find them.

Usage: benchmarks/order.py DIR...
DIR is a dataset whose run scored every candidate:
    entropylong run --corpus PATH --out DIR --roots 16 --top-k 8 --max-candidates 100000 --patience 100000
Prints the acceptance of kinds of pairs, which the weights of the verifier's CandidateOrder are fitted to, and for each
order the share of the dependencies (gain above epsilon) that the first part of the forward tokens finds.
"""
import json
import math
import pathlib
import random
import sys
from dataclasses import dataclass

SHARES = (0.05, 0.1, 0.25, 0.5)


@dataclass
class Pair:
    position: int
    arm: str
    similarity: float
    rank: int
    copied: int
    dependency: bool


@dataclass
class Candidate:
    tokens: int
    pairs: list

    @property
    def cost(self):  # start, C, separator, the root up to the last position
        return 2 + self.tokens + max(pair.position for pair in self.pairs)


def roots(folder):
    """The candidates of each root, and its length."""
    epsilon = json.loads((folder / "manifest.json").read_text())["settings"]["epsilon"]
    lengths = {}
    for line in (folder / "provenance/roots.jsonl").open():
        root = json.loads(line)
        lengths[root["root"]] = root["tokens"]
    for line in (folder / "provenance/pairs.jsonl").open():
        root = json.loads(line)
        alone = {each["position"]: each["entropy"] for each in root["positions"]}
        candidates = []
        for passage in root["candidates"]:
            pairs = []
            for pair in passage["pairs"]:
                entropy = alone[pair["position"]]
                gain = (entropy - pair["entropy_with_context"]) / entropy
                pairs.append(Pair(pair["position"], pair["arm"], pair["similarity"], pair["rank"],
                                  pair["copied_tokens"], gain > epsilon))
            candidates.append(Candidate(passage["tokens"], pairs))
        yield lengths[root["root"]], candidates


def chance(pair):
    """As CandidateOrder has it."""
    place = 0.37 if pair.position < 16 else 0.18 if pair.position < 32 else 0.13 if pair.position < 64 else 0
    if pair.arm == "phrase":
        found = 0.5 * pair.similarity / (pair.similarity + 4)
    else:
        found = 0.05 * max(0, pair.similarity) / math.sqrt(pair.rank)
    return 1 - (1 - place) * (1 - found)


def similarity(candidate):
    return max(pair.similarity if pair.arm == "knn" else 0.5 for pair in candidate.pairs)


def curve(runs, total, key):
    """Candidates of all roots, each root's in its own order, taken evenly from all roots."""
    placed = []
    for _, candidates in runs:
        ranked = sorted(candidates, key=key, reverse=True)
        placed += [(place / len(ranked), candidate) for place, candidate in enumerate(ranked)]
    placed.sort(key=lambda entry: entry[0])
    tokens = sum(candidate.cost for _, candidate in placed)
    spent = found = 0
    shares = list(SHARES)
    line = []
    for _, candidate in placed:
        spent += candidate.cost
        found += sum(pair.dependency for pair in candidate.pairs)
        while shares and spent >= shares[0] * tokens:
            line.append(f"{shares.pop(0):4.0%}: {found / total:.2f}")
    return "  ".join(line)


def report(folder):
    runs = list(roots(folder))
    pairs = [pair for _, candidates in runs for candidate in candidates for pair in candidate.pairs]
    total = sum(pair.dependency for pair in pairs)
    naive = sum((2 + candidate.tokens + length) * len(candidate.pairs)
                for length, candidates in runs for candidate in candidates)
    exact = sum(candidate.cost for _, candidates in runs for candidate in candidates)
    print(f"{folder}: {len(runs)} roots, {len(pairs)} pairs, {total} dependencies; forward tokens: naive {naive}, "
          f"one pass a candidate {exact} (1/{naive / exact:.1f})")
    kinds = {
        "position < 16": lambda pair: pair.position < 16,
        "16 to 31": lambda pair: 16 <= pair.position < 32,
        "32 to 63": lambda pair: 32 <= pair.position < 64,
        "later, phrase": lambda pair: pair.position >= 64 and pair.arm == "phrase",
        "later, knn, 2 or more tokens copied":
            lambda pair: pair.position >= 64 and pair.arm == "knn" and pair.copied >= 2,
        "later, knn, fewer": lambda pair: pair.position >= 64 and pair.arm == "knn" and pair.copied < 2,
    }
    for name, belongs in kinds.items():
        chosen = [pair for pair in pairs if belongs(pair)]
        accepted = sum(pair.dependency for pair in chosen)
        print(f"  {name:36} {len(chosen):6} pairs {accepted:5} accepted {accepted / max(1, len(chosen)):7.1%}")
    lots = random.Random(0)
    orders = {
        "random": lambda candidate: lots.random(),
        "similarity": similarity,
        "chance a token": lambda candidate: sum(map(chance, candidate.pairs)) / candidate.cost,
        "oracle": lambda candidate: sum(pair.dependency for pair in candidate.pairs) / candidate.cost,
    }
    for name, key in orders.items():
        print(f"  order {name:16} {curve(runs, total, key)}")


if __name__ == "__main__":
    for argument in sys.argv[1:] or sys.exit(__doc__):
        report(pathlib.Path(argument))
