"""Values of one field on their way to the bridge: checked, declared, in their stored form."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from lunette.core.arrays import is_array
from lunette.core.field_specs import named, spec_of_field
from lunette.core.fields import EmbeddedDocumentField, Field, FloatField, ListField
from lunette.core.inference import check_field_name, infer_field
from lunette.core.labels import Label
from lunette.core.media import normal_path
from lunette.core.sample_document import stored_value
from lunette.core.schema import READ_ONLY

if TYPE_CHECKING:
    from lunette.core.dataset import Dataset

__all__ = ["ColumnEncoder"]

_PLAIN = frozenset({str, int, float, bool})
_NONE = type(None)


class ColumnEncoder:
    """The values of one path.

    Args:
        dataset: the dataset of the samples
        path: a field, or a dotted path inside documents or labels
        dynamic: whether to declare attributes that are undeclared
        validate: whether to check the values

    Attributes:
        top: the field of the sample
        labels: path of the labels, if ``path`` is one of their attributes
        is_label_attribute: whether it is
        dynamic: as given
        validate: as given

    Raises:
        ValueError: if the path may not be set
    """

    def __init__(self, dataset: Dataset, path: str, *, dynamic: bool, validate: bool) -> None:
        self._dataset = dataset
        self._schema = dataset._schema
        self.top, _, rest = path.partition(".")
        self.dynamic = dynamic
        self.validate = validate
        if path in READ_ONLY:
            raise ValueError(f"Cannot edit read-only field {path!r}")
        if rest and not dataset._has_field_now(self.top):
            raise ValueError(f"There is no field {self.top!r}.")
        self._path = path
        holder = self._schema.fields.get(self.top)
        cls = holder.document_type if isinstance(holder, EmbeddedDocumentField) else None
        self._list: str | None = getattr(cls, "_list", None)
        is_label = cls is not None and issubclass(cls, Label)
        attribute = rest
        if self._list is not None:
            attribute = "" if rest == self._list else rest.removeprefix(f"{self._list}.")
        self.is_label_attribute = is_label and attribute != ""
        self.labels = self.top if self._list is None else f"{self.top}.{self._list}"
        self._whole = f"{self.labels}.{attribute}" if self.is_label_attribute else path

    def declare(self, values: list[Any]) -> None:
        """Declares the field, or what ``dynamic`` asks for, if it does not exist.

        Raises:
            ValueError: if the name may not be a field's
            TypeError: if no field can hold the values
        """
        schema = self._schema
        if "." not in self._path:
            if self._path not in schema.fields and not self._dataset._has_field_now(self._path):
                check_field_name(self._path)
                field = _field_of(values)
                if field is None:
                    raise ValueError(
                        f"There is no field {self._path!r}, and no value says which type it would "
                        "have; make it with dataset.add_sample_field()."
                    )
                schema.declare(self._path, field)
            if self.dynamic:
                for value in values:
                    if isinstance(value, Label):
                        schema.note_attributes(self._path, value)
        elif self.dynamic and schema.find(self._whole) is None:
            field = _field_of(list(_flat(values)))
            if field is not None:
                params = {"dataset": self._dataset._id, "fields": [_spec(self._whole, field)]}
                self._dataset._take_info(self._dataset._ask("dataset.add_fields", params)[0])
        if schema.pending:
            self._dataset._grow_schema()

    def stored(self, values: list[Any]) -> list[Any]:
        """The values in the form in which they are packed.

        Raises:
            ValidationError: if a value does not fit
        """
        if self._path == "filepath":
            return [normal_path(value) for value in values]
        field = self._schema.find(self._whole)
        if field is None:
            return values
        if set(map(type, values)) <= _plain_types(field):
            return values
        owner = f"The field {self._path!r}"
        if "." not in self._path:
            return [self._stored_one(value, field, owner) for value in values]
        return [self._stored_deep(value, field, owner) for value in values]

    def _stored_deep(self, value: Any, field: Field, owner: str) -> Any:
        """Values of an attribute of labels come in lists, one per label."""
        if self._enters_list():
            if is_array(value):
                value = value.tolist()
            if isinstance(value, (list, tuple)):
                return [self._stored_one(item, field, owner) for item in value]
        return self._stored_one(value, field, owner)

    def _enters_list(self) -> bool:
        holder = self._schema.fields.get(self.top)
        return (self._list is not None and self.is_label_attribute) or isinstance(holder, ListField)

    def _stored_one(self, value: Any, field: Field, owner: str) -> Any:
        if value is None:
            return None
        if self.validate:
            value = (
                self._schema.checked(self._path, value, owner)
                if "." not in self._path
                else field.checked(value, owner)
            )
        return value if isinstance(value, Label) else stored_value(value, field)


def _plain_types(field: Field) -> frozenset[type]:
    """Types of values that a field takes and stores as they are."""
    if field.form is not None or field.kind == "object_id":
        return frozenset({_NONE})
    return frozenset({_NONE, *(field.exact & _PLAIN)})


def _field_of(values: Iterable[Any]) -> Field | None:
    """The field for values: that of the first one; numbers of both kinds are floats."""
    found: Field | None = None
    for value in values:
        if value is None:
            continue
        if found is None:
            found = infer_field(value)
            if found.kind not in ("int", "list"):
                return found
            if found.kind == "int" and not isinstance(found, FloatField):
                continue
            if isinstance(found, ListField) and found.field is not None:
                return found
        elif found.kind == "int":
            if isinstance(value, float) or getattr(value, "dtype", None) in ("float32", "float64"):
                return FloatField()
        else:
            other = infer_field(value)
            if isinstance(other, ListField) and other.field is not None:
                return other
    return found


def _flat(values: Iterable[Any]) -> Iterator[Any]:
    """The values of lists inside of lists."""
    for value in values:
        if isinstance(value, (list, tuple)):
            yield from _flat(value)
        else:
            yield value


def _spec(path: str, field: Field) -> dict[str, Any]:
    return spec_of_field(path, named(field, path))
