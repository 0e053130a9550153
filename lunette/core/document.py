"""Embedded documents: labels, metadata, those of users, and free-form ones.

A document's attributes are its instance dictionary, which is also what is stored: reading one
costs no more than reading any Python attribute, and nothing is copied in either direction.
``None`` is never kept there; an attribute that is ``None`` is absent.
"""

from __future__ import annotations

import copy as copying
import json
from collections.abc import Iterator, Mapping
from typing import Any, ClassVar, TypeVar

from lunette.core.arrays import same_values
from lunette.core.checks import checked
from lunette.core.document_classes import add_document_class, find_document_class
from lunette.core.document_form import json_form, plain_form, shown_value, value_of_stored
from lunette.core.document_schema import FieldType, declare, plain_names
from lunette.core.errors import ValidationError
from lunette.core.object_ids import id_of_hex

__all__ = ["DynamicEmbeddedDocument", "EmbeddedDocument", "FieldType", "document_class"]

D = TypeVar("D", bound="EmbeddedDocument")

#: Makes a stored map the attributes of a document, past the checks of its class.
_adopt = object.__setattr__


def document_class(name: str) -> type[EmbeddedDocument]:
    """The class of a stored document; free-form if the name is not known."""
    return find_document_class(name) or DynamicEmbeddedDocument


class EmbeddedDocument:
    """A document with the attributes that its class declares.

    Subclasses declare attributes by fields::

        class CameraInfo(lunette.EmbeddedDocument):
            camera_id = lunette.StringField(required=True)
            quality = lunette.FloatField()

    Documents of such classes are read again wherever the class is defined, or its module is named
    by the environment variable ``LUNETTE_MODULE_PATH``.

    Args:
        **attributes: values of the attributes

    Raises:
        ValueError: if an attribute's name begins with an underscore, or is not declared
        ValidationError: if an attribute has the wrong type, or a required one is missing
    """

    #: Declared attributes in order, with their types.
    _fields: ClassVar[dict[str, FieldType]] = {}
    #: Those that a user declared, as fields.
    _declared: ClassVar[dict[str, Any]] = {}
    #: Declared attributes that stay in their stored form until they are read.
    _lazy: ClassVar[frozenset[str]] = frozenset()
    #: Lists and dicts that are made when they are first read, and not stored as long as empty.
    _containers: ClassVar[tuple[str, ...]] = ()
    #: What a stored map may have and be taken over as it is.
    _plain: ClassVar[frozenset[str]] = frozenset()
    #: Whether there may be attributes that nobody declared.
    _dynamic: ClassVar[bool] = False

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        declare(cls)
        cls._plain = plain_names(cls._fields, cls._lazy, cls._declared)
        add_document_class(cls)

    def __init__(self, **attributes: Any) -> None:
        own = self.__dict__
        own["_cls"] = type(self).__name__
        for name, value in attributes.items():
            setattr(self, name, value)
        for name, field in self._declared.items():
            if name in own:
                continue
            if field.default is not None:
                setattr(self, name, field.get_default())
            elif field.required:
                raise ValidationError(f"{type(self).__name__}.{name} is required.")

    @classmethod
    def _of_stored(cls: type[D], document: dict[str, Any]) -> D:
        """Takes over a stored map without checking it."""
        self = cls.__new__(cls)
        plain = cls._plain
        if not document.keys() <= plain:
            for name, value in document.items():
                if name not in plain and type(value) in (dict, list):
                    document[name] = value_of_stored(value)
            for name, field in cls._declared.items():
                if name in document:
                    document[name] = field.read(document[name])
        _adopt(self, "__dict__", document)
        return self

    def _to_stored(self) -> dict[str, Any]:
        """The map to store; raises ValueError if it may not be stored as it is."""
        own = self.__dict__
        if self._declared:
            own = self._checked_again(own)
        for name in self._containers:
            if name in own and not own[name]:
                return {k: v for k, v in own.items() if k not in self._containers or v}
        return own

    def _checked_again(self, own: dict[str, Any]) -> dict[str, Any]:
        """Values of declared fields as they are stored: lists can have been edited in place."""
        stored = dict(own)
        for name, field in self._declared.items():
            if name in own:
                value = field.checked(own[name], f"{type(self).__name__}.{name}")
                stored[name] = field.stored(value)
        return stored

    def __setattr__(self, name: str, value: Any) -> None:
        if name.startswith("_"):
            raise ValueError(f"{name!r} cannot be an attribute: names may not begin with '_'.")
        if value is None:
            if name in self._declared and self._declared[name].required:
                raise ValidationError(f"{type(self).__name__}.{name} is required.")
            self.__dict__.pop(name, None)
            return
        if name in self._fields:
            value = self._checked(name, value)
        else:
            self._require_free(name)
        self.__dict__[name] = value

    def _require_free(self, name: str) -> None:
        """Raises ValueError if the document can have no such attribute that nobody declared."""
        cls = type(self)
        if hasattr(cls, name):
            raise ValueError(
                f"{name!r} is a method of {cls.__name__}; choose another attribute name."
            )
        if not self._dynamic:
            raise ValueError(
                f"{cls.__name__} has no attribute {name!r}, only {', '.join(self._fields)}; derive "
                "the class from lunette.DynamicEmbeddedDocument to allow any attributes."
            )

    def _checked(self, name: str, value: Any) -> Any:
        """The value of a declared attribute as it is kept."""
        owner = f"{type(self).__name__}.{name}"
        field = self._declared.get(name)
        if field is not None:
            return field.checked(value, owner)
        return checked(self._fields[name][0], value, owner)

    def __delattr__(self, name: str) -> None:
        if name not in self.field_names:
            raise AttributeError(self._unknown(name))
        setattr(self, name, None)

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

    def merge(
        self,
        doc: EmbeddedDocument,
        merge_lists: bool = True,
        merge_dicts: bool = True,
        overwrite: bool = True,
    ) -> None:
        """Takes over the attributes of another document; those that are ``None`` change nothing.

        Args:
            doc: the other document
            merge_lists (True): whether to append the elements that a list does not have yet,
                rather than replacing the list
            merge_dicts (True): whether to merge dicts key by key
            overwrite (True): whether to replace values that are set
        """
        from lunette.core.document_merge import merge_documents

        merge_documents(self, doc, merge_lists, merge_dicts, overwrite)

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
        for key, field in target._declared.items():
            if key in values:
                values[key] = field.read(values[key])
        document = target(**values)
        # A class that is not known here stays what it is.
        document.__dict__["_cls"] = name
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


class DynamicEmbeddedDocument(EmbeddedDocument):
    """A document with any attributes; subclasses declare those that they always have.

    Args:
        **attributes: values of the attributes

    Raises:
        ValueError: if an attribute's name begins with an underscore
        ValidationError: if a declared attribute has the wrong type
    """

    _dynamic = True
