#!/bin/sh
# Takes the pictures of the pages: docs/images/take.sh http://HOST:PORT [RUN]
set -eu
here=$(cd "$(dirname "$0")" && pwd)
base=$1
run=${2:-$(curl -fsS "$base/v1/runs?limit=1" | sed -n 's/^\[{"run":"\([^"]*\)".*/\1/p')}

take() { # name, query, more options of the browser
    name=$1 query=$2
    shift 2
    "${CHROMIUM:-chromium}" --headless=new --no-sandbox --disable-gpu --hide-scrollbars --window-size=1400,1000 \
        --virtual-time-budget=15000 "$@" --screenshot="$here/$name.png" "$base/ui/index.html?$query" 2>/dev/null
}

take run-light "run=$run"
take sample-light "sample=$run-000000"
take sample-dark "sample=$run-000000" --blink-settings=preferredColorScheme=0
