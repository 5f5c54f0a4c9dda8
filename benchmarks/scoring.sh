#!/bin/sh
# What the entropy service keeps of its engine's speed: the same passes by the bare engine and through the service's topics.
# Usage: benchmarks/scoring.sh [REQUESTS] [ROUNDS]     (8 passes a request; both sides in turns, the best round of each counts)
# Ends with: scoring: ... bare engine X tokens/s, through the service Y tokens/s (Z %)
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P)
cache=${ENTROPYLONG_CACHE:-$HOME/.cache/entropylong}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

[ "${ENTROPYLONG_BUILD:-on}" = off ] || (cd "$here" && mvn -B -q -pl standalone,benchmarks -am -DskipTests package >&2)
"$here/entropylong" model inspect >&2 # fetches the model
corpus=$cache/demo-corpus/spring-context-7.0.10-sources.jar
[ -f "$corpus" ] || mvn -B -q org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy \
    -Dartifact=org.springframework:spring-context:7.0.10:jar:sources -DoutputDirectory="$cache/demo-corpus" >&2

ORT_DISABLE_TELEMETRY=1 "$("$here/scripts/find-java")" --enable-native-access=ALL-UNNAMED -Xmx1g -Dentropylong.home="$here" \
    -Dai.djl.onnx.disable_alternative=true -cp "$here/benchmarks/target/lib/*" \
    io.entropylong.benchmarks.scoring.ScoringBenchmark --sources "$corpus" --work "$work" --roots "${1:-8}" --rounds "${2:-3}" \
    --model "$(ls "$cache"/models/*.gguf | head -n 1)" --cache "$cache/models"
