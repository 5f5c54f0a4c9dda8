#!/bin/sh
# Sends documents as fast as they are taken while a run with the real model goes on, and watches the memory.
# Usage: benchmarks/load.sh [MINUTES] [MOST WAITING DOCUMENTS]
# The corpus of the run are this project's own sources. Ends with what was taken, indexed and refused, and the heap that is in use
# after a collection, early and late; exits with 1 when it grew by more than 128 MB.
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P)
minutes=${1:-60}
waiting=${2:-1000}
work=$(mktemp -d)
trap 'kill "$server" 2>/dev/null; wait "$server" 2>/dev/null; rm -rf "$work"' EXIT
jcmd=$(dirname "$("$here/scripts/find-java")")/jcmd

: >"$work/serve.log"
ENTROPYLONG_RETRIEVAL_MAXWAITINGDOCUMENTS=$waiting "$here/entropylong" serve --data-dir "$work/data" >"$work/serve.log" 2>&1 &
server=$!
until grep -q '^pages ' "$work/serve.log"; do
    kill -0 "$server" || { cat "$work/serve.log" >&2; exit 1; }
    sleep 1
done
"$here/entropylong" corpus add sources "$here/common/src/main" "$here/messaging/src/main" "$here/assembler-service/src/main" \
    --seal --data-dir "$work/data" >&2
"$here/entropylong" runs start sources --name load --samples 1000 --data-dir "$work/data" >&2
python3 - "$here" "$(sed -n 's/^corpora //p' "$work/serve.log")" "$(sed -n 's/^runs //p' "$work/serve.log")" \
    "$minutes" "$server" "$jcmd" <<'PYTHON'
import json, pathlib, random, re, subprocess, sys, time, urllib.error, urllib.request

here, corpora, runs, minutes, server, jcmd = pathlib.Path(sys.argv[1]), *sys.argv[2:4], float(sys.argv[4]), *sys.argv[5:]
paragraphs = [text for file in sorted(here.glob("docs/*.md")) for text in file.read_text("utf-8").split("\n\n")]
draw = random.Random(0)


def ask(method, url, body=None):
    request = urllib.request.Request(url, body, {"Content-Type": "application/json"}, method=method)
    with urllib.request.urlopen(request, timeout=120) as answer:
        return answer.read().decode("utf-8")


def memory():
    """Bytes of heap after a collection, and of the process, in MB."""
    subprocess.run([jcmd, server, "GC.run"], check=True, stdout=subprocess.DEVNULL)
    metrics = ask("GET", runs + "/actuator/prometheus")
    heap = sum(float(x) for x in re.findall(r'^jvm_memory_used_bytes\{[^}]*area="heap"[^}]*} (\S+)$', metrics, re.M))
    resident = re.search(r"VmRSS:\s+(\d+)", pathlib.Path(f"/proc/{server}/status").read_text())
    return heap / 1e6, int(resident.group(1)) / 1e3


ask("POST", corpora + "/v1/corpora", b'{"name":"stream"}')
taken = files = refused = 0
seen = []
start = look = time.time()
while time.time() < start + 60 * minutes:
    lines = [json.dumps({"id": str(taken + i), "text": "\n\n".join(draw.choices(paragraphs, k=4))}) for i in range(50)]
    try:
        ask("PUT", f"{corpora}/v1/corpora/stream/files/{files}.jsonl", "\n".join(lines).encode())
        taken, files = taken + len(lines), files + 1
    except urllib.error.HTTPError as error:
        if error.code != 429:
            raise
        refused += 1
        time.sleep(float(error.headers["Retry-After"]))
    if time.time() >= look:
        look += 60
        seen.append(memory())
        indexed = json.loads(ask("GET", corpora + "/v1/corpora/stream"))["documents"]
        run = json.loads(ask("GET", runs + "/v1/runs/load"))
        concluded = run["progress"]["roots"]["concluded"]
        print(
            f"{time.time() - start:5.0f} s: {taken} taken, {indexed} indexed, {refused} times refused, {concluded} roots,"
            f" heap {seen[-1][0]:.0f} MB, resident {seen[-1][1]:.0f} MB",
            flush=True,
        )
seconds = time.time() - start
# the most of the first fifth and of the last
early = max(seen[: max(1, len(seen) // 5)])
late = max(seen[-max(1, len(seen) // 5) :])
print(
    f"{minutes:g} min: {taken} documents taken, {indexed} indexed ({indexed / seconds:.1f}/s), {refused} times refused,"
    f" {concluded} roots; heap {early[0]:.0f} -> {late[0]:.0f} MB, resident {early[1]:.0f} -> {late[1]:.0f} MB"
)
sys.exit(late[0] > early[0] + 128)
PYTHON
