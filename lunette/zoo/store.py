"""Makes the quickstart dataset once and finds it again."""

from __future__ import annotations

import os
import secrets
import time

from lunette.core.dataset import Dataset
from lunette.core.dataset_directory import (
    dataset_exists,
    delete_dataset,
    list_datasets,
    load_dataset,
)
from lunette.core.fields import StringField
from lunette.zoo.folders import complete_folder, zoo_folder
from lunette.zoo.progress import BuildProgress

__all__ = ["load_quickstart"]

_NAME = "quickstart"
_UNFINISHED = f"{_NAME}-unfinished-"
#: Nobody needs that long; what is older was left behind by a process that was ended.
_GIVEN_UP_AFTER_SECONDS = 900

_DESCRIPTION = (
    "Photographs that ship with scikit-image and scikit-learn, whole and in parts, with labels "
    "that algorithms of scikit-image and scikit-learn computed."
)


def load_quickstart() -> Dataset:
    """The quickstart dataset; made if there is none, its files made again if some are missing.

    Raises:
        ValueError: if there is a dataset of that name that was not made here
        ImportError: if a package is missing that it is made with
    """
    names = list_datasets(f"{_NAME}*")
    for name in names:
        if name.startswith(_UNFINISHED) and _is_given_up(name):
            delete_dataset(name)
    return _existing() if _NAME in names else _made()


def _existing() -> Dataset:
    dataset = load_dataset(_NAME)
    files = dataset.info.get("files")
    if dataset.info.get("zoo") != _NAME or not isinstance(files, list):
        raise ValueError(
            f"There is a dataset {_NAME!r} that is not the one of the zoo. Give it another name "
            f"(lunette.load_dataset({_NAME!r}).name = ...), then load the zoo's again."
        )
    folder = zoo_folder(_NAME)
    if any(not (folder / name).is_file() for name in files):
        _complete_files()
    return dataset


def _complete_files() -> list[str]:
    """Writes what is missing of the files; returns the names of all."""
    from lunette.zoo.quickstart.sources import require_packages

    require_packages()
    from lunette.zoo.quickstart.build import file_names, write_images

    names = file_names()
    complete_folder(zoo_folder(_NAME), names, write_images)
    return names


def _made() -> Dataset:
    """Makes the dataset under another name, which nobody sees as finished, and renames it."""
    from lunette.zoo.quickstart.sources import require_packages

    require_packages()
    from lunette.zoo.quickstart.annotations import PIXEL_CLASSES
    from lunette.zoo.quickstart.build import STEPS, build_samples

    with BuildProgress(f"the dataset {_NAME!r}", STEPS + 2) as progress:
        names = _complete_files()
        progress.step("images")
        folder = zoo_folder(_NAME)
        samples = build_samples(folder, folder, progress.step)
        dataset = Dataset(f"{_UNFINISHED}{int(time.time())}-{os.getpid()}-{secrets.token_hex(3)}")
        try:
            # Whole photographs come first and have no split: its field would be the last.
            dataset.add_sample_field("split", StringField)
            dataset.add_samples(samples, dynamic=True, progress=False)
            dataset.description = _DESCRIPTION
            dataset.info = {
                "zoo": _NAME,
                "files": names,
                "mask_targets": {str(value): name for value, name in PIXEL_CLASSES.items()},
            }
            dataset.persistent = True
            if not dataset_exists(_NAME):
                dataset.name = _NAME
        finally:
            if dataset.name != _NAME:
                dataset.delete()
        progress.step("samples")
    # Another process may have made it in the meantime; then that one is the dataset.
    return load_dataset(_NAME)


def _is_given_up(name: str) -> bool:
    """Whether the process that made an unfinished dataset is gone."""
    started, process, *_ = name.removeprefix(_UNFINISHED).split("-")
    if time.time() - int(started) > _GIVEN_UP_AFTER_SECONDS:
        return True
    if os.name != "posix":
        return False
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False
