#!/usr/bin/env python3
"""Damages copies of a dataset in all formats, a way each, and wants open_dataset.py to refuse every one by its reason.

Usage: test_open_dataset.py DIR, with profile prolong and zstd, as assembler-service's tests leave it in target/all-formats/r.
"""

import json
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

OPEN = Path(__file__).with_name("open_dataset.py")
GOOD = Path("assembler-service/target/all-formats/r")


def flip(path, at):
    data = bytearray(path.read_bytes())
    data[int(len(data) * at)] ^= 0x15
    path.write_bytes(data)


class OpenDatasetTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.dataset = Path(folder.name) / "dataset"
        shutil.copytree(GOOD, self.dataset)

    def problems(self):
        run = subprocess.run([sys.executable, OPEN, self.dataset], capture_output=True, text=True)
        self.assertEqual(run.returncode, 1, run.stdout + run.stderr)
        return run.stderr

    def rewrite_without_hash(self, path, change):
        """Changes a file and its entry in the manifest, so that only its own reader can notice."""
        change(self.dataset / path)
        manifest = json.loads((self.dataset / "manifest.json").read_text("utf-8"))
        manifest["files"] = [entry for entry in manifest["files"] if entry["path"] != path]
        (self.dataset / "manifest.json").write_text(json.dumps(manifest), "utf-8")

    def test_good_dataset_is_opened(self):
        run = subprocess.run([sys.executable, OPEN, self.dataset], capture_output=True, text=True)
        self.assertEqual((run.returncode, run.stderr), (0, ""))
        self.assertEqual(run.stdout, "5 samples opened in mds, parquet, jsonl, megatron\n")

    def test_file_that_is_not_the_manifests(self):
        flip(self.dataset / "provenance/controls.jsonl", 0.5)
        self.assertIn("provenance/controls.jsonl: is not the manifest's file", self.problems())

    def test_missing_file(self):
        (self.dataset / "provenance/controls.jsonl").unlink()
        self.assertIn("provenance/controls.jsonl: is missing", self.problems())

    def test_damaged_shard(self):
        self.rewrite_without_hash("mds/shard.00000.mds.zstd", lambda path: flip(path, 0.9))
        self.assertIn("sample 0: ", self.problems())

    def test_damaged_parquet(self):
        self.rewrite_without_hash("parquet/train-00001-of-00003.parquet", lambda path: flip(path, 0.3))
        self.assertIn("datasets, parquet row 2: the tokens are not those of provenance", self.problems())

    def test_missing_part(self):
        self.rewrite_without_hash("jsonl/train-00001-of-00003.jsonl.zst", Path.unlink)
        self.assertIn("datasets, jsonl row 2: id is r-000004, provenance has r-000002", self.problems())

    def test_mask_that_is_not_asked_for(self):
        self.rewrite_without_hash(
            "manifest.json",
            lambda path: path.write_text(path.read_text("utf-8").replace('"loss_mask" : "root"', '"loss_mask" : "none"')),
        )
        problems = self.problems()
        self.assertIn("sample 0: columns are ['domain', 'id', 'indices', 'input_ids', 'length', 'mask'], not", problems)
        self.assertIn("parquet row 0: keys are", problems)

    def test_mask_of_other_tokens(self):
        def moved(path):
            rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
            rows[0]["units"][0]["root_end"] -= 1
            path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")

        self.rewrite_without_hash("provenance/samples.jsonl", moved)
        problems = self.problems()
        self.assertIn("sample 0: mask, uint8 (1024,), is not that of roots and filler", problems)
        self.assertIn("datasets, parquet row 0: mask is not that of roots and filler", problems)

    def test_damaged_tokens_of_megatron(self):
        self.rewrite_without_hash("megatron/samples.bin", lambda path: flip(path, 0.5))
        self.assertIn("megatron 2: the tokens are not those of provenance", self.problems())

    def test_index_of_megatron_that_is_none(self):
        self.rewrite_without_hash("megatron/samples.idx", lambda path: flip(path, 0.0))
        self.assertIn("megatron: ", self.problems())

    def test_unit_that_is_in_no_sample_and_not_left_over(self):
        self.rewrite_without_hash("provenance/leftovers.jsonl", Path.unlink)
        problems = self.problems()
        self.assertIn("the units of roots.jsonl are not those of samples.jsonl and leftovers.jsonl", problems)
        self.assertIn("leftovers.jsonl is not what manifest.json counts", problems)

    def test_leftover_whose_parts_have_another_length(self):
        self.rewrite_without_hash(
            "provenance/leftovers.jsonl",
            lambda path: path.write_text(path.read_text("utf-8").replace('"tokens":500', '"tokens":501'), "utf-8"),
        )
        self.assertIn("leftovers.jsonl: r/d11 has 501 tokens, its parts 500", self.problems())


if __name__ == "__main__":
    if len(sys.argv) > 1:
        GOOD = Path(sys.argv.pop(1))
    unittest.main()
