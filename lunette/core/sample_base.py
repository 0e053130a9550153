"""What samples and sample views have in common: reading and setting fields."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from lunette.core.document_form import json_form
from lunette.core.errors import MediaTypeError
from lunette.core.fields import Field
from lunette.core.inference import check_field_name, infer_field
from lunette.core.labels import Label
from lunette.core.labels.by_field import labels_by_field
from lunette.core.media import media_type_of, normal_path
from lunette.core.sample_document import SampleDocument
from lunette.core.sample_properties import SampleProperties
from lunette.core.schema import DEFAULT_FIELDS, READ_ONLY

if TYPE_CHECKING:
    from lunette.core.sample import Sample

__all__ = ["SampleBase"]

_set_slot = object.__setattr__
_TIMESTAMPS = ("created_at", "last_modified_at")


class SampleBase(SampleProperties):
    """Fields of a sample, read and set as items or attributes."""

    __slots__ = ("_doc",)

    _doc: SampleDocument

    # The fields that every sample has, for editors and type checkers; __getattr__ reads them.
    if TYPE_CHECKING:
        id: str | None
        filepath: str
        tags: list[str]
        metadata: Any
        created_at: Any
        last_modified_at: Any

    def _names(self) -> tuple[str, ...]:
        """Names of the fields that can be read, default fields first."""
        doc = self._doc
        if doc.dataset is None:
            own = (name for name in doc.values if name not in DEFAULT_FIELDS)
            return (*DEFAULT_FIELDS, *own)
        return tuple(doc.dataset._schema.fields)

    def _read(self, name: str) -> Any:
        """The value of a field; raises AttributeError if there is none."""
        doc = self._doc
        dataset = doc.dataset
        if dataset is None:
            if name in doc.values:
                return doc.values[name]
            if name == "tags":
                return doc.values.setdefault("tags", [])
            if name in DEFAULT_FIELDS:
                return None
        elif name == "id":
            return doc.id.hex() if doc.id is not None else None
        elif name in dataset._schema.fields or dataset._has_field_now(name):
            if name in _TIMESTAMPS and name not in doc.core:
                dataset._refresh_samples([self])
            return doc.read(name)
        raise AttributeError(f"Sample has no field {name!r}")

    def __getattr__(self, name: str) -> Any:
        if name[:1] == "_":
            raise AttributeError(f"{type(self).__name__} has no attribute {name!r}")
        return self._read(name)

    def __getitem__(self, field_name: str) -> Any:
        if not isinstance(field_name, str):
            raise KeyError(f"A field name is a string, not {field_name!r}.")
        try:
            return self.get_field(field_name)
        except AttributeError as error:
            message = str(error)
        raise KeyError(message)

    def __contains__(self, field_name: object) -> bool:
        return isinstance(field_name, str) and self.has_field(field_name)

    def __setattr__(self, name: str, value: Any) -> None:
        if name[:1] == "_":
            _set_slot(self, name, value)
        else:
            self.set_field(name, value, create=False)

    def __setitem__(self, field_name: str, value: Any) -> None:
        self.set_field(field_name, value)

    def __delattr__(self, name: str) -> None:
        self.clear_field(name)

    def __delitem__(self, field_name: str) -> None:
        try:
            self.clear_field(field_name)
        except AttributeError as error:
            message = str(error)
        else:
            return
        raise KeyError(message)

    def has_field(self, field_name: str) -> bool:
        """Whether the sample has the field, be it None; the path may be dotted."""
        try:
            self.get_field(field_name)
        except AttributeError:
            return False
        return True

    def get_field(self, field_name: str) -> Any:
        """The value of a field; ``"metadata.width"`` reads inside a document.

        Raises:
            AttributeError: if there is no such field
        """
        if "." not in field_name:
            return self._read(field_name)
        head, _, rest = field_name.partition(".")
        value = self._read(head)
        for part in rest.split("."):
            if value is None:
                return None
            try:
                value = value[part] if isinstance(value, dict) else getattr(value, part)
            except (AttributeError, KeyError):
                raise AttributeError(f"Sample has no field {field_name!r}") from None
        return value

    def set_field(
        self,
        field_name: str,
        value: Any,
        create: bool = True,
        validate: bool = True,
        dynamic: bool = False,
    ) -> None:
        """Sets the value of a field.

        Args:
            field_name: its name, or a dotted path inside a document
            value: the value; None clears the field
            create (True): whether a field that does not exist may be made
            validate (True): whether to check the value against the dataset's schema
            dynamic (False): whether to declare undeclared attributes of labels

        Raises:
            ValueError: if the name may not be a field's, or there is no such field and ``create``
                is False, or the value does not fit
        """
        if "." in field_name:
            head, _, rest = field_name.partition(".")
            document = self._read(head)
            if document is None:
                raise ValueError(f"{head!r} is not set, so {field_name!r} cannot be set inside it.")
            document[rest] = value
            return
        if field_name in READ_ONLY:
            raise ValueError(f"Cannot edit read-only field {field_name!r}")
        self._set(field_name, value, create, validate, dynamic)

    def _set(self, name: str, value: Any, create: bool, validate: bool, dynamic: bool) -> None:
        doc = self._doc
        if name == "filepath":
            value = self._checked_path(value)
        if not create and not self.has_field(name):
            check_field_name(name)
            raise ValueError(
                f"Sample has no field {name!r}; to make it, use sample[{name!r}] = value."
            )
        if doc.dataset is None:
            check_field_name(name)
            if value is not None:
                _check_default(name, value)
            doc.values[name] = value
            return
        field = doc.dataset._schema.fields.get(name)
        if field is not None and field.read_only:
            raise ValueError(f"Cannot edit read-only field {name!r}")
        if value is not None:
            schema = doc.dataset._schema
            if validate or name not in schema.fields:
                owner = f"The field {name!r}"
                value = schema.checked(name, value, owner)
            if dynamic:
                schema.note_attributes(name, value)
            if schema.pending:
                doc.dataset._grow_schema()
        else:
            check_field_name(name)
        doc.values[name] = list(value) if type(value) is tuple else value

    def _checked_path(self, value: Any) -> str:
        path = normal_path(value)
        old = self._doc.read("filepath")
        if old is not None and media_type_of(path) != media_type_of(old):
            raise MediaTypeError(
                f"A sample of an {media_type_of(old)} cannot get the {media_type_of(path)} {path}."
            )
        return path

    def clear_field(self, field_name: str) -> None:
        """Clears the value of a field; a sample in no dataset loses the field.

        Raises:
            AttributeError: if there is no such field
            ValueError: if the field may not be edited
        """
        if not self.has_field(field_name):
            raise AttributeError(f"Sample has no field {field_name!r}")
        if field_name in READ_ONLY or field_name == "filepath":
            raise ValueError(f"The field {field_name!r} cannot be cleared.")
        if self._doc.dataset is None:
            self._doc.values.pop(field_name, None)
        else:
            self._doc.values[field_name] = [] if field_name == "tags" else None

    def update_fields(
        self,
        fields_dict: Mapping[str, Any],
        expand_schema: bool = True,
        validate: bool = True,
        dynamic: bool = False,
    ) -> None:
        """Sets several fields; see :meth:`set_field`.

        Raises:
            AttributeError: if ``expand_schema`` is False and a field does not exist
        """
        for name, value in fields_dict.items():
            if not expand_schema and not self.has_field(name):
                raise AttributeError(f"Sample has no field {name!r}")
            self.set_field(name, value, validate=validate, dynamic=dynamic)

    @property
    def field_names(self) -> tuple[str, ...]:
        """Names of the sample's fields, in order."""
        return self._names()

    def iter_fields(
        self, include_id: bool = False, include_timestamps: bool = False
    ) -> Iterator[tuple[str, Any]]:
        """The fields as (name, value).

        Args:
            include_id (False): also ``id``
            include_timestamps (False): also ``created_at`` and ``last_modified_at``
        """
        for name in self._names():
            if (name == "id" and not include_id) or (
                name in _TIMESTAMPS and not include_timestamps
            ):
                continue
            yield name, self._read(name)

    def add_labels(
        self,
        labels: Label | Mapping[str, Label],
        label_field: str | Mapping[str, str] | None = None,
        confidence_thresh: float | None = None,
        expand_schema: bool = True,
        validate: bool = True,
        dynamic: bool = False,
    ) -> None:
        """Sets one label, or several of a dict, and saves the sample if it is in a dataset.

        Args:
            labels: a label, or a dict of labels
            label_field (None): the field of one label; for a dict a prefix of the field names
                (``<label_field>_<key>``), a dict from key to field name, or None to use the keys
            confidence_thresh (None): leave out labels with a lower confidence
            expand_schema (True): whether fields that do not exist may be made
            validate (True): whether to check the values
            dynamic (False): whether to declare undeclared attributes
        """
        named = labels_by_field(labels, label_field, confidence_thresh)
        self.update_fields(named, expand_schema, validate, dynamic)
        if self.in_dataset:
            self.save()

    def save(self) -> None:
        """Saves the sample; see the subclasses."""
        raise NotImplementedError

    def compute_metadata(self, overwrite: bool = False, skip_failures: bool = False) -> None:
        """Sets ``metadata`` from the header of the image file, and saves it if in a dataset.

        Args:
            overwrite (False): also if it is set already
            skip_failures (False): leave it as it is if the file cannot be read

        Raises:
            FileNotFoundError: if there is no file
            ValueError: if the file is no image
        """
        from lunette.core.metadata import ImageMetadata

        if self.metadata is not None and not overwrite:
            return
        try:
            self["metadata"] = ImageMetadata.build_for(self.filepath)
        except (OSError, ValueError):
            if not skip_failures:
                raise
            return
        if self.in_dataset:
            self.save()

    def copy(
        self,
        fields: str | Iterable[str] | Mapping[str, str] | None = None,
        omit_fields: str | Iterable[str] | None = None,
    ) -> Sample:
        """A deep copy that is in no dataset.

        Args:
            fields (None): the fields to copy, or a dict from their names to new ones
            omit_fields (None): fields to leave out
        """
        from lunette.core.sample_forms import sample_copy

        return sample_copy(self, fields, omit_fields)

    def to_dict(
        self, include_frames: bool = False, include_private: bool = False
    ) -> dict[str, Any]:
        """The sample as a dict that JSON can carry.

        Args:
            include_frames (False): has no effect for images
            include_private (False): also the names of media type and dataset
        """
        result = {name: json_form(value) for name, value in self.iter_fields(include_id=True)}
        if include_private:
            result["_media_type"] = self.media_type
            result["_dataset_id"] = self.dataset_id
        return result

    def to_json(self, pretty_print: bool = False) -> str:
        """The sample as JSON text, without its id."""
        values = {k: v for k, v in self.to_dict().items() if k != "id"}
        return json.dumps(values, indent=4 if pretty_print else None)

    def __deepcopy__(self, memo: Any) -> Sample:
        return self.copy()

    def __repr__(self) -> str:
        from lunette.core.sample_forms import sample_text

        return sample_text(self)

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        printer.text(repr(self))

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *self._names()]


def _check_default(name: str, value: Any) -> None:
    """Checks a value of a sample in no dataset as far as that is possible."""
    if name == "tags":
        from lunette.core.labels.base import checked_tags

        checked_tags(value, "Sample")
    else:
        field: Field = infer_field(value)
        if name == "metadata" and field.kind != "document":
            raise ValueError(f"Sample.metadata must be an ImageMetadata, not {value!r}.")
