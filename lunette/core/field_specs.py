"""Fields on the wire: plain maps of name, type and what belongs to it."""

from __future__ import annotations

from typing import Any

from lunette.core.document import DynamicEmbeddedDocument, document_class
from lunette.core.fields import (
    ArrayField,
    BooleanField,
    DateField,
    DateTimeField,
    DictField,
    EmbeddedDocumentField,
    Field,
    FloatField,
    IntField,
    ListField,
    ObjectIdField,
    StringField,
    VectorField,
)

__all__ = ["field_of_kind", "field_of_spec", "fields_of_class", "named", "spec_of_field"]

Spec = dict[str, Any]

_SIMPLE: dict[str, type[Field]] = {
    cls.kind: cls
    for cls in (
        ArrayField,
        BooleanField,
        DateField,
        DateTimeField,
        FloatField,
        IntField,
        ObjectIdField,
        StringField,
        VectorField,
    )
}


def field_of_kind(
    kind: str, subkind: str | None = None, document: type[DynamicEmbeddedDocument] | None = None
) -> Field:
    """A new field of a wire type."""
    if kind == "document":
        return EmbeddedDocumentField(document or DynamicEmbeddedDocument)
    if kind in ("list", "dict"):
        subfield = None if subkind is None else field_of_kind(subkind, document=document)
        return ListField(subfield) if kind == "list" else DictField(subfield)
    return _SIMPLE[kind]()


def named(field: Field, name: str, parent: str | None = None) -> Field:
    """The field with its name and path set."""
    field.name = name
    field.path = name if parent is None else f"{parent}.{name}"
    return field


def field_of_spec(spec: Spec, parent: str | None = None) -> Field:
    """The field of a wire map."""
    document = document_class(spec["document"]) if spec.get("document") else None
    field = field_of_kind(spec["type"], spec.get("subtype"), document)
    field.description = spec.get("description")
    field.info = spec.get("info")
    field.read_only = bool(spec.get("read_only"))
    named(field, spec["name"], parent)
    if isinstance(field, EmbeddedDocumentField):
        field.fields = {
            inner["name"]: field_of_spec(inner, field.path) for inner in spec.get("fields") or ()
        }
    return field


def spec_of_field(name: str, field: Field) -> Spec:
    """The wire map of a field."""
    spec: Spec = {"name": name, "type": field.kind}
    holder: Field | None = field
    if isinstance(field, (ListField, DictField)):
        holder = field.field
        if holder is not None:
            spec["subtype"] = holder.kind
    if isinstance(holder, EmbeddedDocumentField):
        spec["document"] = holder.document_type.__name__
        if holder.fields:
            spec["fields"] = [spec_of_field(n, f) for n, f in holder.fields.items()]
    if field.description is not None:
        spec["description"] = field.description
    if field.info is not None:
        spec["info"] = field.info
    if field.read_only:
        spec["read_only"] = True
    return spec


def fields_of_class(cls: type[DynamicEmbeddedDocument], parent: str | None) -> dict[str, Field]:
    """The fields that a document class always has."""
    element = getattr(cls, "_element", None)
    return {
        name: named(field_of_kind(kind, subkind, element), name, parent)
        for name, (kind, subkind) in cls._fields.items()
    }
