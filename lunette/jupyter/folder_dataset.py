"""`python -m lunette.jupyter.folder_dataset <path>`: a dataset of a folder, or of one picture.

Prints one line of JSON: `dataset` (its name) and `count`, or `error` with a sentence.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

from lunette.core.dataset import Dataset
from lunette.core.dataset_directory import dataset_exists, load_dataset
from lunette.core.dataset_import import images_in
from lunette.core.errors import LunetteError

__all__ = ["folder_dataset"]

# In `Dataset.info`: what a dataset was made of here.
_SOURCE = "opened_folder"


def folder_dataset(path: Path) -> Dataset:
    """The dataset of a folder, named after it, with the pictures that are there now.

    Opening a folder again finds the dataset of before, with its tags and labels, and adds new files
    to it. Other datasets of that name are left alone. It is not persistent until somebody says so.

    Raises:
        ValueError: if no picture is there
    """
    files = [os.fspath(path)] if path.is_file() else list(images_in(path, recursive=True))
    if not files:
        raise ValueError(f"There are no pictures in {path}.")
    dataset = _existing(path) or _new(path)
    known = set(dataset.values("filepath"))
    dataset.add_images([file for file in files if file not in known], progress=False)
    # Their sizes, so that the App lays them out in their own shapes at once.
    dataset.compute_metadata(progress=False)
    return dataset


def _candidates(path: Path) -> Any:
    name = path.name or "files"
    yield name
    number = 2
    while True:
        yield f"{name}-{number}"
        number += 1


def _existing(path: Path) -> Dataset | None:
    for name in _candidates(path):
        if not dataset_exists(name):
            return None
        dataset = load_dataset(name)
        if dataset.info.get(_SOURCE) == os.fspath(path):
            return dataset
    return None


def _new(path: Path) -> Dataset:
    dataset = Dataset(next(name for name in _candidates(path) if not dataset_exists(name)))
    dataset.info[_SOURCE] = os.fspath(path)
    dataset.save()
    return dataset


def main(path: str) -> None:
    """Prints the answer."""
    try:
        dataset = folder_dataset(Path(path))
        answer: dict[str, Any] = {"dataset": dataset.name, "count": len(dataset)}
    except (LunetteError, OSError, ValueError) as error:
        answer = {"error": str(error)}
    print(json.dumps(answer))


if __name__ == "__main__":
    main(sys.argv[1])
