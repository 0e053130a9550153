"""Fields of samples: reading, setting and clearing them, by name or by dotted path."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from lunette.core.document import EmbeddedDocument
from lunette.core.errors import FieldNotFoundError, MediaTypeError
from lunette.core.fields import Field
from lunette.core.inference import check_field_name, infer_field
from lunette.core.media import media_type_of, normal_path
from lunette.core.sample_document import SampleDocument
from lunette.core.sample_frames import SampleFrames
from lunette.core.schema import DEFAULT_FIELDS, READ_ONLY

__all__ = ["SampleFields", "check_default"]

_set_slot = object.__setattr__
_TIMESTAMPS = ("created_at", "last_modified_at")


class SampleFields(SampleFrames):
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
            names = (*DEFAULT_FIELDS, *own)
            return (*names, "frames") if self._is_video() and "frames" not in names else names
        names = tuple(doc.dataset._schema.fields)
        if "frames" in names and not self._is_video() and self._holds_frames():
            return tuple(name for name in names if name != "frames")
        return names

    def _read(self, name: str) -> Any:
        """The value of a field; raises AttributeError if there is none."""
        doc = self._doc
        dataset = doc.dataset
        if name == "frames" and self._is_video():
            return self._frames()
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
                dataset._refresh_samples([self])  # type: ignore[list-item]
            return doc.read(name)
        raise AttributeError(f"Sample has no field {name!r}")

    def __getattr__(self, name: str) -> Any:
        if name[:1] == "_":
            raise AttributeError(f"{type(self).__name__} has no attribute {name!r}")
        return self._read(name)

    def __getitem__(self, field_name: str | int) -> Any:
        if self._names_frame(field_name):
            return self._frames()[field_name]
        if not isinstance(field_name, str):
            raise KeyError(f"A field name is a string, not {field_name!r}.")
        try:
            return self.get_field(field_name)
        except AttributeError as error:
            message = str(error)
        raise KeyError(message)

    def __contains__(self, field_name: object) -> bool:
        if self._names_frame(field_name):
            return field_name in self._frames()
        return isinstance(field_name, str) and self.has_field(field_name)

    def __setattr__(self, name: str, value: Any) -> None:
        if name[:1] == "_":
            _set_slot(self, name, value)
        else:
            self.set_field(name, value, create=False)

    def __setitem__(self, field_name: str | int, value: Any) -> None:
        if self._names_frame(field_name):
            self._frames()[field_name] = value
        else:
            self.set_field(field_name, value)  # type: ignore[arg-type]

    def __delattr__(self, name: str) -> None:
        self.clear_field(name)

    def __delitem__(self, field_name: str | int) -> None:
        if self._names_frame(field_name):
            del self._frames()[field_name]
            return
        try:
            self.clear_field(field_name)  # type: ignore[arg-type]
        except AttributeError as error:
            message = str(error)
        else:
            return
        raise ValueError(message)

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
            dynamic (False): whether to declare undeclared attributes of documents

        Raises:
            ValueError: if the name may not be a field's, or the value does not fit
            FieldNotFoundError: if there is no such field and ``create`` is False; it is both a
                ValueError and an AttributeError
        """
        if "." in field_name:
            self._set_inside(field_name, value, create, validate, dynamic)
            return
        if field_name in READ_ONLY:
            raise ValueError(f"Cannot edit read-only field {field_name!r}")
        self._set(field_name, value, create, validate, dynamic)

    def _set(self, name: str, value: Any, create: bool, validate: bool, dynamic: bool) -> None:
        doc = self._doc
        if name == "frames" and self._is_video():
            self._set_frames(value)
            return
        if name == "filepath":
            value = self._checked_path(value)
        if not create and not self.has_field(name):
            check_field_name(name)
            raise FieldNotFoundError(
                f"Sample has no field {name!r}; to make it, use sample[{name!r}] = value."
            )
        if doc.dataset is None:
            check_field_name(name)
            if value is not None:
                check_default(name, value)
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

    def _set_inside(
        self, path: str, value: Any, create: bool, validate: bool, dynamic: bool
    ) -> None:
        """Sets a value inside a document or dict."""
        head, _, rest = path.partition(".")
        document = self._read(head)
        if document is None:
            raise ValueError(f"{head!r} is not set, so {path!r} cannot be set inside it.")
        if not create and not self.has_field(path):
            raise FieldNotFoundError(f"Sample has no field {path!r}")
        dataset = self._doc.dataset
        if dataset is not None:
            field = dataset._schema.find(path)
            if dataset._schema.fields[head].read_only or (field is not None and field.read_only):
                raise ValueError(f"Cannot edit read-only field {path!r}")
            if field is not None and validate and value is not None:
                value = field.checked(value, f"The field {path!r}")
        inner = document
        *parents, last = rest.split(".")
        for name in parents:
            inner = inner[name]
            if inner is None:
                raise ValueError(f"{name!r} is not set, so {path!r} cannot be set inside it.")
        if not isinstance(inner, (dict, EmbeddedDocument)):
            raise ValueError(f"{path!r} cannot be set: {head!r} holds no document there.")
        inner[last] = value
        if dataset is not None and dynamic:
            dataset._schema.note_attributes(head, document)
            dataset._grow_schema()

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

        Args:
            field_name: its name, or a dotted path inside a document

        Raises:
            AttributeError: if there is no such field
            ValueError: if the field may not be edited
        """
        if not self.has_field(field_name):
            raise AttributeError(f"Sample has no field {field_name!r}")
        if "." in field_name:
            if self.get_field(field_name) is not None:
                self._set_inside(field_name, None, True, False, False)
            return
        if field_name in READ_ONLY or field_name == "filepath":
            raise ValueError(f"The field {field_name!r} cannot be cleared.")
        if self._doc.dataset is None:
            self._doc.values.pop(field_name, None)
            return
        field = self._doc.dataset._schema.fields[field_name]
        if field.read_only:
            raise ValueError(f"Cannot edit read-only field {field_name!r}")
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
            FieldNotFoundError: if ``expand_schema`` is False and a field does not exist; it is
                both a ValueError and an AttributeError, and nothing was set
        """
        if not expand_schema:
            missing = [name for name in fields_dict if not self.has_field(name)]
            if missing:
                raise FieldNotFoundError(f"Sample has no field {', '.join(map(repr, missing))}")
        for name, value in fields_dict.items():
            self.set_field(name, value, validate=validate, dynamic=dynamic)

    @property
    def field_names(self) -> tuple[str, ...]:
        """Names of the sample's fields, in order."""
        return self._names()

    def iter_fields(
        self, include_id: bool = False, include_timestamps: bool = False
    ) -> Iterator[tuple[str, Any]]:
        """The fields as (name, value), without the frames of videos.

        Args:
            include_id (False): also ``id``
            include_timestamps (False): also ``created_at`` and ``last_modified_at``
        """
        for name in self._names():
            if (
                (name == "id" and not include_id)
                or (name in _TIMESTAMPS and not include_timestamps)
                or (name == "frames" and self._is_video())
            ):
                continue
            yield name, self._read(name)


def check_default(name: str, value: Any) -> None:
    """Checks a value of a sample in no dataset as far as that is possible."""
    if name == "tags":
        from lunette.core.labels.base import checked_tags

        checked_tags(value, "Sample")
    else:
        field: Field = infer_field(value)
        if name == "metadata" and field.kind != "document":
            raise ValueError(f"Sample.metadata must be a Metadata document, not {value!r}.")
