#!/bin/sh
# Kills every part of the suite at random during a run with the real model, and compares the dataset with the undisturbed one.
# Usage: benchmarks/kill-suite.sh [KILLS] [ROOTS] [further arguments of KillSuite]
# Ends with: kills K, samples equal, lost 0, doubled 0, redone R tokens
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P)
kills=${1:-20}
roots=${2:-24}
[ $# -lt 2 ] || shift 2
[ $# -ne 1 ] || shift
cache=${ENTROPYLONG_CACHE:-$HOME/.cache/entropylong}
work=$(mktemp -d)

if [ "${ENTROPYLONG_BUILD:-}" != off ]; then
    (cd "$here" && mvn -B -q -pl standalone,benchmarks -am -DskipTests package >&2)
fi
model=$(ls "$cache"/models/*.gguf | head -n 1)
# this project's own sources are the corpus, one document a file
python3 - "$here" >"$work/corpus.jsonl" <<'PYTHON'
import json, pathlib, sys
home = pathlib.Path(sys.argv[1])
for file in sorted(home.glob('*/src/main/java/**/*.java')):
    print(json.dumps({'id': str(file.relative_to(home)), 'text': file.read_text()}))
PYTHON

ORT_DISABLE_TELEMETRY=1 "$("$here/scripts/find-java")" -Xmx512m -Dentropylong.home="$here" \
    -cp "$here/benchmarks/target/lib/*" io.entropylong.benchmarks.kill.KillSuite \
    --corpus "$work/corpus.jsonl" --model "$model" --cache "$cache/models" --work "$work/runs" --kills "$kills" \
    --roots "$roots" "$@" || {
    echo "what the runs left lies in $work" >&2
    exit 1
}
rm -rf "$work"
