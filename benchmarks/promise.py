#!/usr/bin/env python3
"""Fits the verifier's PairChance to scored pairs, and shows what it finds for how many forward tokens.

Usage: benchmarks/promise.py FIT... [-- TEST...]
FIT and TEST are files that benchmarks/verification.sh writes with PAIRS=FILE. Prints the weights for PairChance, and for TEST
(without any: for each root of FIT with weights fitted to the others) the share of the dependencies (gain above 0.4) that
each order finds for a share of the naive algorithm's forward tokens: random, by similarity, as the verifier has it at several
--least-promise, and an oracle that knows the result.
"""
import json
import math
import pathlib
import random
import sys

EPSILON = 0.4
WAVE = 8
PROMISES = (2, 1.4, 1, 0.7, 0.5, 0.35, 0.25, 0.17, 0.12)
SHARES = (20, 16, 12, 10)
REPEATS = 4
RIDGE = 1.0
NAMES = ("below 16", "below 32", "below 64", "below 128", "followed", "quoted", "familiar", "phrase words", "mean gain")


def read(names):
    """Candidates of each root."""
    roots = {}
    for name in names:
        for line in pathlib.Path(name).open():
            candidate = json.loads(line)
            roots.setdefault((name, candidate["root"]), []).append(candidate)
    for candidates in roots.values():
        candidates.sort(key=lambda candidate: candidate["passage"])
        for candidate in candidates:
            for pair in candidate["pairs"]:
                pair["static"] = static(pair["clues"])
    return list(roots.values())


def static(clues):
    position = clues["position"]
    late = position >= 32
    return (position < 16, 16 <= position < 32, 32 <= position < 64, 64 <= position < 128, late and clues["followed"],
            late and clues["quoted"], clues["familiar"], math.log1p(clues["phraseWords"]))


def features(pair, seen):
    pairs, gains = seen
    return (*pair["static"], (0.1 + gains) / (1 + pairs), 1.0)


def chance(weights, pair, seen):
    return 1 / (1 + math.exp(-sum(weight * value for weight, value in zip(weights, features(pair, seen)))))


def plus(seen, gain):
    return seen[0] + 1, seen[1] + gain


def examples(roots):
    """Pairs with what would have been seen before them in random orders, as {features: [rejected, accepted]}."""
    lots = random.Random(0)
    counts = {}
    for candidates in roots:
        for _ in range(REPEATS):
            order = candidates[:]
            lots.shuffle(order)
            seen = {}
            for candidate in order:
                for pair in candidate["pairs"]:
                    position = pair["clues"]["position"]
                    before = seen.get(position, (0, 0.0))
                    row = tuple(round(float(value), 2) for value in features(pair, before))
                    counts.setdefault(row, [0, 0])[pair["gain"] > EPSILON] += 1
                    seen[position] = plus(before, pair["gain"])
    return counts


def fit(roots):
    """Logistic regression by Newton's method, with a small ridge."""
    rows = list(examples(roots).items())
    size = len(NAMES) + 1
    weights = [0.0] * size
    for _ in range(12):
        gradient = [RIDGE * weight for weight in weights]
        hessian = [[RIDGE * (i == j) for j in range(size)] for i in range(size)]
        for row, (rejected, accepted) in rows:
            guess = 1 / (1 + math.exp(-sum(weight * value for weight, value in zip(weights, row))))
            error = (rejected + accepted) * guess - accepted
            curve = (rejected + accepted) * guess * (1 - guess)
            held = [i for i, value in enumerate(row) if value]
            for i in held:
                gradient[i] += error * row[i]
                for j in held:
                    hessian[i][j] += curve * row[i] * row[j]
        weights = [weight - step for weight, step in zip(weights, solve(hessian, gradient))]
    return weights


def solve(matrix, right):
    rows = [row[:] + [value] for row, value in zip(matrix, right)]
    size = len(rows)
    for i in range(size):
        best = max(range(i, size), key=lambda row: abs(rows[row][i]))
        rows[i], rows[best] = rows[best], rows[i]
        for row in range(size):
            if row != i:
                factor = rows[row][i] / rows[i][i]
                rows[row] = [value - factor * pivot for value, pivot in zip(rows[row], rows[i])]
    return [rows[i][size] / rows[i][i] for i in range(size)]


def front(candidate):  # start, C, separator
    return 2 + candidate["tokens"]


def last(candidate):
    return candidate["pairs"][-1]["clues"]["position"]


def dependencies(pairs):
    return sum(pair["gain"] > EPSILON for pair in pairs)


def chosen(candidates, weights, promise):
    """As PromisingChoice: forward tokens and dependencies found of a root."""
    left, seen, tokens, found = candidates, {}, 0, 0
    while True:
        prospects = []
        for candidate in left:
            chances, best, prospect = 0.0, 0.0, None
            for i, pair in enumerate(candidate["pairs"]):
                position = pair["clues"]["position"]
                chances += chance(weights, pair, seen.get(position, (0, 0.0)))
                cost = 2 + candidate["characters"] / 4 + position
                worth = chances - promise / 1000 * cost
                if worth > best:
                    best, prospect = worth, (-chances / cost, candidate["passage"], candidate, i + 1)
            if prospect:
                prospects.append(prospect)
        if not prospects:
            return tokens, found
        prospects.sort(key=lambda prospect: prospect[:2])
        taken = set()
        for _, passage, candidate, pairs in prospects[:WAVE]:
            taken.add(passage)
            asked = candidate["pairs"][:pairs]
            tokens += front(candidate) + asked[-1]["clues"]["position"]
            found += dependencies(asked)
            for pair in asked:
                position = pair["clues"]["position"]
                seen[position] = plus(seen.get(position, (0, 0.0)), pair["gain"])
        left = [candidate for candidate in left if candidate["passage"] not in taken]


def ordered(roots, key, naive, total):
    """Whole passes in an order, all roots at the same pace; the oracle ends each at its last dependency."""
    placed = []
    for candidates in roots:
        ranked = sorted(candidates, key=key, reverse=True)
        placed += [(place / len(ranked), candidate) for place, candidate in enumerate(ranked)]
    placed.sort(key=lambda entry: entry[0])
    return shares([(front(candidate) + last(candidate), dependencies(candidate["pairs"])) for _, candidate in placed],
                  naive, total)


def oracle(roots, naive, total):
    passes = []
    for candidates in roots:
        for candidate in candidates:
            helped = [pair for pair in candidate["pairs"] if pair["gain"] > EPSILON]
            if helped:
                passes.append((front(candidate) + helped[-1]["clues"]["position"], len(helped)))
    passes.sort(key=lambda each: each[0] / each[1])
    return shares(passes, naive, total)


def shares(passes, naive, total):
    tokens = found = 0
    left = sorted(SHARES, reverse=True)
    line = []
    for cost, number in passes:
        while left and tokens + cost > naive / left[0]:
            line.append(f"1/{left.pop(0)}: {found / total:.2f}")
        tokens += cost
        found += number
    line += [f"1/{share}: {found / total:.2f}" for share in left]
    return "  ".join(line) + f"  all at 1/{naive / tokens:.1f}"


def main(arguments):
    split = arguments.index("--") if "--" in arguments else len(arguments)
    roots, test = read(arguments[:split]), read(arguments[split + 1:])
    weights = fit(roots)
    for name, weight in zip((*NAMES, "intercept"), weights):
        print(f"  {name:16} {weight:6.2f}")
    held_out = [(candidates, weights) for candidates in test]
    if not test:
        test = roots
        held_out = [(candidates, fit(roots[:i] + roots[i + 1:])) for i, candidates in enumerate(roots)]
    naive = sum((2 + candidate["tokens"] + candidate["rootTokens"]) * len(candidate["pairs"])
                for candidates in test for candidate in candidates)
    exact = sum(front(candidate) + last(candidate) for candidates in test for candidate in candidates)
    pairs = [pair for candidates in test for candidate in candidates for pair in candidate["pairs"]]
    total = dependencies(pairs)
    print(f"{len(test)} roots, {len(pairs)} pairs, {total} dependencies; forward tokens: naive {naive}, exact {exact} "
          f"(1/{naive / exact:.1f})")
    lots = random.Random(0)
    print("  random      ", ordered(test, lambda candidate: lots.random(), naive, total))
    print("  similarity  ", ordered(test, lambda candidate: max(
        pair["similarity"] or 0.5 for pair in candidate["pairs"]), naive, total))
    print("  oracle      ", oracle(test, naive, total))
    for promise in PROMISES:
        spent = [chosen(candidates, fitted, promise) for candidates, fitted in held_out]
        tokens, found = (sum(values) for values in zip(*spent))
        print(f"  promise {promise:<4} 1/{naive / max(1, tokens):.1f}: {found / total:.3f}")


if len(sys.argv) < 2:
    sys.exit(__doc__)
main(sys.argv[1:])
