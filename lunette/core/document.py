"""Embedded documents: labels, metadata and free-form ones.

A document's attributes are its instance dictionary, which is also what is stored: reading one
costs no more than reading any Python attribute, and nothing is copied in either direction.
``None`` is never kept there; an attribute that is ``None`` is absent.
"""

from __future__ import annotations

import copy as copying
import json
from collections.abc import Iterator, Mapping
from typing import Any, ClassVar, TypeVar

from lunette.core.arrays import is_array_document, same_values
from lunette.core.checks import checked
from lunette.core.document_form import json_form, plain_form, shown_value, value_of_stored
from lunette.core.errors import ValidationError
from lunette.core.object_ids import id_of_hex

__all__ = ["DynamicEmbeddedDocument", "FieldType", "document_class"]

D = TypeVar("D", bound="DynamicEmbeddedDocument")

#: A field type and, for lists, that of the elements: ``("list", "string")``.
FieldType = tuple[str, "str | None"]

#: Makes a stored map the attributes of a document, past the checks of its class.
_adopt = object.__setattr__

_classes: dict[str, type[DynamicEmbeddedDocument]] = {}


def document_class(name: str) -> type[DynamicEmbeddedDocument]:
    """The class of a stored document; free-form if the name is not known."""
    return _classes.get(name, DynamicEmbeddedDocument)


class DynamicEmbeddedDocument:
    """A document with any attributes; subclasses declare those that they always have.

    Raises:
        ValueError: if an attribute's name begins with an underscore
        ValidationError: if a declared attribute has the wrong type
    """

    #: Declared attributes in order, with their types.
    _fields: ClassVar[dict[str, FieldType]] = {}
    #: Declared attributes that stay in their stored form until they are read.
    _lazy: ClassVar[frozenset[str]] = frozenset()

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        _classes[cls.__name__] = cls

    def __init__(self, **attributes: Any) -> None:
        self.__dict__["_cls"] = type(self).__name__
        for name, value in attributes.items():
            setattr(self, name, value)

    @classmethod
    def _of_stored(cls: type[D], document: dict[str, Any]) -> D:
        """Takes over a stored map without checking it."""
        self = cls.__new__(cls)
        fields = cls._fields
        for name, value in document.items():
            kind = type(value)
            # Lists of the class's own fields hold numbers and texts only.
            if (kind is dict and name not in cls._lazy) or (kind is list and name not in fields):
                document[name] = value_of_stored(value)
        _adopt(self, "__dict__", document)
        return self

    def _to_stored(self) -> dict[str, Any]:
        """The map to store; raises ValueError if it may not be stored as it is."""
        return self.__dict__

    def __setattr__(self, name: str, value: Any) -> None:
        if name.startswith("_"):
            raise ValueError(f"{name!r} cannot be an attribute: names may not begin with '_'.")
        if value is None:
            self.__dict__.pop(name, None)
            return
        field = self._fields.get(name)
        if field is not None:
            value = self._checked(name, value)
        elif hasattr(type(self), name):
            raise ValueError(
                f"{name!r} is a method of {type(self).__name__}; choose another attribute name."
            )
        self.__dict__[name] = value

    def _checked(self, name: str, value: Any) -> Any:
        """The value of a declared attribute as it is kept."""
        return checked(self._fields[name][0], value, f"{type(self).__name__}.{name}")

    def __delattr__(self, name: str) -> None:
        if name not in self.field_names:
            raise AttributeError(self._unknown(name))
        self.__dict__.pop(name, None)

    def __getattr__(self, name: str) -> Any:
        # Only reached if neither the instance nor the class has it.
        raise AttributeError(self._unknown(name))

    def _unknown(self, name: str) -> str:
        return f"{type(self).__name__} has no attribute {name!r}"

    def __getitem__(self, name: str) -> Any:
        head, _, rest = name.partition(".")
        if head not in self.field_names:
            raise KeyError(self._unknown(head))
        value = getattr(self, head)
        return value[rest] if rest else value

    def __setitem__(self, name: str, value: Any) -> None:
        head, _, rest = name.partition(".")
        if rest:
            self[head][rest] = value
        else:
            setattr(self, name, value)

    def __delitem__(self, name: str) -> None:
        if name not in self.field_names:
            raise KeyError(self._unknown(name))
        delattr(self, name)

    def __contains__(self, name: str) -> bool:
        return name in self.field_names

    @property
    def field_names(self) -> tuple[str, ...]:
        """Names of all attributes: the declared ones, then the others."""
        extra = (k for k in self.__dict__ if k[:1] != "_" and k not in self._fields)
        return (*self._fields, *extra)

    def has_field(self, field_name: str) -> bool:
        """Whether the document has the attribute, be it ``None``."""
        return field_name in self.field_names

    def get_field(self, field_name: str) -> Any:
        """The attribute's value.

        Raises:
            AttributeError: if there is none
        """
        return getattr(self, field_name)

    def set_field(self, field_name: str, value: Any, create: bool = True) -> None:
        """Sets an attribute; with ``create=False`` only one that exists.

        Raises:
            ValueError: if it does not exist and ``create`` is False
        """
        if not create and not self.has_field(field_name):
            raise ValueError(self._unknown(field_name))
        setattr(self, field_name, value)

    def clear_field(self, field_name: str) -> None:
        """Makes an attribute ``None``, or removes it if the class does not declare it."""
        delattr(self, field_name)

    def iter_fields(self) -> Iterator[tuple[str, Any]]:
        """All attributes as (name, value)."""
        for name in self.field_names:
            yield name, getattr(self, name)

    def copy(self: D) -> D:
        """A deep copy."""
        return copying.deepcopy(self)

    def to_dict(self, extended: bool = False) -> dict[str, Any]:
        """The document as a dict: ids as hexadecimal text, nothing for ``None``.

        Args:
            extended (False): make it JSON-safe: dates become ``{"$date": ms}`` and arrays
                ``{"$array": {dtype, shape, base64}}``
        """
        form = json_form if extended else plain_form
        result: dict[str, Any] = form(self)
        return result

    @classmethod
    def from_dict(cls: type[D], d: Mapping[str, Any], extended: bool = False) -> D:
        """The document of a dict from :meth:`to_dict`, in either form.

        Raises:
            ValueError: if the dict is of another class
        """
        name = d.get("_cls", cls.__name__)
        target = document_class(name)
        if not issubclass(target, cls):
            raise ValueError(f"A {name} cannot be read as a {cls.__name__}.")
        values = {k: value_of_stored(v) for k, v in d.items() if k not in ("_cls", "_id")}
        document = target(**values)
        if "_id" in d:
            document.__dict__["_id"] = id_of_hex(value_of_stored(d["_id"]))
        return document

    def to_json(self, pretty_print: bool = False) -> str:
        """The document as JSON text."""
        return json.dumps(self.to_dict(extended=True), indent=4 if pretty_print else None)

    @classmethod
    def from_json(cls: type[D], s: str) -> D:
        """The document of a JSON text from :meth:`to_json`."""
        return cls.from_dict(json.loads(s), extended=True)

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return same_values(plain_form(self), plain_form(other))

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return shown_value(self)

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        printer.text(f"<{type(self).__name__}: …>" if cycle else repr(self))


def require_document(value: Any, cls: type[D], owner: str) -> D:
    """``value`` if it is a ``cls``; a ValidationError that names both otherwise."""
    if isinstance(value, cls):
        return value
    raise ValidationError(f"{owner} must be a {cls.__name__}, not {type(value).__name__}.")


def array_attribute(name: str) -> Any:
    """An attribute that holds an array and inflates it when it is first read."""

    def read(self: DynamicEmbeddedDocument) -> Any:
        from lunette.core.arrays import array_of

        value = self.__dict__.get(name)
        if value is not None and is_array_document(value):
            value = self.__dict__[name] = array_of(value)
        return value

    # Its setter is never called: __setattr__ writes to the dictionary itself. That it has one
    # makes Python ask it before the dictionary.
    return property(read, lambda self, value: setattr(self, name, value))
