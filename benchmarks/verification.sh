#!/bin/sh
# What verification costs against the paper's own algorithm, on the same roots and candidates.
# Usage: benchmarks/verification.sh [ROOTS] [TOP_K] [CORPUS]
# Ends with: forward tokens: naive N, exact E (1/x), screened S (1/y, recall z)
# LEAST_PROMISE=X is the screened mode's setting, SCORES=DIR keeps the passes of the exact mode for the next
# start on the same roots, PAIRS=FILE takes what benchmarks/promise.py reads, DATA=DIR keeps the
# recorded roots, or takes those that are there.
# NAIVE=count counts the naive algorithm's tokens instead of running it (recall is then held against exact);
# NAIVE=none counts those of the exact mode too, and runs nothing.
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P)
roots=${1:-4}
top_k=${2:-8}
cache=${ENTROPYLONG_CACHE:-$HOME/.cache/entropylong}
if [ -n "${DATA:-}" ]; then
    work=$DATA
else
    work=$(mktemp -d)
    trap 'rm -rf "$work"' EXIT
fi

(cd "$here" && mvn -B -q -pl standalone,benchmarks -am -DskipTests package >&2)
if [ $# -ge 3 ]; then
    corpus=$3
else # the demo's
    corpus=$cache/demo-corpus/spring-context-7.0.10-sources.jar
    [ -f "$corpus" ] || mvn -B -q org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy \
        -Dartifact=org.springframework:spring-context:7.0.10:jar:sources -DoutputDirectory="$cache/demo-corpus" >&2
fi
if [ ! -d "$work/data" ]; then
    # profiles and candidates are what is wanted of this run, so it scores as little as it can
    "$here/entropylong" run --corpus "$corpus" --out "$work/dataset" --data-dir "$work/data" --roots "$roots" \
        --top-k "$top_k" --phrase-k 2 --max-candidates 1 --control-passages 0 --root-max-tokens 1500 \
        >"$work/run.log" 2>&1 || true
    grep -q '"' "$work/dataset/manifest.json" || { cat "$work/run.log" >&2; exit 1; }
fi

ORT_DISABLE_TELEMETRY=1 "$("$here/scripts/find-java")" --enable-native-access=ALL-UNNAMED -Xmx2g -Dentropylong.home="$here" \
    -Dai.djl.onnx.disable_alternative=true -cp "$here/benchmarks/target/lib/*" \
    io.entropylong.benchmarks.verification.VerificationBenchmark --data-dir "$work/data" --roots "$roots" \
    --model "$(ls "$cache"/models/*.gguf | head -n 1)" --cache "$cache/models" \
    --least-promise "${LEAST_PROMISE:-0.5}" ${SCORES:+--scores "$SCORES"} ${PAIRS:+--pairs "$PAIRS"} \
    $(case "${NAIVE:-run}" in (count) echo --count-naive ;; (none) echo --count ;; esac)
