"""How labels are coloured."""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping
from typing import Any, ClassVar

__all__ = ["ColorScheme"]


def _number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and 0 <= value <= 1


def _choice(value: Any) -> bool:
    return value in ("field", "instance", "value")


def _flag(value: Any) -> bool:
    return isinstance(value, bool)


def _texts(value: Any) -> bool:
    return isinstance(value, (list, tuple)) and all(isinstance(item, str) for item in value)


def _list(value: Any) -> bool:
    return isinstance(value, (list, tuple))


def _object(value: Any) -> bool:
    return isinstance(value, Mapping) or hasattr(value, "serialize")


def _text(value: Any) -> bool:
    return isinstance(value, str)


class ColorScheme:
    """How labels are coloured: in a session, or as the default of a dataset.

    What is None is decided by the settings of the App (`session.config`). Edits in place of a
    session's scheme reach the App with ``session.refresh()``; those of a dataset's need
    ``dataset.save()``. In a session the colours of lists and dicts are checked when they are sent.

    Args:
        id (None): an id of the scheme
        color_pool (None): the colours that fields or values get one after the other, CSS colours
        color_by (None): what decides the colour of a label: ``"field"``, ``"instance"`` or
            ``"value"``
        opacity (None): of filled areas and masks, 0 … 1
        multicolor_keypoints (None): whether the points of one label have colours of their own
        show_skeletons (None): whether keypoints are joined
        default_mask_targets_colors (None): colours of the integers of masks, dicts with
            ``intTarget`` and ``color``
        default_colorscale (None): the colour scale of heat maps, a dict with ``name``, or with
            ``list``: dicts with ``value`` (0 … 1) and ``color``
        colorscales (None): colour scales of fields, dicts as above with ``path``
        fields (None): colours of fields, dicts with ``path`` and, each as wanted, ``fieldColor``,
            ``colorByAttribute``, ``valueColors`` (dicts with ``value`` and ``color``) and
            ``maskTargetsColors`` (dicts with ``intTarget`` and ``color``)
        label_tags (None): colours of label tags, a dict with ``fieldColor`` and ``valueColors``

    Raises:
        ValueError: an attribute is of the wrong kind
    """

    id: str | None
    color_pool: list[str] | None
    color_by: str | None
    opacity: float | None
    multicolor_keypoints: bool | None
    show_skeletons: bool | None
    default_mask_targets_colors: list[Any] | None
    default_colorscale: Any
    colorscales: list[Any] | None
    fields: list[Any] | None
    label_tags: Any

    _KINDS: ClassVar[dict[str, tuple[Callable[[Any], bool], str]]] = {
        "id": (_text, "a string"),
        "color_pool": (_texts, "a list of CSS colours"),
        "color_by": (_choice, "one of 'field', 'instance', 'value'"),
        "opacity": (_number, "a number from 0 to 1"),
        "multicolor_keypoints": (_flag, "True or False"),
        "show_skeletons": (_flag, "True or False"),
        "default_mask_targets_colors": (_list, "a list of dicts"),
        "default_colorscale": (_object, "a dict"),
        "colorscales": (_list, "a list of dicts"),
        "fields": (_list, "a list of dicts"),
        "label_tags": (_object, "a dict"),
    }

    def __init__(
        self,
        *,
        id: str | None = None,
        color_pool: list[str] | None = None,
        color_by: str | None = None,
        opacity: float | None = None,
        multicolor_keypoints: bool | None = None,
        show_skeletons: bool | None = None,
        default_mask_targets_colors: list[Any] | None = None,
        default_colorscale: Any = None,
        colorscales: list[Any] | None = None,
        fields: list[Any] | None = None,
        label_tags: Any = None,
    ) -> None:
        given = locals()
        # Parts of a newer version that this one has no attributes for; they are kept.
        self._others: dict[str, Any] = {}
        for name in self._KINDS:
            setattr(self, name, given[name])

    def __setattr__(self, name: str, value: Any) -> None:
        if not name.startswith("_"):
            if name not in self._KINDS:
                known = ", ".join(self._KINDS)
                raise AttributeError(f"A colour scheme has no {name!r}. It has: {known}.")
            fits, wanted = self._KINDS[name]
            if value is not None and not fits(value):
                raise ValueError(f"{name} must be {wanted}, or None; found {value!r}.")
        object.__setattr__(self, name, value)

    def _take(self, name: str, value: Any) -> None:
        """Sets a value without a check; one of a newer version is kept aside."""
        if name in self._KINDS:
            object.__setattr__(self, name, value)
        elif value is None:
            self._others.pop(name, None)
        else:
            self._others[name] = value

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> ColorScheme:
        """The scheme of a dict as :meth:`to_dict` makes it.

        Raises:
            ValueError: an attribute is of the wrong kind
        """
        scheme = cls._of_stored(data)
        for name in cls._KINDS:
            setattr(scheme, name, getattr(scheme, name))
        return scheme

    @classmethod
    def _of_stored(cls, data: Mapping[str, Any]) -> ColorScheme:
        """As `from_dict`, without checks: what is stored must not keep anything from loading."""
        scheme = cls()
        for name, value in data.items():
            scheme._take(name, copy.deepcopy(value))
        return scheme

    def to_dict(self) -> dict[str, Any]:
        """The scheme as JSON data: a copy, without what is None."""
        values = {**self._others, **{name: getattr(self, name) for name in self._KINDS}}
        return {name: _plain(value) for name, value in values.items() if value is not None}

    def copy(self) -> ColorScheme:
        """A scheme of the same values."""
        return ColorScheme.from_dict(self.to_dict())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, ColorScheme) and self.to_dict() == other.to_dict()

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        values = ", ".join(f"{name}={value!r}" for name, value in self.to_dict().items())
        return f"ColorScheme({values})"


def _plain(value: Any) -> Any:
    """A copy as JSON data; the classes of session events stand for their dicts."""
    if hasattr(value, "serialize"):
        value = value.serialize()
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    return value
