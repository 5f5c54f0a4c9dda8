#!/bin/sh
# Sends a JSON Lines file of some GB to the services in a JVM with a small heap, and tells how long it took and what it used.
# Usage: benchmarks/large-file.sh [GB] [HEAP]
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P)
gigabytes=${1:-2}
heap=${2:-512m}
work=$(mktemp -d)
trap 'kill "$server" 2>/dev/null; wait "$server" 2>/dev/null; rm -rf "$work"' EXIT

ENTROPYLONG_HEAP=$heap "$here/entropylong" serve --data-dir "$work/data" >"$work/serve.log" 2>&1 &
server=$!
until base=$(sed -n 's/^corpora //p' "$work/serve.log") && [ -n "$base" ]; do
    kill -0 "$server" || { cat "$work/serve.log" >&2; exit 1; }
    sleep 1
done
curl -sf -H 'Content-Type: application/json' -d '{"name":"large"}' "$base/v1/corpora" >/dev/null
start=$(date +%s)
python3 - "$gigabytes" <<'PYTHON' | curl -sf -T - "$base/v1/corpora/large/files/large.jsonl"
import json, random, sys
words = [f"word{number}" for number in range(5000)]
draw = random.Random(0)
texts = [json.dumps(" ".join(draw.choices(words, k=2500))) for _ in range(50)]
written = number = 0
while written < float(sys.argv[1]) * 2**30:
    line = f'{{"id":"{number}","text":{texts[number % 50]}}}\n'
    sys.stdout.write(line)
    written += len(line)
    number += 1
PYTHON
end=$(date +%s)
echo
echo "$gigabytes GB in $((end - start)) s with a heap of $heap"
grep -E 'VmHWM' "/proc/$server/status"
