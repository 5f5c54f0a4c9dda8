"""Ids and spans of a megabyte of mixed Unicode by the Python package tokenizers: the reference of UnicodeTokensIT.

Usage: unicode_tokens.py SmolLM2.gguf > ../resources/unicode-tokens.json     (packages gguf 0.19.0 and tokenizers 0.23.3)
The text comes from a congruential generator that UnicodeTokensIT repeats; only hashes are kept. Spans are UTF-16 indices.
"""

import hashlib
import json
import struct
import sys

import gguf
from tokenizers import Tokenizer, models, pre_tokenizers

BLOCKS = [
    (0x20, 0x7E), (0x20, 0x7E), (0x20, 0x7E), (0x61, 0x7A), (0x61, 0x7A), (0x30, 0x39), (0x09, 0x0D), (0x00, 0x1F),
    (0xA0, 0xFF), (0x100, 0x24F), (0x300, 0x36F), (0x370, 0x3FF), (0x400, 0x4FF), (0x590, 0x5FF), (0x600, 0x6FF),
    (0x900, 0x97F), (0xE00, 0xE7F), (0x1100, 0x11FF), (0x2000, 0x206F), (0x20A0, 0x20CF), (0x2100, 0x21FF),
    (0x2200, 0x22FF), (0x2460, 0x24FF), (0x3000, 0x303F), (0x3040, 0x30FF), (0x4E00, 0x9FFF), (0xAC00, 0xD7A3),
    (0xE000, 0xE0FF), (0xFE00, 0xFE0F), (0xFF00, 0xFFFD), (0x10400, 0x1044F), (0x1D400, 0x1D7FF), (0x1F300, 0x1F6FF),
    (0x1F900, 0x1F9FF), (0x20000, 0x200FF), (0xE0000, 0xE007F),
]  # fmt: skip
BETWEEN = ["", "", " ", " ", "  ", "\n", "\r\n", "\t", "<|endoftext|>", "<|im_start|>", "'s ", "1234567 "]
DOCUMENTS, PIECES = 100, 500
state = 20261124


def below(bound):
    global state
    state = (state * 6364136223846793005 + 1442695040888963407) % 2**64
    return (state >> 33) % bound


def document():
    text = []
    for _ in range(PIECES):
        first, last = BLOCKS[below(len(BLOCKS))]
        for _ in range(1 + below(12)):
            text.append(chr(first + below(last - first + 1)))
        text.append(BETWEEN[below(len(BETWEEN))])
    return "".join(text)


fields = gguf.GGUFReader(sys.argv[1]).fields
tokens = fields["tokenizer.ggml.tokens"].contents()
merges = [tuple(merge.split(" ")) for merge in fields["tokenizer.ggml.merges"].contents()]
tokenizer = Tokenizer(models.BPE({token: i for i, token in enumerate(tokens)}, merges))
tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
    [pre_tokenizers.Digits(individual_digits=True), pre_tokenizers.ByteLevel(add_prefix_space=False, trim_offsets=False)]
)
text_hash, token_hash, count, size = hashlib.sha256(), hashlib.sha256(), 0, 0
for _ in range(DOCUMENTS):
    text = document()
    text_hash.update(text.encode())
    size += len(text.encode())
    utf16 = [0]
    for character in text:
        utf16.append(utf16[-1] + (2 if ord(character) > 0xFFFF else 1))
    encoding = tokenizer.encode(text, add_special_tokens=False)
    for i, (start, end) in zip(encoding.ids, encoding.offsets):
        token_hash.update(struct.pack("<iii", i, utf16[start], utf16[end]))
    count += len(encoding.ids)
json.dump(
    {"bytes": size, "text_sha256": text_hash.hexdigest(), "tokens": count, "tokens_sha256": token_hash.hexdigest()},
    sys.stdout,
    indent=1,
)
