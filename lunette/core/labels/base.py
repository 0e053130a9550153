"""What all labels have in common."""

from __future__ import annotations

import copy as copying
from collections.abc import Iterator
from typing import Any, ClassVar, Generic, TypeVar

from lunette.core.checks import checked
from lunette.core.document import D, DynamicEmbeddedDocument, FieldType
from lunette.core.errors import ValidationError
from lunette.core.object_ids import id_of_hex, new_id

_adopt = object.__setattr__

__all__ = ["Label", "LabelList", "SingleLabel", "start"]


class Label(DynamicEmbeddedDocument):
    """Base of everything that a label field may hold: one label or a list of labels.

    Coordinates of labels are relative to the image: x to the right, y down, (0, 0) the top left
    corner and (1, 1) the bottom right one.
    """

    def iter_attributes(self) -> Iterator[tuple[str, Any]]:
        """The attributes that the class does not declare, as (name, value)."""
        for name in self.field_names:
            if name not in self._fields:
                yield name, getattr(self, name)

    def has_attribute(self, name: str) -> bool:
        """Whether the label has the attribute."""
        return self.has_field(name)

    def get_attribute_value(self, name: str, default: Any = None) -> Any:
        """The attribute's value, or ``default`` if there is none."""
        return getattr(self, name) if self.has_field(name) else default

    def set_attribute_value(self, name: str, value: Any) -> None:
        """Sets an attribute."""
        setattr(self, name, value)

    def delete_attribute(self, name: str) -> None:
        """Removes an attribute.

        Raises:
            AttributeError: if there is none
        """
        delattr(self, name)


class _Tags:
    """The list of a label's tags, made when it is first read."""

    def __get__(self, label: Any, owner: Any) -> Any:
        if label is None:
            return self
        tags: list[str] = []
        label.__dict__["tags"] = tags
        return tags


class SingleLabel(Label):
    """A label with an id and tags of its own, and any further attributes.

    Attributes:
        id: 24 hexadecimal digits, given when the label is made
        tags: list of strings
    """

    _fields: ClassVar[dict[str, FieldType]] = {
        "id": ("object_id", None),
        "tags": ("list", "string"),
    }
    tags: list[str] = _Tags()  # type: ignore[assignment]

    def __init__(self, *, tags: list[str] | None = None, **attributes: Any) -> None:
        start(self, tags)
        for name, value in attributes.items():
            setattr(self, name, value)

    @property
    def id(self) -> str:
        """The label's id: 24 hexadecimal digits."""
        own: bytes | None = self.__dict__.get("_id")
        if own is None:
            own = self.__dict__["_id"] = new_id()
        return own.hex()

    def __setattr__(self, name: str, value: Any) -> None:
        if name == "id":
            self.__dict__["_id"] = id_of_hex(value)
        else:
            super().__setattr__(name, value)

    def copy(self: D) -> D:
        """A deep copy with an id of its own."""
        twin = copying.deepcopy(self)
        twin.__dict__["_id"] = new_id()
        return twin

    def _to_stored(self) -> dict[str, Any]:
        own = self.__dict__
        if "tags" in own:
            tags = own["tags"]
            if not tags:
                return {name: value for name, value in own.items() if name != "tags"}
            checked_tags(tags, type(self).__name__)
        return own


E_ = TypeVar("E_", bound=SingleLabel)


class LabelList(Label, Generic[E_]):
    """A label that is a list of labels of one class."""

    #: Name of the list and class of its elements.
    _list: ClassVar[str]
    _element: ClassVar[type[SingleLabel]]

    def __init__(self, **attributes: Any) -> None:
        own = self.__dict__
        own["_cls"] = type(self).__name__
        own[self._list] = []
        for name, value in attributes.items():
            setattr(self, name, value)

    @classmethod
    def _of_stored(cls: type[D], document: dict[str, Any]) -> D:
        self = cls.__new__(cls)
        name = cls._list  # type: ignore[attr-defined]
        items = document.get(name) or ()
        # In JSON ids are texts.
        stored = not items or type(items[0].get("_id")) is bytes
        element = cls._element  # type: ignore[attr-defined]
        make = element._of_stored if stored else element.from_dict
        document[name] = [make(item) for item in items]
        _adopt(self, "__dict__", document)
        return self

    def _to_stored(self) -> dict[str, Any]:
        own = self.__dict__
        name = self._list
        elements = own[name]
        self._check_elements(elements)
        # Here and not by the encoder, which would call back for every label.
        return {**own, name: [element._to_stored() for element in elements]}

    def _check_elements(self, elements: Any) -> None:
        element = self._element
        if {element}.issuperset(map(type, elements)):
            return
        for item in elements:
            if not isinstance(item, element):
                raise ValidationError(
                    f"{type(self).__name__}.{self._list} holds {element.__name__} labels, "
                    f"not {type(item).__name__}."
                )

    def _checked(self, name: str, value: Any) -> Any:
        if name == self._list:
            # A list of its own: the caller's may be used for the next sample.
            elements = list(checked("list", value, f"{type(self).__name__}.{name}"))
            self._check_elements(elements)
            return elements
        return super()._checked(name, value)

    def __setattr__(self, name: str, value: Any) -> None:
        if name == self._list and value is None:
            value = []
        super().__setattr__(name, value)

    def copy(self: D) -> D:
        """A deep copy whose labels have ids of their own."""
        twin = copying.deepcopy(self)
        for label in twin.__dict__[twin._list]:
            label.__dict__["_id"] = new_id()
        return twin

    def __len__(self) -> int:
        return len(self.__dict__[self._list])

    def __bool__(self) -> bool:
        return True


def checked_tags(tags: Any, owner: str) -> list[str]:
    """A list of tags; raises ValidationError if one is no text."""
    if isinstance(tags, str):
        raise ValidationError(f"{owner}.tags must be a list of strings, not the string {tags!r}.")
    tags = checked("list", tags, f"{owner}.tags")
    for tag in tags:
        if not isinstance(tag, str):
            checked("string", tag, f"A tag of {owner}")
    return list(tags)


def start(label: SingleLabel, tags: list[str] | None) -> dict[str, Any]:
    """Gives a new label its id and returns the dictionary to fill."""
    own = label.__dict__
    own["_cls"] = type(label).__name__
    own["_id"] = new_id()
    if tags:
        own["tags"] = checked_tags(tags, type(label).__name__)
    return own
