#!/bin/sh
# What two stages (int8 first, float32 for all that int8 accepts or nearly accepts) would lose and save.
# Usage: benchmarks/precision.sh ROOTS CORPUS...       (each corpus as for `entropylong run --corpus`)
# Ends with a line for each epsilon and band.
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P)
roots=$1
shift
cache=${ENTROPYLONG_CACHE:-$HOME/.cache/entropylong}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

[ "${ENTROPYLONG_BUILD:-on}" = off ] || (cd "$here" && mvn -B -q -pl standalone,benchmarks -am -DskipTests package >&2)
number=0
for corpus in "$@"; do
    number=$((number + 1))
    # profiles and candidates are what is wanted of this run, so it scores as little as it can
    "$here/entropylong" run --corpus "$corpus" --out "$work/$number/dataset" --data-dir "$work/$number/data" --roots "$roots" \
        --phrase-k 2 --max-candidates 1 --control-passages 0 --root-max-tokens 700 >"$work/run.log" 2>&1 || true
    grep -q '"' "$work/$number/dataset/manifest.json" || { cat "$work/run.log" >&2; exit 1; }
done
ORT_DISABLE_TELEMETRY=1 "$("$here/scripts/find-java")" --enable-native-access=ALL-UNNAMED -Xmx2g -Dentropylong.home="$here" \
    -Dai.djl.onnx.disable_alternative=true -cp "$here/benchmarks/target/lib/*" \
    io.entropylong.benchmarks.precision.PrecisionBenchmark $(for i in $(seq "$number"); do echo "--data-dir $work/$i/data"; done) \
    --roots "$roots" --model "$(ls "$cache"/models/*.gguf | head -n 1)" --cache "$cache/models"
