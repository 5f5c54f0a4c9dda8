#!/bin/sh
# Runs a corpus with every candidate of both arms scored, for benchmarks/arms.py.
# Usage: benchmarks/arms.sh CORPUS DIR [ROOTS]
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P)
"$here/entropylong" run --corpus "$1" --out "$2" --roots "${3:-8}" --root-max-tokens 1024 --passage-tokens 512 \
    --top-k 8 --phrase-k 2 --max-candidates 100000 --patience 100000 --control-passages 2 --sample-tokens 4096 ||
    [ -f "$2/provenance/pairs.jsonl" ]
python3 "$here/benchmarks/arms.py" "$2"
