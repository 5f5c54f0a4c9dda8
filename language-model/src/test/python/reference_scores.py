"""Entropies and surprisals in float64, written from the model's definition alone: the reference of LanguageModelIT.

Usage: reference_scores.py MODEL.gguf < ids.json > scores.json     (needs the packages gguf and numpy)
stdin: a JSON list of token ids, the start id first. stdout: {"ids": [...], "entropies": [...], "surprisals": [...]}
"""
import json
import sys

import gguf
import numpy as np

reader = gguf.GGUFReader(sys.argv[1])
fields = {name: field.contents() for name, field in reader.fields.items() if not name.startswith("tokenizer")}
tensors = {t.name: t for t in reader.tensors}


def weight(name):
    t = tensors[name]
    return gguf.quants.dequantize(t.data, t.tensor_type).astype(np.float64).reshape([int(d) for d in reversed(t.shape)])


layers = int(fields["llama.block_count"])
heads = int(fields["llama.attention.head_count"])
kv_heads = int(fields["llama.attention.head_count_kv"])
theta = float(fields["llama.rope.freq_base"])
eps = float(fields["llama.attention.layer_norm_rms_epsilon"])


def norm(x, name):
    return x / np.sqrt((x * x).mean(-1, keepdims=True) + eps) * weight(name)


def rotate(x):
    """Neighbouring pairs: the file's rows are permuted for that, so nothing has to be put back."""
    length, _, size = x.shape
    angle = np.arange(length)[:, None] / theta ** (np.arange(0, size, 2) / size)
    cos, sin = np.cos(angle)[:, None, :], np.sin(angle)[:, None, :]
    even, odd = x[..., 0::2], x[..., 1::2]
    return np.stack([even * cos - odd * sin, even * sin + odd * cos], -1).reshape(x.shape)


ids = json.load(sys.stdin)
table = weight("token_embd.weight")
x = table[ids]
length = len(ids)
mask = np.triu(np.full((length, length), -np.inf), 1)
for layer in range(layers):
    p = f"blk.{layer}."
    h = norm(x, p + "attn_norm.weight")
    q = rotate((h @ weight(p + "attn_q.weight").T).reshape(length, heads, -1))
    k = rotate((h @ weight(p + "attn_k.weight").T).reshape(length, kv_heads, -1))
    v = (h @ weight(p + "attn_v.weight").T).reshape(length, kv_heads, -1)
    out = np.empty_like(q)
    for head in range(heads):
        group = head * kv_heads // heads
        scores = q[:, head] @ k[:, group].T / np.sqrt(q.shape[-1]) + mask
        scores = np.exp(scores - scores.max(-1, keepdims=True))
        out[:, head] = scores / scores.sum(-1, keepdims=True) @ v[:, group]
    x = x + out.reshape(length, -1) @ weight(p + "attn_output.weight").T
    h = norm(x, p + "ffn_norm.weight")
    gate = h @ weight(p + "ffn_gate.weight").T
    x = x + (gate / (1 + np.exp(-gate)) * (h @ weight(p + "ffn_up.weight").T)) @ weight(p + "ffn_down.weight").T
logits = norm(x, "output_norm.weight")[:-1] @ table.T
logits -= logits.max(-1, keepdims=True)
log_p = logits - np.log(np.exp(logits).sum(-1, keepdims=True))
entropies = -(np.exp(log_p) * log_p).sum(-1)
surprisals = -log_p[np.arange(length - 1), ids[1:]]
json.dump({"ids": ids, "entropies": [round(h, 6) for h in entropies], "surprisals": [round(s, 6) for s in surprisals]}, sys.stdout)
