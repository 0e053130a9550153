"""Fields of a dataset: reading and declaring them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lunette.core.document import DynamicEmbeddedDocument
from lunette.core.field_specs import named, spec_of_field
from lunette.core.fields import (
    DictField,
    EmbeddedDocumentField,
    EmbeddedDocumentListField,
    Field,
    ListField,
)
from lunette.core.inference import check_field_name
from lunette.core.schema import Schema

__all__ = ["DatasetSchema"]


class DatasetSchema:
    """Fields of a dataset."""

    _id: str
    _schema: Schema

    if TYPE_CHECKING:

        def _ask(self, method: str, params: dict[str, Any]) -> tuple[Any, bytes | None]: ...
        def _take_info(self, info: dict[str, Any]) -> None: ...
        def _load_info(self) -> None: ...

    def _has_field_now(self, name: str) -> bool:
        """Whether the dataset has the field, asking the bridge if it is not known here."""
        if name in self._schema.fields:
            return True
        self._load_info()
        return name in self._schema.fields

    def _grow_schema(self) -> None:
        """Declares the fields that values brought."""
        specs = self._schema.pending_specs()
        self._schema.pending.clear()
        if specs:
            params = {"dataset": self._id, "fields": specs}
            self._take_info(self._ask("dataset.add_fields", params)[0])

    def add_sample_field(
        self,
        field_name: str,
        ftype: type[Field] | Field,
        embedded_doc_type: type[DynamicEmbeddedDocument] | None = None,
        subfield: type[Field] | Field | None = None,
        fields: Any = None,
        description: str | None = None,
        info: dict[str, Any] | None = None,
        read_only: bool = False,
        **kwargs: Any,
    ) -> None:
        """Declares a field, or an attribute of the labels of a field.

        Args:
            field_name: its name; ``"predictions.detections.iscrowd"`` declares an attribute, and
                ``"scores[]"`` what the elements of a list without a type are
            ftype: its class, such as ``lunette.FloatField``
            embedded_doc_type (None): for an EmbeddedDocumentField, the class of the documents
            subfield (None): for a ListField or DictField, the class of the elements
            fields (None): for a field of documents, their declared attributes: a dict of fields by
                name, or a list of fields that have names
            description (None): what it means
            info (None): a dict of further facts
            read_only (False): whether its values may not be edited
            **kwargs: further parameters of ``ftype``

        Raises:
            ValueError: if there is such a field of another type
        """
        for part in field_name.removesuffix("[]").split("."):
            check_field_name(part)
        field = _field(ftype, embedded_doc_type, subfield, fields, kwargs)
        field.description = field.description if description is None else description
        field.info = field.info if info is None else info
        field.read_only = field.read_only or read_only
        existing = self._schema.find(field_name)
        if existing is not None and not existing.same_type(field):
            raise ValueError(
                f"The field {field_name!r} exists already and is a {existing}, not a {field}."
            )
        spec = spec_of_field(field_name, named(field, field_name))
        self._take_info(self._ask("dataset.add_fields", {"dataset": self._id, "fields": [spec]})[0])


def _field(
    ftype: Any, embedded_doc_type: Any, subfield: Any, fields: Any, kwargs: dict[str, Any]
) -> Field:
    """A new field of a class with its parameters."""
    if isinstance(ftype, Field):
        return ftype.copy()
    if not (isinstance(ftype, type) and issubclass(ftype, Field)):
        raise ValueError(f"A field type is a class such as lunette.StringField, not {ftype!r}.")
    if issubclass(ftype, (EmbeddedDocumentField, EmbeddedDocumentListField)):
        if embedded_doc_type is None:
            raise ValueError(f"An {ftype.__name__} needs the class: embedded_doc_type=….")
        field = ftype(embedded_doc_type, **kwargs)
        holder = field.field if isinstance(field, ListField) else field
        if isinstance(holder, EmbeddedDocumentField):
            holder.fields = _declared(fields)
        return field
    if issubclass(ftype, (ListField, DictField)) and subfield is not None:
        if subfield is EmbeddedDocumentField:
            document = embedded_doc_type or DynamicEmbeddedDocument
            subfield = EmbeddedDocumentField(document, _declared(fields))
        return ftype(subfield, **kwargs)
    return ftype(**kwargs)


def _declared(fields: Any) -> dict[str, Field]:
    """Declared attributes by name, of a dict of field classes or a list of named fields."""
    if fields is None:
        return {}
    items = fields.items() if isinstance(fields, dict) else ((f.name, f) for f in fields)
    return {
        check_field_name(name): named(_field(field, None, None, None, {}), name)
        for name, field in items
    }
