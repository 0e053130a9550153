"""Setting a field of the frames of many samples."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from lunette.core.frames import Frames

if TYPE_CHECKING:
    from lunette.core.collection import SampleCollection

__all__ = ["set_frame_values"]


def set_frame_values(
    collection: SampleCollection,
    path: str,
    values: Any,
    key_field: str | None,
    skip_none: bool,
    dynamic: bool,
    validate: bool,
) -> None:
    """Sets a field of the frames of samples; see :meth:`CollectionValues.set_values`.

    Args:
        collection: whose frames
        path: the field, ``"frames.weather"`` or ``"frames.objects.detections.speed"``
        values: one item per sample, in order, or a dict of them by sample id or value of
            ``key_field``; an item is a list with one value per frame, or a dict from frame number
            to value, which also makes frames
        key_field: the field whose values the dict has as keys
        skip_none: whether to leave a frame as it is where the value is None
        dynamic: whether to declare undeclared attributes of labels
        validate: whether to check the values

    Raises:
        ValueError: if the number of values is wrong, or a value does not fit
    """
    by_key: Mapping[Any, Any] | None = None
    if isinstance(values, Mapping):
        keys = collection.values(key_field or "id")
        by_key, values = values, [values.get(key) for key in keys]
        unknown = [key for key in by_key if key not in set(keys)]
        if unknown:
            raise ValueError(f"No sample has the {key_field or 'id'} {unknown[0]!r}.")
    items = list(values)
    if len(items) != len(collection):
        raise ValueError(f"There are {len(collection)} samples, but {len(items)} values.")
    names = path.split(".")[1:]
    with collection.save_context(batch_size=100) as saver:
        for sample, item in zip(collection, items, strict=True):
            if item is None:
                continue
            frames: Frames = sample.frames
            for number, value in _by_number(frames, item, path):
                if value is None and skip_none:
                    continue
                frame = frames[number]
                _set(frame, names, value, path, validate, dynamic)
                if dynamic and len(names) > 1:
                    # As a whole, so that its new attributes are declared.
                    frame.set_field(names[0], frame.get_field(names[0]), dynamic=True)
            saver.save(sample)


def _by_number(frames: Frames, item: Any, path: str) -> list[tuple[int, Any]]:
    """The values of the frames of one sample by frame number."""
    if isinstance(item, Mapping):
        return list(item.items())
    values, numbers = list(item), list(frames)
    if len(values) != len(numbers):
        raise ValueError(
            f"A sample has {len(numbers)} frames, but {len(values)} values for {path!r}."
        )
    return list(zip(numbers, values, strict=True))


def _set(
    holder: Any, names: list[str], value: Any, path: str, validate: bool, dynamic: bool
) -> None:
    """Sets a value below a frame, a label or a list of labels."""
    if isinstance(holder, list):
        if value is None:
            value = [None] * len(holder)
        if len(value) != len(holder):
            raise ValueError(
                f"A frame has {len(holder)} labels, but {len(value)} values for {path!r}."
            )
        for item, own in zip(holder, value, strict=True):
            _set(item, names, own, path, validate, dynamic)
        return
    name, *rest = names
    if rest:
        inner = getattr(holder, name)
        if inner is not None:
            _set(inner, rest, value, path, validate, dynamic)
        elif value is not None:
            raise ValueError(
                f"{name!r} is not set in a frame, so {path!r} cannot be set inside it."
            )
    elif hasattr(holder, "set_field") and hasattr(holder, "frame_number"):
        holder.set_field(name, value, True, validate, dynamic)
    else:
        holder[name] = value
