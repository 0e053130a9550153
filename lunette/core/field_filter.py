"""Conditions on fields, as the getters of schemas take them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timezone
from typing import Any

from lunette.core.fields import DictField, EmbeddedDocumentField, Field, ListField
from lunette.core.sample_selection import texts_of

__all__ = ["FieldFilter", "in_list"]


class FieldFilter:
    """Which fields are wanted.

    Args:
        ftype (None): the class of the field, or several
        embedded_doc_type (None): the class of its documents, or several
        read_only (None): whether it must (not) be read-only
        info_keys (None): keys of which its info must have one
        created_after (None): the time after which it must have been declared
        subfield (None): the class of the elements of its lists or dicts, or several

    Raises:
        ValueError: if ``embedded_doc_type`` is given and ``ftype`` is no field of documents
    """

    def __init__(
        self,
        ftype: Any = None,
        embedded_doc_type: Any = None,
        read_only: bool | None = None,
        info_keys: str | Iterable[str] | None = None,
        created_after: datetime | None = None,
        subfield: Any = None,
    ) -> None:
        self._types = _classes(ftype)
        self._documents = _classes(embedded_doc_type)
        if self._documents is not None and not all(
            isinstance(cls, type) and issubclass(cls, EmbeddedDocumentField)
            for cls in self._types or ()
        ):
            raise ValueError("embedded_doc_type needs ftype=EmbeddedDocumentField.")
        self._subfields = _classes(subfield)
        self._read_only = read_only
        self._info_keys = None if info_keys is None else texts_of(info_keys, "info_keys")
        if created_after is not None and created_after.tzinfo is not None:
            created_after = created_after.astimezone(timezone.utc).replace(tzinfo=None)
        self._created_after = created_after

    def accepts(self, field: Field) -> bool:
        """Whether a field is wanted."""
        return (
            (self._types is None or isinstance(field, self._types))
            and (self._documents is None or _holds(field, self._documents))
            and (
                self._subfields is None
                or isinstance(getattr(field, "field", None), self._subfields)
            )
            and (self._read_only is None or field.read_only == self._read_only)
            and (self._info_keys is None or any(k in (field.info or {}) for k in self._info_keys))
            and (
                self._created_after is None
                or (field.created_at is not None and field.created_at > self._created_after)
            )
        )

    def require(self, field: Field, path: str) -> None:
        """Raises a ValueError that names the path if a field is not wanted."""
        if not self.accepts(field):
            kind = " that may not be edited" if field.read_only else ""
            raise ValueError(f"The field {path!r} is a {field}{kind}, which is not what was asked.")


def in_list(path: str, fields: Mapping[str, Field]) -> bool:
    """Whether a dotted path leads through a list; ``fields`` are all by path."""
    parts = path.split(".")
    above = (".".join(parts[:count]) for count in range(1, len(parts)))
    return any(isinstance(fields.get(one), ListField) for one in above)


def _classes(given: Any) -> tuple[Any, ...] | None:
    if given is None:
        return None
    return tuple(given) if isinstance(given, (list, tuple, set, frozenset)) else (given,)


def _holds(field: Field, document_types: tuple[Any, ...]) -> bool:
    inner = field.field if isinstance(field, (ListField, DictField)) else field
    return isinstance(inner, EmbeddedDocumentField) and issubclass(
        inner.document_type, document_types
    )
