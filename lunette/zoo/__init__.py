"""Datasets that are ready to use.

import lunette as ln

dataset = ln.zoo.load_dataset("quickstart")
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from lunette.core.short_traces import with_short_trace

if TYPE_CHECKING:
    from lunette.core.dataset import Dataset

__all__ = ["list_zoo_datasets", "load_dataset"]


def _quickstart() -> Dataset:
    # Loaded on use: `import lunette` must not wait for the store's dependencies.
    from lunette.zoo.store import load_quickstart

    return load_quickstart()


_LOADERS: dict[str, Callable[[], Dataset]] = {"quickstart": _quickstart}


def list_zoo_datasets() -> list[str]:
    """The names that :func:`load_dataset` knows, sorted."""
    return sorted(_LOADERS)


@with_short_trace
def load_dataset(name: str) -> Dataset:
    """A dataset of the zoo, made at the first time and loaded from then on.

    ``quickstart`` is more than 200 photographs and parts of them in different sizes and shapes,
    from the pictures that ship with scikit-image and scikit-learn. Its fields:

    * ``ground_truth``, ``predictions``: objects found by two different algorithms, those of
      ``predictions`` with a confidence measured in the picture
    * ``scene``, ``scene_prediction``: what the photograph shows, and what a classifier that has not
      seen the sample takes it for
    * ``segmentation``, ``polylines``, ``keypoints``, and the heat maps ``vesselness`` and
      ``nearness``, where there is something of the kind
    * ``split``, ``source``, ``brightness``, ``sharpness``; tags for the split and for pictures that
      are whole, dark, bright, blurry or grey

    It is persistent: what is changed in it stays. Its files are in the folder ``zoo`` of the data
    home; if some are missing they are made again.

    Args:
        name: one of :func:`list_zoo_datasets`

    Raises:
        ValueError: if there is no such dataset in the zoo, or if a dataset of that name exists that
            is not from the zoo
        ImportError: if a package is missing that it is made with
    """
    loader = _LOADERS.get(name)
    if loader is None:
        raise ValueError(
            f"There is no dataset {name!r} in the zoo; it has: {', '.join(list_zoo_datasets())}. "
            f"A dataset of your own is loaded by lunette.load_dataset({name!r})."
        )
    return loader()
