#!/bin/sh
# Makes checks/.venv with what the checks need. Usage: checks/setup.sh [VENV]
# PyTorch is taken from the system's Python, because the one from PyPI brings gigabytes of CUDA libraries. On Debian
# and Ubuntu: apt-get install python3-torch python3-torchvision python3-venv libopenblas0-pthread. PYTHON names another interpreter.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
venv=${1:-"$here/.venv"}
python=${PYTHON:-/usr/bin/python3}

if ! "$python" -c 'import torch, torchvision, venv' 2>/dev/null; then
    echo "$python cannot import torch, torchvision and venv." >&2
    echo "Install them (Debian: apt-get install python3-torch python3-torchvision python3-venv libopenblas0-pthread) or set PYTHON." >&2
    exit 1
fi
"$python" -m venv --system-site-packages "$venv"
pip="$venv/bin/python -m pip install --quiet --disable-pip-version-check"
# First what it imports, then the client itself without its dependencies: most are the clients of object stores.
$pip -r "$here/requirements.txt"
$pip --no-deps 'mosaicml-streaming==0.13.0'
# Megatron-LM's own reader; releases after 0.8 import parts of a newer PyTorch than Debian's before they read a file.
$pip --no-deps 'megatron-core==0.8.0'
TRANSFORMERS_VERBOSITY=error "$venv/bin/python" -W ignore -c '
from streaming import StreamingDataset
from megatron.core.datasets.indexed_dataset import IndexedDataset
import datasets, pyarrow.parquet'
echo "ready: $venv/bin/python"
