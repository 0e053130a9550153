"""Fields on the wire: plain maps of name, type and what belongs to it."""

from __future__ import annotations

from typing import Any

from lunette.core import fields as fields_module
from lunette.core.document import DynamicEmbeddedDocument, EmbeddedDocument, document_class
from lunette.core.document_schema import FieldType
from lunette.core.encoding import datetime_of_ms
from lunette.core.fields import (
    DictField,
    EmbeddedDocumentField,
    EmbeddedDocumentListField,
    Field,
    ListField,
)

__all__ = ["field_of_kind", "field_of_spec", "fields_of_class", "named", "spec_of_field"]

Spec = dict[str, Any]

_CLASSES: tuple[type[Field], ...] = tuple(getattr(fields_module, n) for n in fields_module.__all__)
#: Classes that need no parameters: by their form, or else by their type.
_BY_FORM: dict[str, type[Field]] = {
    cls.form: cls for cls in _CLASSES if cls.form and cls is not EmbeddedDocumentListField
}
_BY_KIND: dict[str, type[Field]] = {
    cls.kind: cls
    for cls in _CLASSES
    if cls.form is None and cls.kind not in ("document", "list", "dict")
}


def field_of_kind(
    kind: str,
    subkind: str | None = None,
    document: type[EmbeddedDocument] | None = None,
    form: str | None = None,
) -> Field:
    """A new field of a wire type.

    Args:
        kind: type of the values
        subkind (None): type of the elements
        document (None): class of the documents or of the elements
        form (None): what is special about the values; a form that is not known here is left out
    """
    if form == "document_list":
        return EmbeddedDocumentListField(document or DynamicEmbeddedDocument)
    if form in _BY_FORM:
        return _BY_FORM[form]()
    if kind == "document":
        return EmbeddedDocumentField(document or DynamicEmbeddedDocument)
    if kind in ("list", "dict"):
        subfield = None if subkind is None else field_of_kind(subkind, document=document)
        return ListField(subfield) if kind == "list" else DictField(subfield)
    return _BY_KIND[kind]()


def named(field: Field, name: str, parent: str | None = None) -> Field:
    """The field with its name and path set."""
    field.name = name
    field.path = name if parent is None else f"{parent}.{name}"
    return field


def field_of_spec(spec: Spec, parent: str | None = None) -> Field:
    """The field of a wire map."""
    document = document_class(spec["document"]) if spec.get("document") else None
    field = field_of_kind(spec["type"], spec.get("subtype"), document, spec.get("form"))
    field.description = spec.get("description")
    field.info = spec.get("info")
    field.read_only = bool(spec.get("read_only"))
    if spec.get("created_at") is not None:
        field.created_at = datetime_of_ms(spec["created_at"])
    named(field, spec["name"], parent)
    holder = _holder(field)
    if holder is not None:
        holder.fields = {
            inner["name"]: field_of_spec(inner, field.path) for inner in spec.get("fields") or ()
        }
    return field


def _holder(field: Field) -> EmbeddedDocumentField | None:
    """The field of the documents: the field itself, or that of its elements."""
    inner = field.field if isinstance(field, (ListField, DictField)) else field
    return inner if isinstance(inner, EmbeddedDocumentField) else None


def spec_of_field(name: str, field: Field) -> Spec:
    """The wire map of a field."""
    spec: Spec = {"name": name, "type": field.kind}
    if field.form is not None:
        spec["form"] = field.form
    if isinstance(field, (ListField, DictField)) and field.field is not None:
        spec["subtype"] = field.field.kind
    holder = _holder(field)
    if holder is not None:
        spec["document"] = holder.document_type.__name__
        # The bridge knows our own classes, but not those of users.
        declared = {**fields_of_user_class(holder.document_type), **holder.fields}
        if declared:
            spec["fields"] = [spec_of_field(n, f) for n, f in declared.items()]
    if field.description is not None:
        spec["description"] = field.description
    if field.info is not None:
        spec["info"] = field.info
    if field.read_only:
        spec["read_only"] = True
    return spec


def fields_of_user_class(cls: type[EmbeddedDocument]) -> dict[str, Field]:
    """The fields that a user declared for a document class."""
    return {name: named(field.copy(), name) for name, field in cls._declared.items()}


def fields_of_class(cls: type[EmbeddedDocument], parent: str | None) -> dict[str, Field]:
    """The fields that a document class always has."""
    fields = {}
    for name, declared in cls._fields.items():
        kind, subkind, form, document = FieldType(*declared)
        field = (
            cls._declared[name].copy()
            if name in cls._declared
            else field_of_kind(kind, subkind, document_class(document) if document else None, form)
        )
        fields[name] = named(field, name, parent)
    return fields
