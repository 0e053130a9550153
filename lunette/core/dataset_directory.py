"""Which datasets there are."""

from __future__ import annotations

import fnmatch
import re
from datetime import datetime
from typing import Any

from lunette._bridge_runtime import data_home
from lunette.core.bridge_calls import call
from lunette.core.dataset import Dataset
from lunette.core.encoding import datetime_of_ms
from lunette.core.errors import DatasetNotFoundError
from lunette.core.short_traces import with_short_trace

__all__ = [
    "dataset_exists",
    "delete_dataset",
    "delete_datasets",
    "delete_non_persistent_datasets",
    "get_default_dataset_dir",
    "get_default_dataset_name",
    "list_datasets",
    "load_dataset",
    "make_unique_dataset_name",
]


def list_datasets(glob_patt: str | None = None, tags: Any = None, info: bool = False) -> list[Any]:
    """The names of all datasets, sorted.

    Args:
        glob_patt (None): only names that match a pattern such as ``"street-*"``
        tags (None): only datasets that have this tag, or all of several
        info (False): dicts with facts about each dataset instead
    """
    wanted = {tags} if isinstance(tags, str) else set(tags or ())
    found = [
        entry
        for entry in call("dataset.list", {})
        if (glob_patt is None or fnmatch.fnmatchcase(entry["name"], glob_patt))
        and wanted <= set(entry["tags"])
    ]
    found.sort(key=lambda entry: entry["name"])
    return [_facts(entry) for entry in found] if info else [entry["name"] for entry in found]


def _facts(entry: dict[str, Any]) -> dict[str, Any]:
    from lunette import __version__

    loaded = entry["last_loaded_at"]
    return {
        "name": entry["name"],
        "created_at": datetime_of_ms(entry["created_at"]),
        "last_modified_at": datetime_of_ms(entry["last_modified_at"]),
        "last_loaded_at": None if loaded is None else datetime_of_ms(loaded),
        "persistent": entry["persistent"],
        "media_type": entry["media_type"],
        "tags": entry["tags"],
        "num_samples": entry["count"],
        "version": __version__,
    }


def get_default_dataset_name() -> str:
    """A name for a dataset, made of the present time, that no dataset has."""
    now = datetime.now()
    return make_unique_dataset_name(f"{now:%Y.%m.%d.%H.%M.%S}")


def make_unique_dataset_name(root: str) -> str:
    """A name that no dataset has: ``root`` itself, or with a number behind it.

    Args:
        root: what the name begins with
    """
    if not root:
        return get_default_dataset_name()
    # Names that differ only in how they are written stand for the same address.
    slugs = {entry["slug"] for entry in call("dataset.list", {})}
    name, number = root, 1
    while _slug(name) in slugs:
        number += 1
        name = f"{root}{number}"
    return name


def _slug(name: str) -> str:
    """A name in the form for addresses: lower case, with ``-`` between its words."""
    words = re.sub(r"[\s+_.-]+", "-", name.lower())
    return re.sub(r"-+", "-", re.sub(r"[^\w-]", "", words)).strip("-")


def get_default_dataset_dir(name: str) -> str:
    """The folder for the files of a dataset of that name: where exports go by default.

    The folder is not made.
    """
    return str(data_home() / "datasets" / name)


def dataset_exists(name: str) -> bool:
    """Whether there is a dataset of that name."""
    return any(entry["name"] == name for entry in call("dataset.list", {}))


@with_short_trace
def load_dataset(name: str, create_if_necessary: bool = False, reload: bool = False) -> Dataset:
    """The dataset of that name; always the same object for it.

    Args:
        name: its name
        create_if_necessary (False): make it, empty and not persistent, if there is none
        reload (False): also read all its samples again of which there are objects

    Raises:
        DatasetNotFoundError: if there is none (a ValueError)
    """
    if not isinstance(name, str):
        raise TypeError(f"The name of a dataset is a string, not {name!r}.")
    try:
        info = call("dataset.load", {"name": name}, dataset=True)
    except DatasetNotFoundError:
        if not create_if_necessary:
            raise
        return Dataset(name)
    dataset = Dataset._of_info(info)
    if reload:
        dataset.reload()
    return dataset


@with_short_trace
def delete_dataset(name: str, verbose: bool = False) -> None:
    """Deletes a dataset; the files stay.

    Args:
        name: its name
        verbose (False): whether to say so

    Raises:
        DatasetNotFoundError: if there is none (a ValueError)
    """
    load_dataset(name).delete()
    if verbose:
        print(f"Dataset {name!r} deleted")


def delete_datasets(glob_patt: str, verbose: bool = False) -> None:
    """Deletes all datasets whose name matches a pattern."""
    for name in list_datasets(glob_patt):
        delete_dataset(name, verbose)


def delete_non_persistent_datasets(verbose: bool = False) -> None:
    """Deletes all datasets that are not persistent."""
    for entry in list_datasets(info=True):
        if not entry["persistent"]:
            delete_dataset(entry["name"], verbose)
