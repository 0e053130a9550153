"""Fields of embedded documents."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from lunette.core.checks import shown
from lunette.core.document import EmbeddedDocument, document_class
from lunette.core.errors import ValidationError
from lunette.core.fields.base import Field
from lunette.core.fields.containers import ListField

__all__ = ["EmbeddedDocumentField", "EmbeddedDocumentListField"]


class EmbeddedDocumentField(Field):
    """Documents of a class: labels, metadata or free-form ones.

    Args:
        document_type: the class
        fields (None): declared dynamic attributes (of the elements, for label lists): a dict by
            name, or a list of fields that have names
        **kwargs: see :class:`Field`
    """

    kind = "document"

    def __init__(
        self,
        document_type: type[EmbeddedDocument] | str,
        fields: Mapping[str, Field] | Iterable[Field] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        if isinstance(document_type, str):
            document_type = document_class(document_type)
        self.document_type = document_type
        self.fields: dict[str, Field] = _by_name(fields)
        self.exact = frozenset({document_type})

    def checked(self, value: Any, owner: str) -> Any:
        kind = self.document_type
        # The name too: a class that a notebook defines again is another object.
        if (
            isinstance(value, kind)
            or issubclass(kind, type(value))
            or type(value).__name__ == kind.__name__
        ) and isinstance(value, EmbeddedDocument):
            return value
        raise ValidationError(f"{owner} must be {_article(kind.__name__)}, not {_shown(value)}.")

    def same_type(self, other: Field) -> bool:
        if not isinstance(other, EmbeddedDocumentField):
            return type(other) is Field
        a, b = self.document_type, other.document_type
        return issubclass(a, b) or issubclass(b, a) or a.__name__ == b.__name__

    def __str__(self) -> str:
        return f"{super().__str__()}(lunette.{self.document_type.__name__})"


class EmbeddedDocumentListField(ListField):
    """Lists of documents of a class.

    Args:
        document_type: the class
        **kwargs: see :class:`Field`
    """

    form = "document_list"

    def __init__(self, document_type: type[EmbeddedDocument] | str, **kwargs: Any) -> None:
        field = EmbeddedDocumentField(document_type)
        super().__init__(field, **kwargs)
        self.document_type = field.document_type

    def __str__(self) -> str:
        return f"{Field.__str__(self)}(lunette.{self.document_type.__name__})"


def _by_name(fields: Mapping[str, Field] | Iterable[Field] | None) -> dict[str, Field]:
    if fields is None:
        return {}
    if isinstance(fields, Mapping):
        return dict(fields)
    named = {}
    for field in fields:
        if field.name is None:
            raise ValueError("Fields of a list need names; give a dict from name to field.")
        named[field.name] = field
    return named


def _shown(value: object) -> str:
    """A value for a message: the class of a document, else the value itself."""
    if isinstance(value, EmbeddedDocument):
        return _article(type(value).__name__)
    return shown(value)


def _article(name: str) -> str:
    return f"{'an' if name[:1] in 'AEIOU' else 'a'} {name}"
