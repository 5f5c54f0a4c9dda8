"""A tiny random model of every supported family, with float64 scores by Hugging Face transformers: what FamiliesTest reads.

Usage: tiny_families.py ../resources/families     (made with transformers 5.23.0 and torch 2.15.0)
Each folder gets config.json, weights and reference.json: ids, entropies and surprisals of tokens 1 .. n-1 in nats.
transformers computes norms, rotary angles and softmax in float32 whatever the model's type; `in_float64` undoes that.
"""

import importlib
import json
import os
import pathlib
import sys

import torch
from safetensors.torch import save_file
from transformers import AutoModelForCausalLM, AutoConfig

TOKENS = 96
COMMON = dict(
    vocab_size=128,
    hidden_size=64,
    intermediate_size=80,
    num_hidden_layers=2,
    num_attention_heads=4,
    num_key_value_heads=2,
    max_position_embeddings=256,
    rms_norm_eps=1e-5,
    bos_token_id=0,
    eos_token_id=1,
    pad_token_id=None,
)
LLAMA3 = dict(rope_type="llama3", rope_theta=10000.0, factor=8.0, low_freq_factor=1.0, high_freq_factor=4.0)
YARN = dict(rope_type="yarn", rope_theta=10000.0, factor=4.0, original_max_position_embeddings=64)
# folder: (model type, settings, type of the stored weights, shards)
MODELS = {
    "llama": ("llama", dict(tie_word_embeddings=False), torch.float32, 2),
    "llama3": (
        "llama",
        dict(tie_word_embeddings=True, rope_parameters=dict(LLAMA3, original_max_position_embeddings=32)),
        torch.bfloat16,
        1,
    ),
    "llama-linear": (
        "llama",
        dict(rope_parameters=dict(rope_type="linear", rope_theta=10000.0, factor=2.0)),
        torch.bfloat16,
        1,
    ),
    "llama-biases": ("llama", dict(attention_bias=True, mlp_bias=True), torch.float16, 1),
    "qwen2": ("qwen2", dict(tie_word_embeddings=True), torch.bfloat16, 1),
    "qwen2-window": (
        "qwen2",
        dict(use_sliding_window=True, sliding_window=20, max_window_layers=1),
        torch.bfloat16,
        1,
    ),
    "qwen2-yarn": ("qwen2", dict(rope_parameters=YARN), torch.bfloat16, 1),
    "qwen3": ("qwen3", dict(head_dim=32), torch.bfloat16, 1),
    "mistral": ("mistral", dict(sliding_window=24), torch.bfloat16, 1),
    "smollm3": ("smollm3", dict(num_hidden_layers=4, intermediate_size=32, tie_word_embeddings=True), torch.bfloat16, 1),
    "olmo2": ("olmo2", dict(), torch.bfloat16, 1),
    "granite": (
        "granite",
        dict(embedding_multiplier=6.0, attention_multiplier=0.1, residual_multiplier=0.3, logits_scaling=2.0),
        torch.bfloat16,
        1,
    ),
    "phi3": ("phi3", dict(sliding_window=40), torch.bfloat16, 1),
    "phi3-partial": (
        "phi3",
        dict(
            num_attention_heads=2,
            num_key_value_heads=1,
            rope_parameters=dict(rope_type="default", rope_theta=10000.0, partial_rotary_factor=0.5),
        ),
        torch.bfloat16,
        1,
    ),
}


class Float64Torch:
    """The torch module with float64 for float32."""

    float32 = float = torch.float64

    def __getattr__(self, name):
        return getattr(torch, name)


def in_float64(model):
    names = {type(module).__module__ for module in model.modules()} | {"transformers.modeling_rope_utils"}
    for name in names:
        module = importlib.import_module(name)
        if name.startswith("transformers") and hasattr(module, "torch"):
            module.torch = Float64Torch()
    torch.Tensor.float = torch.Tensor.double


def randomize(model):
    for name, parameter in model.named_parameters():
        if parameter.dim() == 2:
            parameter.data.normal_(0, 0.2)
        elif name.endswith("bias"):
            parameter.data.normal_(0, 0.3)
        else:
            parameter.data.uniform_(0.5, 1.5)


def save(model, folder, dtype, shards):
    tensors = {name: value.detach().to(dtype).contiguous() for name, value in model.state_dict().items()}
    if model.config.tie_word_embeddings:
        del tensors["lm_head.weight"]
    names = sorted(tensors)
    if shards == 1:
        save_file(tensors, folder / "model.safetensors", {"format": "pt"})
        return
    weight_map = {}
    for shard in range(shards):
        file = f"model-{shard + 1:05}-of-{shards:05}.safetensors"
        part = names[shard::shards]
        save_file({name: tensors[name] for name in part}, folder / file, {"format": "pt"})
        weight_map |= dict.fromkeys(part, file)
    (folder / "model.safetensors.index.json").write_text(json.dumps({"metadata": {}, "weight_map": weight_map}, indent=1))


def scores(model, ids):
    with torch.no_grad():
        log_p = torch.log_softmax(model(torch.tensor([ids])).logits[0, :-1].to(torch.float64), -1)
    entropies = -(log_p.exp() * log_p).sum(-1)
    surprisals = -log_p[torch.arange(len(ids) - 1), torch.tensor(ids[1:])]
    return [round(h, 8) for h in entropies.tolist()], [round(s, 8) for s in surprisals.tolist()]


out = pathlib.Path(sys.argv[1])
for name, (kind, settings, dtype, shards) in MODELS.items():
    torch.set_default_dtype(torch.float32)
    torch.manual_seed(sum(name.encode()))
    folder = out / name
    os.makedirs(folder, exist_ok=True)
    config = AutoConfig.for_model(kind, **(COMMON | settings))
    config._attn_implementation = "eager"
    model = AutoModelForCausalLM.from_config(config).eval()
    randomize(model)
    model = model.to(dtype)
    config.dtype = dtype
    config.architectures = [type(model).__name__]
    config.save_pretrained(folder)
    save(model, folder, dtype, shards)
    weights = model.state_dict()

    in_float64(model)
    torch.set_default_dtype(torch.float64)
    model = AutoModelForCausalLM.from_config(config, dtype=torch.float64).eval()
    model.load_state_dict({name: value.to(torch.float64) for name, value in weights.items()})
    assert all(p.dtype == torch.float64 for p in model.parameters())
    assert all(b.dtype == torch.float64 for b in model.buffers() if b.is_floating_point()), [b.dtype for b in model.buffers()]
    ids = [0] + torch.randint(2, config.vocab_size, (TOKENS - 1,)).tolist()
    entropies, surprisals = scores(model, ids)
    (folder / "reference.json").write_text(json.dumps({"ids": ids, "entropies": entropies, "surprisals": surprisals}))
    print(f"{name}: H {min(entropies):.2f} .. {max(entropies):.2f}, log V {torch.log(torch.tensor(config.vocab_size)).item():.2f}")
