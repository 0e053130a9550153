"""The schema of one dataset in memory, and its growth by the values that samples bring."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timezone
from typing import Any

from lunette.core.document import DynamicEmbeddedDocument
from lunette.core.errors import ValidationError
from lunette.core.field_specs import Spec, field_of_spec, fields_of_class, named, spec_of_field
from lunette.core.fields import DictField, EmbeddedDocumentField, Field, ListField
from lunette.core.inference import check_field_name, infer_field

__all__ = ["DEFAULT_FIELDS", "READ_ONLY", "Schema"]

#: Fields that every sample has, in order.
DEFAULT_FIELDS = ("id", "filepath", "tags", "metadata", "created_at", "last_modified_at")
READ_ONLY = frozenset({"id", "created_at", "last_modified_at"})


class Schema:
    """Fields by name, in order.

    Attributes:
        fields: the fields that the dataset is known to have
        pending: fields that values brought and the dataset does not have yet
    """

    def __init__(self, specs: Iterable[Spec]) -> None:
        self.pending: dict[str, Field] = {}
        self.fields: dict[str, Field] = {}
        self.load(specs)

    def load(
        self,
        specs: Iterable[Spec],
        created_at: datetime | None = None,
        saver: Callable[[], Callable[[Field], None] | None] | None = None,
    ) -> None:
        """Takes over the fields that the bridge names.

        Args:
            specs: the fields
            created_at (None): when those were declared of which that is not said
            saver (None): gives what saves the facts of a field
        """
        self.fields = {spec["name"]: field_of_spec(spec) for spec in specs}
        self._created_at, self._saver = created_at, saver
        for field in self.fields.values():
            self._adopt(field)

    def _adopt(self, field: Field) -> None:
        """Gives a field what it knows of the dataset."""
        field._saver = self._saver
        if field.created_at is None:
            field.created_at = self._created_at

    def get(self, name: str) -> Field | None:
        """The field of that name, be it pending, or None."""
        return self.fields.get(name) or self.pending.get(name)

    def field_for(self, name: str, value: Any, owner: str) -> Field:
        """The field for a value, made and noted as pending if there is none yet.

        Raises:
            ValueError: if the name may not be a field's
            TypeError: if no field can hold the value
        """
        field = self.fields.get(name) or self.pending.get(name)
        if field is None:
            check_field_name(name)
            try:
                field = infer_field(value)
            except TypeError as error:
                raise TypeError(f"{owner} cannot be stored. {error}") from None
            self.pending[name] = named(field, name)
        return field

    def pending_specs(self) -> list[Spec]:
        """Wire maps of the pending fields."""
        return [spec_of_field(name, field) for name, field in self.pending.items()]

    def accept(self) -> None:
        """The dataset has the pending fields now."""
        for field in self.pending.values():
            field.created_at = field.created_at or datetime.now(timezone.utc).replace(tzinfo=None)
            self._adopt(field)
        self.fields.update(self.pending)
        self.pending.clear()

    def note_attributes(self, name: str, value: Any) -> None:
        """Notes the undeclared attributes of a label as pending declarations of its field."""
        if not isinstance(value, DynamicEmbeddedDocument):
            return
        field = self.get(name)
        if not isinstance(field, EmbeddedDocumentField):
            return
        grown = self.attributes_of(value, field)
        if grown:
            self.add_attributes(name, grown)

    def attributes_of(self, value: Any, field: EmbeddedDocumentField) -> dict[str, Field]:
        """Fields for the attributes of a label, or of its labels, that its field does not declare.

        Args:
            value: the label or list of labels
            field: the field that holds it
        """
        elements = getattr(value, value._list) if hasattr(value, "_list") else [value]
        known = fields_of_class(field.document_type, None)
        element = getattr(field.document_type, "_element", None)
        if element is not None:
            known = fields_of_class(element, None)
        grown: dict[str, Field] = {}
        for item in elements:
            for attribute in item.field_names:
                if attribute in known or attribute in field.fields or attribute in grown:
                    continue
                inner = getattr(item, attribute)
                if inner is not None:
                    grown[attribute] = named(infer_field(inner), attribute, field.path)
        return grown

    def add_attributes(self, name: str, attributes: dict[str, Field]) -> None:
        """Notes further declared attributes of a document field as pending."""
        field = self.get(name)
        if not isinstance(field, EmbeddedDocumentField):
            raise ValueError(f"The field {name!r} holds no documents, so it has no attributes.")
        twin = EmbeddedDocumentField(field.document_type, {**field.fields, **attributes})
        twin.description, twin.info = field.description, field.info
        self.pending[name] = named(twin, name)

    def declare(self, name: str, field: Field) -> None:
        """Notes a field as pending.

        Raises:
            ValueError: if there is one of that name and another type
        """
        existing = self.get(name)
        if existing is not None and not existing.same_type(field):
            raise ValueError(
                f"The field {name!r} exists already and is a {existing}, not a {field}."
            )
        if existing is None:
            self.pending[check_field_name(name)] = named(field, name)

    def checked(self, name: str, value: Any, owner: str) -> Any:
        """A value as its field holds it; see :meth:`field_for` and :meth:`Field.checked`."""
        field = self.field_for(name, value, owner)
        if type(value) in field.exact:
            return value
        try:
            return field.checked(value, owner)
        except ValidationError as error:
            hint = ""
            if field.kind == "int" and isinstance(value, float):
                hint = (
                    " The field holds integers because its first value was one; declare it with "
                    f"dataset.add_sample_field({name!r}, lunette.FloatField) before adding samples."
                )
            raise ValidationError(f"{error}{hint}") from None

    def flat(self) -> dict[str, Field]:
        """All fields by dotted path, embedded ones included."""
        result: dict[str, Field] = {}
        for name, field in self.fields.items():
            _flatten(name, field, result)
        for field in result.values():
            self._adopt(field)
        return result

    def find(self, path: str) -> Field | None:
        """The field of a dotted path, or None."""
        return self.fields.get(path) or self.flat().get(path)


def _flatten(path: str, field: Field, result: dict[str, Field]) -> None:
    result[path] = field
    holder: Field | None = field
    if isinstance(field, (ListField, DictField)):
        holder = field.field
    if not isinstance(holder, EmbeddedDocumentField):
        return
    inner = fields_of_class(holder.document_type, path)
    list_name = getattr(holder.document_type, "_list", None)
    if list_name is None:
        inner.update(holder.fields)
    elif isinstance(element := inner[list_name], ListField) and isinstance(
        element.field, EmbeddedDocumentField
    ):
        # Declared attributes of a label list are those of its labels.
        element.field.fields = {
            name: named(attribute.copy(), name, f"{path}.{list_name}")
            for name, attribute in holder.fields.items()
        }
    for name, child in inner.items():
        _flatten(f"{path}.{name}", child, result)
