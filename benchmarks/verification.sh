#!/bin/sh
# What verification costs against the paper's own algorithm, on the same roots and candidates.
# Usage: benchmarks/verification.sh [ROOTS] [TOP_K] [CORPUS]
# Ends with: forward tokens: naive N, exact E (1/x), screened S (1/y, recall z)
# NAIVE=count only counts the naive algorithm's tokens instead of running it (recall is then held against exact).
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P)
roots=${1:-4}
top_k=${2:-8}
cache=${ENTROPYLONG_CACHE:-$HOME/.cache/entropylong}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

(cd "$here" && mvn -B -q -pl standalone,benchmarks -am -DskipTests package >&2)
if [ $# -ge 3 ]; then
    corpus=$3
else # the demo's
    corpus=$cache/demo-corpus/spring-context-7.0.10-sources.jar
    [ -f "$corpus" ] || mvn -B -q org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy \
        -Dartifact=org.springframework:spring-context:7.0.10:jar:sources -DoutputDirectory="$cache/demo-corpus" >&2
fi
# profiles and candidates are what is wanted of this run, so it scores as little as it can
"$here/entropylong" run --corpus "$corpus" --out "$work/dataset" --data-dir "$work/data" --roots "$roots" --top-k "$top_k" \
    --phrase-k 2 --max-candidates 1 --control-passages 0 --root-max-tokens 1500 >"$work/run.log" 2>&1 || true
grep -q '"' "$work/dataset/manifest.json" || { cat "$work/run.log" >&2; exit 1; }

ORT_DISABLE_TELEMETRY=1 "$("$here/scripts/find-java")" --enable-native-access=ALL-UNNAMED -Xmx2g -Dentropylong.home="$here" \
    -Dai.djl.onnx.disable_alternative=true -cp "$here/benchmarks/target/lib/*" \
    io.entropylong.benchmarks.verification.VerificationBenchmark --data-dir "$work/data" --roots "$roots" \
    --model "$(ls "$cache"/models/*.gguf | head -n 1)" --cache "$cache/models" \
    $([ "${NAIVE:-run}" = count ] && echo --count-naive)
