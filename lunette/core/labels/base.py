"""What all labels have in common."""

from __future__ import annotations

import copy as copying
from collections.abc import Iterator
from typing import Any, ClassVar, Generic, TypeVar

from lunette.core.arrays import is_array_document
from lunette.core.checks import checked
from lunette.core.document import D, DynamicEmbeddedDocument, FieldType
from lunette.core.document_form import value_of_stored
from lunette.core.document_schema import container_attribute
from lunette.core.errors import ValidationError
from lunette.core.instance import DocumentWithId, Instance
from lunette.core.labels.attributes import Attribute
from lunette.core.object_ids import new_id

_adopt = object.__setattr__

__all__ = ["Label", "LabelList", "ObjectLabel", "SingleLabel", "start"]


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


class SingleLabel(DocumentWithId, Label):
    """A label with an id and tags of its own, and any further attributes.

    Attributes:
        id: 24 hexadecimal digits, given when the label is made
        tags: list of strings
    """

    _fields: ClassVar[dict[str, FieldType]] = {
        "id": FieldType("object_id"),
        "tags": FieldType("list", "string"),
    }
    _containers: ClassVar[tuple[str, ...]] = ("tags",)
    tags: list[str] = container_attribute("tags", list)

    def __init__(self, *, tags: list[str] | None = None, **attributes: Any) -> None:
        start(self, tags)
        for name, value in attributes.items():
            setattr(self, name, value)

    def copy(self: D) -> D:
        """A deep copy with an id of its own."""
        twin = copying.deepcopy(self)
        twin.__dict__["_id"] = new_id()
        return twin

    def _to_stored(self) -> dict[str, Any]:
        if "tags" in self.__dict__:
            checked_tags(self.tags, type(self).__name__)
        return super()._to_stored()


class ObjectLabel(SingleLabel):
    """A label of one object, which other labels may show too.

    Attributes:
        attributes: a dict of :class:`Attribute` documents, as older datasets have them
        instance: the :class:`Instance` that the label shows, or None
    """

    _fields: ClassVar[dict[str, FieldType]] = {
        **SingleLabel._fields,
        "attributes": FieldType("dict", "document", None, "Attribute"),
        "instance": FieldType("document", None, None, "Instance"),
    }
    _containers = ("tags", "attributes")
    attributes: dict[str, Attribute] = container_attribute("attributes", dict)
    instance: Instance | None = None

    @property
    def instance_id(self) -> str | None:
        """The id of the object that the label shows, or None."""
        return None if self.instance is None else self.instance.id

    def _checked(self, name: str, value: Any) -> Any:
        value = super()._checked(name, value)
        if name == "instance" and not isinstance(value, Instance):
            raise ValidationError(
                f"{type(self).__name__}.instance must be an Instance, not {type(value).__name__}."
            )
        return value

    def iter_attributes(self) -> Iterator[tuple[str, Any]]:
        """The attributes that the class does not declare, and those of ``attributes``."""
        yield from super().iter_attributes()
        for name, attribute in self._attributes().items():
            yield name, _value_of(attribute)

    def has_attribute(self, name: str) -> bool:
        """Whether the label has the attribute, be it one of ``attributes``."""
        return self.has_field(name) or name in self._attributes()

    def get_attribute_value(self, name: str, default: Any = None) -> Any:
        """The attribute's value, or ``default`` if there is none."""
        if not self.has_field(name) and name in self._attributes():
            return _value_of(self._attributes()[name])
        return super().get_attribute_value(name, default)

    def set_attribute_value(self, name: str, value: Any) -> None:
        """Sets an attribute, where it is if it is one of ``attributes``."""
        attribute = self._attributes().get(name)
        if isinstance(attribute, Attribute):
            attribute.value = value
        else:
            super().set_attribute_value(name, value)

    def delete_attribute(self, name: str) -> None:
        """Removes an attribute.

        Raises:
            AttributeError: if there is none
        """
        if self._attributes().pop(name, None) is None:
            super().delete_attribute(name)

    def _attributes(self) -> dict[str, Any]:
        found: dict[str, Any] = self.__dict__.get("attributes", {})
        return found

    def _copied(self, *left_out: str) -> dict[str, Any]:
        """What another label of the same object has too: class, tags, attributes …"""
        names = [n for n in self.__dict__ if n[:1] != "_" and n not in left_out]
        return {name: copying.deepcopy(getattr(self, name)) for name in names}


def _value_of(attribute: Any) -> Any:
    return attribute.value if isinstance(attribute, Attribute) else attribute


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
        if stored:
            document[name] = labels = []
            new, plain, make = element.__new__, element._plain, element._of_stored
            for item in items:
                # Here and not by a call, because this is run for millions of labels.
                if item.keys() <= plain:
                    label = new(element)
                    _adopt(label, "__dict__", item)
                else:
                    label = make(item)
                labels.append(label)
        else:
            document[name] = [element.from_dict(item) for item in items]
        if len(document) > 2:
            for key, value in document.items():
                if key != name and type(value) in (dict, list) and not is_array_document(value):
                    document[key] = value_of_stored(value)
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
