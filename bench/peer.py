"""The same figures of the reference system, where it is installed. JSON on stdout.

``python bench/peer.py --samples 10000 --pictures FILE``: run it with the interpreter that has the
package, and with its own variables for the database. FILE lists the pictures, a path per line.
"""

from __future__ import annotations

import argparse
import contextlib
import importlib
import json
import sys
import time
from pathlib import Path

from collection import iterating, reading, writing
from make_samples import make_samples
from plans import plans

NAME = "lunette-bench"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--samples", type=int, default=10_000)
    parser.add_argument("--pictures", type=Path, required=True)
    parser.add_argument("--package", default="fiftyone")
    options = parser.parse_args()
    figures: dict[str, float] = {}
    # Its progress bars would stand among the figures.
    with contextlib.redirect_stdout(sys.stderr):
        library = importlib.import_module(options.package)
        pictures = [Path(line) for line in options.pictures.read_text().splitlines()]
        if library.dataset_exists(NAME):
            library.delete_dataset(NAME)
        dataset = library.Dataset(NAME)
        start = time.perf_counter()
        planned = plans(options.samples, len(pictures))
        dataset.add_samples(make_samples(library, planned, pictures), progress=False)
        figures["insert, made and sent"] = options.samples / (time.perf_counter() - start)
        figures.update(iterating(dataset))
        figures.update(reading(library, dataset))
        figures.update(writing(dataset))
        dataset.delete()
    json.dump(figures, sys.stdout)


if __name__ == "__main__":
    main()
