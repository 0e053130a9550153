"""Classes, mask targets and skeletons: checked, and in the form that is stored."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from lunette.core.errors import ValidationError
from lunette.core.keypoint_skeleton import KeypointSkeleton

__all__ = ["TARGET_PROPERTIES", "MaskTargets", "stored_targets", "targets_of_stored"]

#: Value of a mask's pixels, an integer or ``"#RRGGBB"``, to its name.
MaskTargets = dict[Any, str]

_COLOR = re.compile(r"#[0-9a-fA-F]{6}")


def _classes(value: Any, what: str) -> list[str]:
    if isinstance(value, (str, Mapping)) or not isinstance(value, Iterable):
        raise ValidationError(f"{what} is a list of strings, not {value!r}.")
    classes = list(value)
    for item in classes:
        if not isinstance(item, str):
            raise ValidationError(f"{what} is a list of strings; found {item!r} in it.")
    return classes


def _mask_targets(value: Any, what: str) -> dict[str, str]:
    if not isinstance(value, Mapping):
        raise ValidationError(f"{what} is a dict from the values of masks to names, not {value!r}.")
    kinds: set[type] = set()
    targets: dict[str, str] = {}
    for key, name in value.items():
        is_color = isinstance(key, str) and _COLOR.fullmatch(key) is not None
        if not is_color and (isinstance(key, bool) or not hasattr(key, "__index__")):
            raise ValidationError(
                f"The keys of {what} are integers, or colours such as '#ff0066'; found {key!r}."
            )
        if not isinstance(name, str):
            raise ValidationError(f"The values of {what} are strings; found {name!r}.")
        kinds.add(str if is_color else int)
        targets[key if is_color else str(int(key))] = name
    if len(kinds) > 1:
        raise ValidationError(f"The keys of {what} are all integers, or all colours.")
    return targets


def _skeleton(value: Any, what: str) -> dict[str, Any]:
    if not isinstance(value, KeypointSkeleton):
        raise ValidationError(f"{what} is a KeypointSkeleton, not {value!r}.")
    return value.to_dict()


def _by_field(check: Callable[[Any, str], Any]) -> Callable[[Any, str], dict[str, Any]]:
    """The same for every field of a dict."""

    def checked(value: Any, what: str) -> dict[str, Any]:
        if not isinstance(value, Mapping):
            raise ValidationError(f"{what} is a dict with the names of fields, not {value!r}.")
        for name in value:
            if not isinstance(name, str):
                raise ValidationError(f"The keys of {what} are names of fields; found {name!r}.")
        return {name: check(item, f"{what}[{name!r}]") for name, item in value.items()}

    return checked


def _read_targets(stored: Mapping[str, str]) -> MaskTargets:
    return {key if key.startswith("#") else int(key): name for key, name in stored.items()}


def _optional(check: Callable[[Any, str], Any]) -> Callable[[Any, str], Any]:
    return lambda value, what: None if value is None else check(value, what)


#: Property → its checked stored form, its form in Python, and what stands for nothing.
_FORMS: dict[str, tuple[Callable[[Any, str], Any], Callable[[Any], Any], Callable[[], Any]]] = {
    "classes": (_by_field(_classes), lambda s: {k: list(v) for k, v in s.items()}, dict),
    "default_classes": (_classes, list, list),
    "mask_targets": (
        _by_field(_mask_targets),
        lambda s: {name: _read_targets(targets) for name, targets in s.items()},
        dict,
    ),
    "default_mask_targets": (_mask_targets, _read_targets, dict),
    "skeletons": (
        _by_field(_skeleton),
        lambda s: {name: KeypointSkeleton.from_dict(d) for name, d in s.items()},
        dict,
    ),
    "default_skeleton": (_optional(_skeleton), KeypointSkeleton.from_dict, lambda: None),
}
TARGET_PROPERTIES = tuple(_FORMS)


def stored_targets(name: str, value: Any) -> Any:
    """The stored form of a property; None is the same as empty.

    Args:
        name: one of ``TARGET_PROPERTIES``
        value: its value in Python

    Raises:
        ValidationError: if the value is none of that property
    """
    store, _, empty = _FORMS[name]
    return store(empty() if value is None else value, name)


def targets_of_stored(name: str, stored: Any) -> Any:
    """The value in Python of a property as it is stored, an object of its own."""
    _, read, empty = _FORMS[name]
    return empty() if stored is None else read(stored)
