"""Parameters that name samples or texts, in any of the forms that callers use."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from lunette.core.arrays import is_array
from lunette.core.checks import shown
from lunette.core.object_ids import is_id
from lunette.core.sample_base import SampleBase

__all__ = ["ids_of", "texts_of"]


def texts_of(texts: Any, name: str) -> list[str]:
    """One text or several, as a list.

    Raises:
        TypeError: if something else is among them
    """
    if isinstance(texts, str):
        return [texts]
    result = list(texts) if isinstance(texts, Iterable) else [texts]
    for text in result:
        if not isinstance(text, str):
            raise TypeError(f"{name} must be strings, not {shown(text)}.")
    return result


def ids_of(samples: Any) -> list[str]:
    """The ids of an id, a sample, a view, or any iterable of ids and samples.

    Raises:
        ValueError: if a text is no id, or a sample is in no dataset
        TypeError: if something else is among them
    """
    if isinstance(samples, (str, SampleBase)):
        return [_id_of(samples)]
    view_ids = getattr(samples, "_sample_ids", None)
    if view_ids is not None:
        ids: list[str] = view_ids()
        return ids
    if is_array(samples):
        samples = samples.tolist()
    if not isinstance(samples, Iterable):
        raise TypeError(f"Samples are named by ids, samples or a view, not by {shown(samples)}.")
    return [_id_of(sample) for sample in samples]


def _id_of(sample: Any) -> str:
    if isinstance(sample, SampleBase):
        if sample.id is None:
            raise ValueError(f"The sample {sample.filepath} is in no dataset, so it has no id.")
        return sample.id
    if is_id(sample):
        return str(sample)
    if isinstance(sample, str):
        raise ValueError(f"{sample!r} is not the id of a sample: an id has 24 hexadecimal digits.")
    raise TypeError(f"Samples are named by ids or samples, not by {shown(sample)}.")
