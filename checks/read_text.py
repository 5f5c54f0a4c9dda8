#!/usr/bin/env python3
"""Reads the text that 'entropylong export' wrote with datatrove's JsonlReader; no line may be skipped.

Prints '<n> documents read' and exits 0, or prints what is wrong and exits 1.
"""

import argparse
import json
import sys
from pathlib import Path


def main():
    from datatrove.pipeline.readers import JsonlReader

    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", type=Path, metavar="FILE")
    file = parser.parse_args().file.resolve()
    lines = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    documents = list(JsonlReader(str(file.parent), glob_pattern=file.name)())
    problems = []
    if len(documents) != len(lines):
        problems.append(f"{len(documents)} documents, the file has {len(lines)} lines")
    for document, line in zip(documents, lines):
        metadata = {key: value for key, value in document.metadata.items() if key != "file_path"}
        if (document.text, document.id, metadata) != (line["text"], line["id"], line["metadata"]):
            problems.append(f"{line['id']}: datatrove reads something else")
    for problem in problems:
        print(problem, file=sys.stderr)
    print(f"{len(documents)} documents read")
    return 1 if problems or not documents else 0


if __name__ == "__main__":
    sys.exit(main())
