"""Entropies and surprisals of 8,192 tokens by Hugging Face transformers in float32: the reference of LongTextIT.

Usage: long_reference.py MODEL.gguf TOKENIZER.json TEXT > ../resources/long-reference.json.gz
(made with transformers 5.23.0 and torch 2.15.0, of docs/ref/models/querysets.txt in Django 5.2.1's sdist, BSD-3-Clause)
Content: {"ids": [...], "entropies": [...], "surprisals": [...]}, the start id first, the scores those of tokens 1 .. n-1.
A model is causal, so the scores of the first 512 or 2,048 tokens are those of that much text alone.
"""
import gzip
import json
import pathlib
import sys

import torch
from tokenizers import Tokenizer
from transformers import AutoModelForCausalLM

TOKENS = 8192
START = 0
ROWS = 256

gguf, tokenizer, text = map(pathlib.Path, sys.argv[1:])
ids = [START] + Tokenizer.from_file(str(tokenizer)).encode(text.read_text(), add_special_tokens=False).ids
if len(ids) < TOKENS:
    sys.exit(f"{text} has {len(ids)} tokens of {TOKENS}")
ids = ids[:TOKENS]
model = AutoModelForCausalLM.from_pretrained(gguf.parent, gguf_file=gguf.name, dtype=torch.float32, attn_implementation="sdpa")
model.eval()
print(model.config, file=sys.stderr)
entropies, surprisals = [], []
with torch.no_grad():
    hidden = model.model(torch.tensor([ids])).last_hidden_state[0]
    for first in range(0, TOKENS - 1, ROWS):
        rows = hidden[first : min(first + ROWS, TOKENS - 1)]
        # the model's logits are float32; what follows is not the model's
        log_p = model.lm_head(rows).double().log_softmax(-1)
        targets = torch.tensor(ids[first + 1 : first + 1 + len(rows)])
        entropies += (-(log_p.exp() * log_p).sum(-1)).tolist()
        surprisals += (-log_p.gather(1, targets[:, None])[:, 0]).tolist()
content = {"ids": ids, "entropies": [round(h, 6) for h in entropies], "surprisals": [round(s, 6) for s in surprisals]}
sys.stdout.buffer.write(gzip.compress(json.dumps(content).encode(), mtime=0))
