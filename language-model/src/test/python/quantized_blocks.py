"""Blocks of every supported GGUF element type and their values by the gguf package: the reference of GgmlTypeTest.

Usage: quantized_blocks.py > ../resources/quantized-blocks.json     (packages gguf and numpy)
Where gguf can quantize, the blocks are quantized Gaussians; of the K formats they are random bytes with sane scales.
Values are base64 of little-endian float32.
"""

import base64
import json
import sys

import numpy as np
from gguf import GGML_QUANT_SIZES, GGMLQuantizationType as T
from gguf.quants import dequantize, quantize

random = np.random.default_rng(20261124)
SCALES = {T.Q4_K: [0, 2], T.Q5_K: [0, 2], T.Q6_K: [208]}  # offsets of the fp16 scales in a block


def random_blocks(kind, count):
    size = GGML_QUANT_SIZES[kind][1]
    blocks = random.integers(0, 256, (count, size), dtype=np.uint8)
    for offset in SCALES[kind]:
        scales = random.normal(0, 0.02, (count, 1)).astype("<f2")
        blocks[:, offset : offset + 2] = scales.view(np.uint8)
    return blocks.reshape(1, -1)


def text(array):
    return base64.b64encode(np.ascontiguousarray(array).tobytes()).decode()


result = {}
for kind in [T.F32, T.F16, T.BF16, T.Q4_0, T.Q4_1, T.Q5_0, T.Q5_1, T.Q8_0, T.Q4_K, T.Q5_K, T.Q6_K]:
    if kind in SCALES:
        blocks = random_blocks(kind, 3)
    else:
        blocks = quantize(random.normal(0, 0.7, (1, 96)).astype(np.float32), kind)
    values = dequantize(blocks, kind).astype("<f4")
    result[kind.name] = {"code": int(kind), "blocks": text(blocks), "values": text(values)}
json.dump(result, sys.stdout, indent=1)
