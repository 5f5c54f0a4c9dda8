#!/usr/bin/env python3
"""Tokenizes the passages' and roots' own text anew and compares the ids with those in the samples.

Each context and root of each sample, each control passage: its text is taken from the corpus by its name (document and
UTF-16 offsets) and tokenized by itself with Hugging Face's tokenizers, from the vocabulary in the GGUF file. The start,
separator and end ids between them are compared too. Exits 1 when something differs.
"""

import argparse
import gzip
import io
import json
import os
import re
import sys
import zipfile
from pathlib import Path

import gguf
from recompute_entropies import read_input_ids, read_jsonl
from tokenizers import Tokenizer, decoders, models, pre_tokenizers

LICENCE = re.compile(r"\A\s*/\*(?=[^*]*(?:\*(?!/)[^*]*)*[Ll]icen[sc]e)[^*]*(?:\*(?!/)[^*]*)*\*/\s*")
NAME = re.compile(r"(.*)[#@](\d+)-(\d+)\Z", re.DOTALL)


def tokenizer_of(path):
    fields = gguf.GGUFReader(path).fields
    if fields["tokenizer.ggml.pre"].contents() != "smollm":
        raise SystemExit(f"{path}: only the tokenizer of SmolLM2 is known here")
    tokens = fields["tokenizer.ggml.tokens"].contents()
    merges = [tuple(merge.split(" ")) for merge in fields["tokenizer.ggml.merges"].contents()]
    tokenizer = Tokenizer(models.BPE(vocab={token: i for i, token in enumerate(tokens)}, merges=merges))
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.Digits(individual_digits=True), pre_tokenizers.ByteLevel(add_prefix_space=False)]
    )
    tokenizer.decoder = decoders.ByteLevel()
    return tokenizer


def documents_of(path):
    """(id, text) of what the command line's --corpus would read from the path."""
    if path.is_dir():
        for file in sorted(path.rglob("*")):
            if file.is_file() and not file.name.startswith("."):
                yield from text_document(f"{path.resolve().name}/{file.relative_to(path).as_posix()}", file.read_bytes())
    elif path.suffix in (".zip", ".jar"):
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                if not name.endswith("/"):
                    yield from text_document(f"{path.name}/{name}", archive.read(name))
    else:
        content = path.read_bytes()
        if path.suffix == ".gz":
            content = gzip.decompress(content)
        for line in io.StringIO(content.decode("utf-8"), newline="\n"):
            try:
                record = json.loads(line)
            except ValueError:
                continue
            if isinstance(record, dict) and "id" in record and record.get("text"):
                yield record["id"], record["text"]


def text_document(name, content):
    try:
        yield name, LICENCE.sub("", content.decode("utf-8"), count=1)
    except UnicodeDecodeError:
        return


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("dir", type=Path, metavar="DIR")
    parser.add_argument("--model", type=Path, required=True, metavar="GGUF")
    parser.add_argument("--corpus", type=Path, required=True, nargs="+", metavar="PATH", help="as given to entropylong run")
    args = parser.parse_args()
    os.environ.setdefault("TRANSFORMERS_VERBOSITY", "error")

    tokenizer = tokenizer_of(args.model)
    corpus = {name: text.encode("utf-16-le") for path in args.corpus for name, text in documents_of(path)}
    manifest = json.loads((args.dir / "manifest.json").read_text("utf-8"))
    samples = read_input_ids(args.dir / "mds")
    problems = []
    compared = 0

    def text_of(name):
        match = NAME.match(name)
        if not match or match[1] not in corpus:
            raise SystemExit(f"no document of the corpus holds {name}")
        return corpus[match[1]][2 * int(match[2]) : 2 * int(match[3])].decode("utf-16-le")

    def compare(name, ids, shortened=False):
        nonlocal compared
        compared += 1
        text = text_of(name)
        if shortened:  # a root that is too long in tokens loses its end
            read = tokenizer.decode(ids, skip_special_tokens=False)
            if not text.startswith(read):
                problems.append(f"{name}: the sample reads {read[:60]!r}..., the corpus {text[:60]!r}...")
                return
            text = read
        expected = tokenizer.encode(text, add_special_tokens=False).ids
        if expected != ids:
            problems.append(f"{name}: tokenized to {len(expected)} other ids than the {len(ids)} in the sample")

    def literal(what, expected, ids):
        if expected != ids:
            problems.append(f"{what} is {ids}, the manifest has {expected}")

    marks = manifest["tokens"]
    for row in read_jsonl(args.dir / "provenance" / "samples.jsonl"):
        ids = samples[row["sample"]]
        for unit in row["units"]:
            at = unit["start"] + len(marks["start"])
            literal(f"{unit['root']}: start", marks["start"], ids[unit["start"] : at])
            for context in unit["contexts"]:
                compare(context["passage"], ids[at : context["end"]])
                at = context["end"] + len(marks["separator"])
                literal(f"{context['passage']}: separator", marks["separator"], ids[context["end"] : at])
            root = unit["root"].removeprefix(manifest["run"] + "/")
            compare(root, ids[at : unit["root_end"]], shortened=True)
            end = unit["root_end"] + len(marks["end"])
            literal(f"{unit['root']}: end", marks["end"], ids[unit["root_end"] : end])
            padding = (marks["end"] or marks["start"])[-1:] * (unit["end"] - end)
            literal(f"{unit['root']}: padding", padding, ids[end : unit["end"]])
    for line in read_jsonl(args.dir / "provenance" / "controls.jsonl"):
        compare(line["passage"], line["input_ids"])
    for problem in problems:
        print(problem, file=sys.stderr)
    print(f"{compared} texts tokenized anew, {len(problems)} differ")
    return 1 if problems or not compared else 0


if __name__ == "__main__":
    sys.exit(main())
