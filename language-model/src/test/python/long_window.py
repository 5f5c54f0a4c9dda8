"""Scores far into a long window in float64, written from the model's definition alone: the reference of LongWindowTest.

Usage: long_window.py ../resources/families/llama3 16000 > ../resources/long-window.json     (needs numpy)
The window in config.json is shorter: nothing here looks at it. Token ids come from a generator that the test repeats.
stdout: {"tokens": 16000, "indices": [...], "entropies": [...], "surprisals": [...]}, nats
"""
import json
import pathlib
import sys

import numpy as np

folder, length = pathlib.Path(sys.argv[1]), int(sys.argv[2])
config = json.loads((folder / "config.json").read_text())
heads, kv_heads, size = config["num_attention_heads"], config["num_key_value_heads"], config["head_dim"]
BLOCK = 500

raw = (folder / "model.safetensors").read_bytes()
header_bytes = int.from_bytes(raw[:8], "little")
header = json.loads(raw[8 : 8 + header_bytes])


def weight(name):
    start, end = header[name]["data_offsets"]
    halves = np.frombuffer(raw[8 + header_bytes + start : 8 + header_bytes + end], "<u2")
    return (halves.astype(np.uint32) << 16).view(np.float32).astype(np.float64).reshape(header[name]["shape"])


def norm(x, name):
    return x / np.sqrt((x * x).mean(-1, keepdims=True) + config["rms_norm_eps"]) * weight(name)


def frequencies():
    rope = config["rope_parameters"]
    plain = rope["rope_theta"] ** -(np.arange(0, size, 2) / size)
    turns = rope["original_max_position_embeddings"] * plain / (2 * np.pi)
    share = (turns - rope["low_freq_factor"]) / (rope["high_freq_factor"] - rope["low_freq_factor"])
    share = np.clip(share, 0, 1)
    return plain * (share + (1 - share) / rope["factor"])


def rotate(x):
    angle = np.arange(len(x))[:, None] * frequencies()
    cos, sin = np.cos(angle)[:, None, :], np.sin(angle)[:, None, :]
    front, back = x[..., : size // 2], x[..., size // 2 :]
    return np.concatenate([front * cos - back * sin, back * cos + front * sin], -1)


def generated(count):
    state, ids = 1, [0]
    while len(ids) < count:
        state = (state * 1103515245 + 12345) % 2**31
        ids.append((state >> 16) % config["vocab_size"])
    return ids


ids = generated(length)
table = weight("model.embed_tokens.weight")
x = table[ids]
for layer in range(config["num_hidden_layers"]):
    p = f"model.layers.{layer}."
    h = norm(x, p + "input_layernorm.weight")
    q = rotate((h @ weight(p + "self_attn.q_proj.weight").T).reshape(length, heads, size))
    k = rotate((h @ weight(p + "self_attn.k_proj.weight").T).reshape(length, kv_heads, size))
    v = (h @ weight(p + "self_attn.v_proj.weight").T).reshape(length, kv_heads, size)
    out = np.empty_like(q)
    for head in range(heads):
        group = head * kv_heads // heads
        for row in range(0, length, BLOCK):
            end = min(length, row + BLOCK)
            scores = q[row:end, head] @ k[:end, group].T / np.sqrt(size)
            scores[np.arange(end)[None, :] > np.arange(row, end)[:, None]] = -np.inf
            scores = np.exp(scores - scores.max(-1, keepdims=True))
            out[row:end, head] = scores / scores.sum(-1, keepdims=True) @ v[:end, group]
    x = x + out.reshape(length, -1) @ weight(p + "self_attn.o_proj.weight").T
    h = norm(x, p + "post_attention_layernorm.weight")
    gate = h @ weight(p + "mlp.gate_proj.weight").T
    x = x + (gate / (1 + np.exp(-gate)) * (h @ weight(p + "mlp.up_proj.weight").T)) @ weight(p + "mlp.down_proj.weight").T
indices = [1, 255, 256, 8192, 12000, length - 1]
logits = norm(x, "model.norm.weight")[[i - 1 for i in indices]] @ table.T
logits -= logits.max(-1, keepdims=True)
log_p = logits - np.log(np.exp(logits).sum(-1, keepdims=True))
entropies = -(np.exp(log_p) * log_p).sum(-1)
surprisals = [-log_p[row, ids[i]] for row, i in enumerate(indices)]
print(json.dumps({
    "tokens": length,
    "indices": indices,
    "entropies": [round(float(h), 6) for h in entropies],
    "surprisals": [round(float(s), 6) for s in surprisals],
}))
