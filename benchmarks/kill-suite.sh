#!/bin/sh
# Kills every part of the suite at random during a run with the real model, pauses it, takes its state or its disk away, or lets
# second instances come and go, and compares the dataset with the undisturbed one. A full disk wants the right to mount one.
# Usage: benchmarks/kill-suite.sh [KILLS] [ROOTS] [further arguments of KillSuite]
# The corpus are this project's own sources, one document a file; SOURCES names one module instead of all.
# Ends with: kills K, samples equal, lost 0, doubled 0, redone R tokens
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P)
kills=${1:-20}
[ $# -eq 0 ] || shift
roots=${1:-24}
[ $# -eq 0 ] || shift
cache=${ENTROPYLONG_CACHE:-$HOME/.cache/entropylong}
work=$(mktemp -d)

if [ "${ENTROPYLONG_BUILD:-}" != off ]; then
    (cd "$here" && mvn -B -q -pl standalone,benchmarks -am -DskipTests package >&2)
fi
model=$(ls "$cache"/models/*.gguf | head -n 1)
python3 - "$here" "${SOURCES:-*}" >"$work/corpus.jsonl" <<'PYTHON'
import json, pathlib, sys
home = pathlib.Path(sys.argv[1])
for file in sorted(home.glob(sys.argv[2] + '/src/main/java/**/*.java')):
    print(json.dumps({'id': str(file.relative_to(home)), 'text': file.read_text()}))
PYTHON

ORT_DISABLE_TELEMETRY=1 "$("$here/scripts/find-java")" --enable-native-access=ALL-UNNAMED -Xmx512m -Dentropylong.home="$here" \
    -cp "$here/benchmarks/target/lib/*" io.entropylong.benchmarks.kill.KillSuite \
    --corpus "$work/corpus.jsonl" --model "$model" --cache "$cache" --work "$work/runs" --kills "$kills" \
    --roots "$roots" "$@" || {
    echo "what the runs left lies in $work" >&2
    exit 1
}
rm -rf "$work"
