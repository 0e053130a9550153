"""Fields of a dataset: renaming, deleting and describing them, declaring what values have."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from lunette.core.errors import ValidationError
from lunette.core.field_specs import Spec, named, spec_of_field
from lunette.core.fields import Field
from lunette.core.sample_selection import texts_of
from lunette.core.schema import DEFAULT_FIELDS, Schema

if TYPE_CHECKING:
    from weakref import WeakValueDictionary

    from lunette.core.sample import Sample

__all__ = ["DatasetFields"]


class DatasetFields:
    """Changes of a dataset's fields."""

    _id: str
    _schema: Schema
    _live: WeakValueDictionary[bytes, Sample]

    if TYPE_CHECKING:
        name: str

        def _ask(self, method: str, params: dict[str, Any]) -> tuple[Any, bytes | None]: ...
        def _take_info(self, info: dict[str, Any]) -> None: ...
        def _load_info(self) -> None: ...
        def _change_fields(self, method: str, params: dict[str, Any]) -> None: ...
        def has_field(self, path: str) -> bool: ...
        def get_dynamic_field_schema(
            self, fields: Any = None, recursive: bool = True
        ) -> dict[str, Field | list[Field]]: ...

    def rename_sample_field(self, field_name: str, new_field_name: str) -> None:
        """Renames a field.

        Args:
            field_name: the field, or a dotted path inside documents or labels
            new_field_name: its new name or path, which must not exist

        Raises:
            AttributeError: if there is no such field
            ValueError: if every sample has the field, or the new name is taken
        """
        self.rename_sample_fields({field_name: new_field_name})

    def rename_sample_fields(self, field_mapping: Mapping[str, str]) -> None:
        """Renames fields, all of them or none; see :meth:`rename_sample_field`.

        Args:
            field_mapping: the new name of each field
        """
        if not field_mapping:
            return
        for path in field_mapping:
            self._require_known(path)
        self._change_fields("dataset.rename_fields", {"fields": dict(field_mapping)})
        for sample in list(self._live.values()):
            values = sample._doc.values
            for path, new in field_mapping.items():
                if path in values:
                    # What was edited and not saved.
                    values[new] = values.pop(path)

    def delete_sample_field(self, field_name: str, error_level: int = 0) -> None:
        """Deletes a field and its values.

        Args:
            field_name: the field, or a dotted path inside documents or labels
            error_level (0): what to do if it cannot be deleted: 0 raises, 1 warns, 2 passes over it

        Raises:
            AttributeError: if there is no such field
            ValueError: if every sample has the field, or it is read-only
        """
        self.delete_sample_fields([field_name], error_level)

    def delete_sample_fields(self, field_names: str | Iterable[str], error_level: int = 0) -> None:
        """Deletes fields and their values; see :meth:`delete_sample_field`."""
        self._remove(field_names, error_level, "dataset.delete_fields")

    def remove_dynamic_sample_field(self, field_name: str, error_level: int = 0) -> None:
        """Takes an attribute out of the schema; its values stay.

        Args:
            field_name: dotted path of the attribute
            error_level (0): what to do if that is not possible: 0 raises, 1 warns, 2 passes over it

        Raises:
            AttributeError: if there is no such attribute
            ValueError: if it is a field of samples, or of every document of its class
        """
        self.remove_dynamic_sample_fields([field_name], error_level)

    def remove_dynamic_sample_fields(
        self, field_names: str | Iterable[str], error_level: int = 0
    ) -> None:
        """Takes attributes out of the schema; see :meth:`remove_dynamic_sample_field`."""
        self._remove(field_names, error_level, "dataset.undeclare_fields")

    def _remove(self, field_names: str | Iterable[str], error_level: int, method: str) -> None:
        deleted = method == "dataset.delete_fields"
        paths = []
        for path in texts_of(field_names, "field_names"):
            try:
                self._require_known(path, embedded=not deleted)
                self._require_removable(path)
            except (AttributeError, ValueError) as error:
                _report(error, error_level)
            else:
                paths.append(path)
        if not paths:
            return
        try:
            self._change_fields(method, {"fields": paths})
        except ValueError as error:
            _report(error, error_level)
            return
        for sample in list(self._live.values()):
            for path in paths:
                sample._doc.values.pop(path, None)

    def add_dynamic_sample_fields(
        self,
        fields: str | Iterable[str] | None = None,
        recursive: bool = True,
        add_mixed: bool = False,
    ) -> None:
        """Declares the attributes of documents and labels that have values and no declaration.

        Args:
            fields (None): look only inside this field or these
            recursive (True): look also inside documents that are themselves undeclared
            add_mixed (False): also attributes with values of several types; they are declared
                without a type
        """
        specs: list[Spec] = []
        for path, field in self.get_dynamic_field_schema(fields, recursive).items():
            if isinstance(field, list):
                if not add_mixed:
                    continue
                field = Field()
            specs.append(spec_of_field(path, named(field, path)))
        if specs:
            params = {"dataset": self._id, "fields": specs}
            self._take_info(self._ask("dataset.add_fields", params)[0])

    def _save_field(self, field: Field) -> None:
        """Saves what was edited of a field; see :meth:`Field.save`."""
        path = field.path or ""
        try:
            _check_facts(field)
            params = {
                "dataset": self._id,
                "field": path,
                "description": field.description,
                "info": field.info,
                "read_only": field.read_only,
            }
            self._take_info(self._ask("dataset.describe_field", params)[0])
        except ValueError:
            # The schema becomes what is stored.
            self._load_info()
            raise

    def _require_known(self, path: str, embedded: bool = True) -> None:
        """Raises an AttributeError if there is no such field.

        Args:
            path: a field or a dotted path
            embedded (True): whether a path inside documents must be declared
        """
        wanted = path if embedded else path.partition(".")[0]
        if self.has_field(wanted):
            return
        self._load_info()
        if self.has_field(wanted):
            return
        head = path.partition(".")[0]
        if "." in path and self.has_field(head) and path in self.get_dynamic_field_schema(head):
            return
        raise AttributeError(f"Dataset {self.name!r} has no field {path!r}.")

    def _require_removable(self, path: str) -> None:
        if path in DEFAULT_FIELDS:
            raise ValueError(f"Every sample has the field {path!r}; it cannot be deleted.")
        field = self._schema.find(path)
        if field is not None and field.read_only:
            raise ValueError(f"Cannot edit read-only field {path!r}.")


def _report(error: Exception, error_level: int) -> None:
    """Raises, warns or does nothing, as the level says."""
    if error_level == 0:
        raise error
    if error_level == 1:
        warnings.warn(str(error), stacklevel=4)


def _check_facts(field: Field) -> None:
    """Raises a ValidationError if what is said of a field is of a wrong type."""
    description, info, read_only = field.description, field.info, field.read_only
    if description is not None and not isinstance(description, str):
        raise ValidationError(f"The description of a field is a string, not {description!r}.")
    if info is not None and not isinstance(info, dict):
        raise ValidationError(f"The info of a field is a dict, not {info!r}.")
    if not isinstance(read_only, bool):
        raise ValidationError(f"read_only of a field is True or False, not {read_only!r}.")
