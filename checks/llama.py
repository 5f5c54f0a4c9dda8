"""A plain float32 llama forward pass over the weights of a GGUF file; shares nothing with the Java side."""

import gguf
import numpy as np
import torch
from gguf.quants import dequantize


class Llama:
    def __init__(self, path):
        reader = gguf.GGUFReader(path)
        self._fields = reader.fields
        if self._field("general.architecture") != "llama":
            raise SystemExit(f"{path}: architecture {self._field('general.architecture')}, only llama is supported")
        self.weights = {
            tensor.name: torch.from_numpy(
                np.array(dequantize(tensor.data, tensor.tensor_type), dtype=np.float32).reshape(
                    [int(size) for size in reversed(tensor.shape)]
                )
            )
            for tensor in reader.tensors
        }
        self.layers = self._field("llama.block_count")
        self.heads = self._field("llama.attention.head_count")
        self.kv_heads = self._field("llama.attention.head_count_kv", self.heads)
        self.epsilon = self._field("llama.attention.layer_norm_rms_epsilon")
        self.head_size = self.weights["blk.0.attn_q.weight"].shape[0] // self.heads
        base = self._field("llama.rope.freq_base", 10000.0)
        exponents = torch.arange(0, self.head_size, 2, dtype=torch.float64) / self.head_size
        self.frequencies = base**-exponents
        if "rope_freqs.weight" in self.weights or self._field("llama.rope.scaling.type", "none") != "none":
            raise SystemExit(f"{path}: scaled RoPE is not supported")

    def _field(self, name, default=None):
        field = self._fields.get(name)
        return default if field is None else field.contents()

    def _norm(self, x, name):
        return x * torch.rsqrt(x.square().mean(-1, keepdim=True) + self.epsilon) * self.weights[name]

    def _rotate(self, x, cos, sin):
        # GGUF stores llama's query and key rows so that a rotated pair lies side by side.
        even, odd = x[..., 0::2], x[..., 1::2]
        return torch.stack((even * cos - odd * sin, even * sin + odd * cos), dim=-1).flatten(-2)

    @torch.no_grad()
    def last_hidden(self, tokens):
        """Final normed states, one row a token, shape (len(tokens), hidden)."""
        n = len(tokens)
        angles = torch.outer(torch.arange(n, dtype=torch.float64), self.frequencies)
        cos, sin = angles.cos().float(), angles.sin().float()
        mask = torch.full((n, n), float("-inf")).triu(1)
        x = self.weights["token_embd.weight"][torch.as_tensor(tokens, dtype=torch.long)]
        for layer in range(self.layers):
            weight = lambda name: self.weights[f"blk.{layer}.{name}.weight"]
            split = lambda y, heads: y.view(n, heads, self.head_size).transpose(0, 1)
            h = self._norm(x, f"blk.{layer}.attn_norm.weight")
            q = self._rotate(split(h @ weight("attn_q").T, self.heads), cos, sin)
            k = self._rotate(split(h @ weight("attn_k").T, self.kv_heads), cos, sin)
            v = split(h @ weight("attn_v").T, self.kv_heads)
            group = self.heads // self.kv_heads
            mixed = []
            for head in range(self.heads):  # one head at a time keeps n x n scores small
                scores = q[head] @ k[head // group].T / self.head_size**0.5 + mask
                mixed.append(scores.softmax(-1) @ v[head // group])
            x = x + torch.cat(mixed, dim=-1) @ weight("attn_output").T
            h = self._norm(x, f"blk.{layer}.ffn_norm.weight")
            gate = torch.nn.functional.silu(h @ weight("ffn_gate").T)
            x = x + (gate * (h @ weight("ffn_up").T)) @ weight("ffn_down").T
        return self._norm(x, "output_norm.weight")

    @torch.no_grad()
    def score(self, hidden, tokens, t):
        """(entropy of token t given those before it, -ln of its probability), nats; read from row t - 1."""
        head = self.weights.get("output.weight", self.weights["token_embd.weight"])
        logp = (head @ hidden[t - 1]).double().log_softmax(-1)
        return float(-(logp.exp() * logp).sum()), float(-logp[tokens[t]])
