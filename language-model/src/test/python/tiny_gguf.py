"""The models of tiny_families.py as GGUF files, the way llama.cpp's converter writes them: what GgufFamiliesTest reads.

Usage: tiny_gguf.py ../resources/families     (packages gguf 0.19.0, torch, safetensors; run tiny_families.py first)
Tensor names are the gguf package's own; weights are stored as they are (BF16, norms F32), so the scores of each folder's
reference.json hold for the file too.
"""

import json
import pathlib
import sys

import gguf
import numpy as np
import torch
from safetensors.torch import load_file

PERMUTED = {"llama", "smollm3", "granite"}
NAMES = ["llama3", "qwen2", "qwen3", "smollm3", "olmo2", "granite", "phi3"]
LLAMA_PRE = {"llama": "smollm", "qwen2": "qwen2", "qwen3": "qwen2", "olmo2": "dbrx", "phi3": "gpt-2", "granite": "refact", "smollm3": "llama-bpe"}


def permuted(weight, heads):
    """Rows of a head's two halves become neighbours."""
    size = weight.shape[0] // heads
    return weight.reshape(heads, 2, size // 2, *weight.shape[1:]).transpose(1, 2).reshape(weight.shape)


def llama3_factors(rope, size):
    frequencies = 1.0 / rope["rope_theta"] ** (np.arange(0, size, 2) / size)
    original = rope["original_max_position_embeddings"]
    low, high = original / rope["low_freq_factor"], original / rope["high_freq_factor"]
    factors = []
    for frequency in frequencies:
        wave = 2 * np.pi / frequency
        if wave < high:
            factors.append(1.0)
        elif wave > low:
            factors.append(rope["factor"])
        else:
            smooth = (original / wave - rope["low_freq_factor"]) / (rope["high_freq_factor"] - rope["low_freq_factor"])
            factors.append(1 / ((1 - smooth) / rope["factor"] + smooth))
    return np.array(factors, dtype=np.float32)


def add_tokenizer(writer, size, pre):
    tokens = ["<|endoftext|>", "<think>"] + [chr(c) for c in range(33, 127)] + ["Ġ", "Ċ"]
    merges = ["t h", "i n", "th e", "Ġ t", "Ġ the", "a n", "an d"]
    tokens += [merge.replace(" ", "") for merge in merges]
    tokens += [f"unused{i}" for i in range(size - len(tokens))]
    control, user_defined, normal = 3, 4, 1
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre(pre)
    writer.add_token_list(tokens)
    writer.add_token_types([control, user_defined] + [normal] * (size - 2))
    writer.add_token_merges(merges)
    writer.add_bos_token_id(0)


def write(folder):
    config = json.loads((folder / "config.json").read_text())
    family = config["model_type"]
    heads, kv_heads, layers = config["num_attention_heads"], config["num_key_value_heads"], config["num_hidden_layers"]
    size = config.get("head_dim") or config["hidden_size"] // heads
    rope = config["rope_parameters"]
    writer = gguf.GGUFWriter(folder / "model.gguf", family)
    writer.add_name(folder.name)
    writer.add_block_count(layers)
    writer.add_context_length(config["max_position_embeddings"])
    writer.add_embedding_length(config["hidden_size"])
    writer.add_feed_forward_length(config["intermediate_size"])
    writer.add_head_count(heads)
    writer.add_head_count_kv(kv_heads)
    writer.add_key_length(size)
    writer.add_value_length(size)
    writer.add_layer_norm_rms_eps(config["rms_norm_eps"])
    writer.add_rope_freq_base(rope["rope_theta"])
    writer.add_rope_dimension_count(size)
    if config.get("sliding_window"):
        writer.add_sliding_window(config["sliding_window"])
    if family == "granite":
        writer.add_attention_scale(config["attention_multiplier"])
        writer.add_embedding_scale(config["embedding_multiplier"])
        writer.add_residual_scale(config["residual_multiplier"])
        writer.add_logit_scale(config["logits_scaling"])
    add_tokenizer(writer, config["vocab_size"], LLAMA_PRE[family])
    if rope["rope_type"] == "llama3":
        writer.add_tensor("rope_freqs.weight", llama3_factors(rope, size))
    names = gguf.get_tensor_name_map({n: a for a, n in gguf.MODEL_ARCH_NAMES.items()}[family], layers)
    for name, weight in load_file(folder / "model.safetensors").items():
        if family in PERMUTED and name.rsplit(".", 1)[0].endswith(("q_proj", "k_proj")):
            weight = permuted(weight, heads if ".q_proj" in name else kv_heads)
        new = names.get_name(name, try_suffixes=(".weight", ".bias"))
        assert new, name
        if weight.dim() == 1:
            writer.add_tensor(new, weight.float().numpy())
        else:
            bits = weight.contiguous().view(torch.int16).numpy().view(np.uint8)
            writer.add_tensor(new, bits, raw_dtype=gguf.GGMLQuantizationType.BF16)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


for name in NAMES:
    write(pathlib.Path(sys.argv[1]) / name)
