"""Fields of a dataset's schema: what samples have and what each may hold."""

from __future__ import annotations

import copy as copying
from typing import Any, ClassVar

from lunette.core.checks import check_of, shown
from lunette.core.document import DynamicEmbeddedDocument, document_class
from lunette.core.errors import ValidationError

__all__ = [
    "ArrayField",
    "BooleanField",
    "DateField",
    "DateTimeField",
    "DictField",
    "EmbeddedDocumentField",
    "Field",
    "FloatField",
    "IntField",
    "ListField",
    "ObjectIdField",
    "StringField",
    "VectorField",
]


class Field:
    """A field of samples or of embedded documents.

    Args:
        description (None): what it means
        info (None): a dict of further facts
        read_only (False): whether its values may not be edited

    Attributes:
        name: its name, or None if it belongs to no schema
        path: its dotted path, or None
    """

    #: Its type on the wire and the Python types that need no further check.
    kind: ClassVar[str] = "string"
    exact: frozenset[type] = frozenset()

    def __init__(
        self,
        description: str | None = None,
        info: dict[str, Any] | None = None,
        read_only: bool = False,
    ) -> None:
        self.name: str | None = None
        self.path: str | None = None
        self.description = description
        self.info = info
        self.read_only = read_only

    def checked(self, value: Any, owner: str) -> Any:
        """``value`` as the field holds it.

        Args:
            value: any value but None
            owner: what a message calls it

        Raises:
            ValidationError: if it does not fit
        """
        return check_of(self.kind)(value, owner)

    def validate(self, value: Any) -> None:
        """Raises a ValidationError if the field cannot hold ``value``."""
        if value is not None:
            self.checked(value, f"The field {self.name!r}")

    def copy(self) -> Field:
        """A copy that belongs to no schema."""
        twin = copying.deepcopy(self)
        twin.name = twin.path = None
        return twin

    def same_type(self, other: Field) -> bool:
        """Whether both hold the same type of value."""
        return self.kind == other.kind

    def __str__(self) -> str:
        return f"lunette.{type(self).__name__}"

    def __repr__(self) -> str:
        return f"<{type(self).__name__}: {self.path or 'no schema'}>"


class StringField(Field):
    """Text."""

    kind = "string"
    exact = frozenset({str})


class IntField(Field):
    """Integers."""

    kind = "int"
    exact = frozenset({int})


class FloatField(Field):
    """Numbers."""

    kind = "float"
    exact = frozenset({float})


class BooleanField(Field):
    """True or False."""

    kind = "bool"
    exact = frozenset({bool})


class DateField(Field):
    """Dates."""

    kind = "date"


class DateTimeField(Field):
    """Dates with a time, kept to the millisecond and given back in UTC without a zone."""

    kind = "datetime"


class ObjectIdField(Field):
    """Ids: 24 hexadecimal digits."""

    kind = "object_id"


class VectorField(Field):
    """One-dimensional arrays of numbers."""

    kind = "vector"


class ArrayField(Field):
    """Arrays of numbers."""

    kind = "array"


class ListField(Field):
    """Lists.

    Args:
        subfield (None): field of the elements; any and mixed ones without
        **kwargs: see :class:`Field`
    """

    kind = "list"

    def __init__(self, subfield: Field | type[Field] | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.field = subfield() if isinstance(subfield, type) else subfield

    def checked(self, value: Any, owner: str) -> Any:
        value = super().checked(value, owner)
        field = self.field
        if field is not None:
            exact = field.exact
            for i, item in enumerate(value):
                if item is not None and type(item) not in exact:
                    field.checked(item, f"{owner}[{i}]")
        return value

    def same_type(self, other: Field) -> bool:
        if not isinstance(other, ListField):
            return False
        return self.field is None or other.field is None or self.field.same_type(other.field)

    def __str__(self) -> str:
        return super().__str__() + (f"({self.field})" if self.field else "")


class DictField(Field):
    """Dicts with string keys.

    Args:
        subfield (None): field of the values; any and mixed ones without
        **kwargs: see :class:`Field`
    """

    kind = "dict"

    def __init__(self, subfield: Field | type[Field] | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.field = subfield() if isinstance(subfield, type) else subfield

    def __str__(self) -> str:
        return super().__str__() + (f"({self.field})" if self.field else "")


class EmbeddedDocumentField(Field):
    """Documents of a class: labels, metadata or free-form ones.

    Args:
        document_type: the class
        fields (None): declared dynamic attributes (of the elements, for label lists), by name
        **kwargs: see :class:`Field`
    """

    kind = "document"

    def __init__(
        self,
        document_type: type[DynamicEmbeddedDocument] | str,
        fields: dict[str, Field] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        if isinstance(document_type, str):
            document_type = document_class(document_type)
        self.document_type = document_type
        self.fields = fields or {}
        self.exact = frozenset({document_type})

    def checked(self, value: Any, owner: str) -> Any:
        if isinstance(value, self.document_type) or issubclass(self.document_type, type(value)):
            return value
        raise ValidationError(
            f"{owner} must be {_article(self.document_type.__name__)}, not {shown_type(value)}."
        )

    def same_type(self, other: Field) -> bool:
        if not isinstance(other, EmbeddedDocumentField):
            return False
        a, b = self.document_type, other.document_type
        return issubclass(a, b) or issubclass(b, a)

    def __str__(self) -> str:
        return f"{super().__str__()}(lunette.{self.document_type.__name__})"


def shown_type(value: object) -> str:
    """A value for a message: the class of a document, else the value itself."""
    if isinstance(value, DynamicEmbeddedDocument):
        return _article(type(value).__name__)
    return shown(value)


def _article(name: str) -> str:
    return f"{'an' if name[:1] in 'AEIOU' else 'a'} {name}"
