"""Values of masks: which there are, what they are called, and changing them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from lunette.core.labels.contours import regions
from lunette.core.labels.painting import color_of_target

__all__ = ["objects_of_mask", "transformed"]


def _numbers(mask: Any) -> Any:
    """Colours as numbers: red × 65536 + green × 256 + blue."""
    import numpy as np

    parts = mask.astype(np.int64)
    return parts[..., 0] << 16 | parts[..., 1] << 8 | parts[..., 2]


def _number_of(target: Any, in_color: bool) -> int:
    """A target as it stands in the mask's numbers.

    Raises:
        ValueError: if it is a colour and the mask has none, or the other way round
    """
    if isinstance(target, str) != in_color:
        kind = "colours '#rrggbb'" if in_color else "integers"
        raise ValueError(f"The values of this mask are {kind}; {target!r} is none.")
    if isinstance(target, str):
        red, green, blue = color_of_target(target)
        return red << 16 | green << 8 | blue
    return int(target)


def transformed(mask: Any, targets_map: Mapping[Any, Any]) -> Any:
    """A mask with other values; see :meth:`Segmentation.transform_mask`."""
    import numpy as np

    in_color = mask.ndim == 3
    kinds = {isinstance(value, str) for value in targets_map.values()}
    if len(kinds) > 1:
        raise ValueError("The new values of a mask are all integers, or all colours.")
    to_color = kinds.pop() if kinds else in_color
    numbers = _numbers(mask) if in_color else mask.astype(np.int64)
    result = numbers.copy() if in_color == to_color else np.zeros_like(numbers)
    for old, new in targets_map.items():
        result[numbers == _number_of(old, in_color)] = _number_of(new, to_color)
    if to_color:
        return np.stack([result >> 16, result >> 8 & 255, result & 255], axis=-1).astype(np.uint8)
    high = int(result.max()) if result.size else 0
    fits = mask.dtype if not in_color else np.dtype(np.uint8)
    if fits.kind == "b" or high > np.iinfo(fits).max:
        fits = np.dtype(np.uint8 if high < 2**8 else np.uint16 if high < 2**16 else np.int32)
    return result.astype(fits)


def objects_of_mask(
    mask: Any, mask_targets: Mapping[Any, str] | None, mask_types: str | Mapping[Any, str]
) -> Iterator[tuple[str, Any]]:
    """Class and boolean mask of each object of a mask; see :meth:`Segmentation.to_detections`.

    Raises:
        ValueError: if a type is neither ``"stuff"`` nor ``"thing"``, or a target does not fit
    """
    import numpy as np

    for kind in [mask_types] if isinstance(mask_types, str) else mask_types.values():
        if kind not in ("stuff", "thing"):
            raise ValueError(f"A mask's type is 'stuff' or 'thing', not {kind!r}.")
    if mask is None:
        return
    in_color = mask.ndim == 3
    numbers = _numbers(mask) if in_color else mask
    by_number = None
    if mask_targets is not None:
        by_number = {_number_of(value, in_color): name for value, name in mask_targets.items()}
    types = None
    if not isinstance(mask_types, str):
        types = {_number_of(value, in_color): kind for value, kind in mask_types.items()}
    for number in np.unique(numbers).tolist():
        number = int(number)
        if number == 0 and (by_number is None or 0 not in by_number):
            continue
        if (by_number is not None and number not in by_number) or (
            types is not None and number not in types
        ):
            continue
        own = f"#{number:06x}" if in_color else str(number)
        label = own if by_number is None else by_number[number]
        inside = numbers == number
        kind = mask_types if isinstance(mask_types, str) else (types or {})[number]
        for part in regions(inside) if kind == "thing" else [inside]:
            yield label, part
