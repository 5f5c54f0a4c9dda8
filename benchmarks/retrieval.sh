#!/bin/sh
# What retrieval keeps of its engines' speed: embedding, writing and searching by themselves, and as the service does them.
# Usage: benchmarks/retrieval.sh [DOCUMENTS] [ROUNDS]     (in turns; the best round of each counts)
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P)
cache=${ENTROPYLONG_CACHE:-$HOME/.cache/entropylong}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

[ "${ENTROPYLONG_BUILD:-on}" = off ] || (cd "$here" && mvn -B -q -pl standalone,benchmarks -am -DskipTests package >&2)
corpus=$cache/demo-corpus/spring-context-7.0.10-sources.jar
[ -f "$corpus" ] || mvn -B -q org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy \
    -Dartifact=org.springframework:spring-context:7.0.10:jar:sources -DoutputDirectory="$cache/demo-corpus" >&2

ORT_DISABLE_TELEMETRY=1 "$("$here/scripts/find-java")" --enable-native-access=ALL-UNNAMED -Xmx1g -Dentropylong.home="$here" \
    -Dai.djl.onnx.disable_alternative=true -cp "$here/benchmarks/target/lib/*" \
    io.entropylong.benchmarks.retrieval.RetrievalBenchmark --sources "$corpus" --work "$work" \
    --documents "${1:-64}" --rounds "${2:-3}"
