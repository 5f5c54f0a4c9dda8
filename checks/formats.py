"""Opens the formats of a dataset with the clients that trainers use: pyarrow, Hugging Face datasets, Megatron-LM's own
IndexedDataset, and MosaicML's streaming in another order. Each check yields what is wrong."""

import hashlib
import json
import tempfile

import numpy as np

KEYS = ["id", "input_ids", "length", "indices"]


def sha256_of_ids(ids):
    return hashlib.sha256(np.asarray(ids).astype("<i4").tobytes()).hexdigest()


def file_problems(folder, manifest):
    """Each file of the manifest has its size and SHA-256."""
    for entry in manifest["files"]:
        path = folder / entry["path"]
        if not path.is_file():
            yield f"{entry['path']}: is missing"
            continue
        with open(path, "rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        if (path.stat().st_size, digest) != (entry["bytes"], entry["sha256"]):
            yield f"{entry['path']}: is not the manifest's file"


def spans_of(row):
    spans = [[unit["start"], unit["end"]] for unit in row["units"]]
    return sorted(spans + ([list(row["filler"])] if row["filler"] is not None else []))


def mask_of(row):
    """1 for the tokens of roots and of the filler, 0 elsewhere."""
    mask = [0] * row["tokens"]
    spans = [[unit["root_start"], unit["root_end"]] for unit in row["units"]]
    for start, end in spans + ([row["filler"]] if row["filler"] is not None else []):
        mask[start:end] = [1] * (end - start)
    return mask


def record_problems(record, row, keys):
    """A row of Parquet or a line of JSON against its line of samples.jsonl."""
    if sorted(record) != sorted(keys):
        yield f"keys are {sorted(record)}"
        return
    if record["id"] != row["sample"]:
        yield f"id is {record['id']}, provenance has {row['sample']}"
    if not len(record["input_ids"]) == record["length"] == row["tokens"]:
        yield f"{len(record['input_ids'])} tokens, length {record['length']}, provenance {row['tokens']}"
    if sha256_of_ids(record["input_ids"]) != row["sha256"]:
        yield "the tokens are not those of provenance"
    if [list(pair) for pair in record["indices"]] != spans_of(row):
        yield f"indices are {record['indices']}, not {spans_of(row)}"
    if "mask" in keys and list(record["mask"]) != mask_of(row):
        yield "mask is not that of roots and filler"


def all_records(records, rows, keys, name):
    number = -1
    for number, record in enumerate(records):
        if number not in rows:
            yield f"{name} {number}: is one too many"
            return
        for problem in record_problems(record, rows[number], keys):
            yield f"{name} {number}: {problem}"
    if number + 1 != len(rows):
        yield f"{name}: {number + 1} samples, provenance has {len(rows)}"


def parquet_problems(folder, rows, keys):
    """pyarrow reads each file, one schema in all."""
    import pyarrow.parquet as pq

    files = sorted((folder / "parquet").glob("*.parquet"))
    schemas = {str(pq.read_schema(file)) for file in files}
    if len(schemas) != 1:
        yield f"parquet: {len(schemas)} schemas in {len(files)} files"
    if sum(pq.read_metadata(file).num_rows for file in files) != len(rows):
        yield "parquet: the row counts are not those of provenance"

    def records():
        for file in files:
            for batch in pq.ParquetFile(file).iter_batches(batch_size=8):
                yield from batch.to_pylist()

    yield from all_records(records(), rows, keys, "parquet row")


def hugging_face_problems(folder, kind, builder, rows, keys):
    """datasets.load_dataset finds the split train and gives lists of integers."""
    import datasets

    datasets.disable_progress_bars()
    with tempfile.TemporaryDirectory() as cache:
        train = datasets.load_dataset(builder, data_dir=str(folder / kind), cache_dir=cache)["train"]
        # JSON has no widths: its integers come as int64
        width = "int32" if kind == "parquet" else "int64"
        features = {name: str(feature) for name, feature in train.features.items()}
        expected = {
            "id": "Value('string')",
            "input_ids": f"List(Value('{width}'))",
            "length": f"Value('{width}')",
            "indices": f"List(List(Value('{width}')))",
        }
        if "mask" in keys:
            expected["mask"] = f"List(Value('{'uint8' if kind == 'parquet' else width}'))"
        if features != expected:
            yield f"{kind}: datasets sees {features}, not {expected}"
        yield from all_records(train, rows, keys, f"datasets, {kind} row")


def megatron_problems(folder, rows, _):
    """Megatron-LM's IndexedDataset gives each sample as a document of its own; it has no other columns."""
    from megatron.core.datasets.indexed_dataset import IndexedDataset

    dataset = IndexedDataset(str(folder / "megatron" / "samples"))
    if len(dataset) != len(rows) or dataset.document_indices.tolist() != list(range(len(rows) + 1)):
        yield f"megatron: {len(dataset)} sequences, documents {dataset.document_indices}, provenance has {len(rows)}"
        return
    for index, row in sorted(rows.items()):
        if dataset.sequence_lengths[index] != row["tokens"] or sha256_of_ids(dataset[index]) != row["sha256"]:
            yield f"megatron {index}: the tokens are not those of provenance"


def order_problems(mds, rows):
    """Two shuffled epochs have the same samples in different orders; each from a folder of its own, as the client wants it."""
    from streaming import StreamingDataset
    from streaming.base.util import clean_stale_shared_memory

    orders = []
    for seed in (1, 2):
        clean_stale_shared_memory()
        with tempfile.TemporaryDirectory() as local:
            dataset = StreamingDataset(
                local=local, remote=mds, shuffle=True, shuffle_seed=seed, num_canonical_nodes=1, batch_size=1
            )
            orders.append([sample["id"] for sample in dataset])
    names = sorted(row["sample"] for row in rows.values())
    if any(sorted(order) != names for order in orders):
        yield "mds: a shuffled epoch has other samples than provenance"
    if len(names) > 3 and orders[0] == orders[1]:
        yield "mds: two seeds give the same order"


def format_problems(folder, manifest, rows):
    """Whatever the settings name beside MDS."""
    formats = manifest["settings"]["formats"]
    keys = KEYS + (["mask"] if manifest["settings"].get("loss_mask") == "root" else [])
    for name, checks in {
        "parquet": [parquet_problems, lambda *at: hugging_face_problems(at[0], "parquet", "parquet", *at[1:])],
        "jsonl": [lambda *at: hugging_face_problems(at[0], "jsonl", "json", *at[1:])],
        "megatron": [megatron_problems],
    }.items():
        if name not in formats:
            continue
        for check in checks:
            try:
                yield from check(folder, rows, keys)
            except Exception as error:  # whatever a client makes of a damaged file
                yield f"{name}: {type(error).__name__}: {str(error).splitlines()[0] if str(error) else ''}"


def read_rows(folder):
    """The lines of samples.jsonl by index."""
    with open(folder / "provenance" / "samples.jsonl", encoding="utf-8") as lines:
        return {row["index"]: row for row in map(json.loads, lines)}
