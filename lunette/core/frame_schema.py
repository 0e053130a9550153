"""The fields of frames in a dataset's schema, and their growth by the values that frames bring."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lunette.core.errors import FieldNotFoundError
from lunette.core.field_specs import named
from lunette.core.fields import EmbeddedDocumentField, Field, ListField
from lunette.core.inference import check_field_name, infer_field
from lunette.core.labels import Label

if TYPE_CHECKING:
    from lunette.core.schema import Schema

__all__ = ["FRAMES", "add_video_fields", "checked_value", "frame_fields", "is_frames_field"]

#: The field of samples that holds their frames.
FRAMES = "frames"


def is_frames_field(field: Field | None) -> bool:
    """Whether a field of samples holds the frames of videos."""
    return _holder(field) is not None


def _holder(field: Field | None) -> EmbeddedDocumentField | None:
    """The field of the frames in the list, or None if the field holds no frames."""
    from lunette.core.frame import Frame

    inner = field.field if isinstance(field, ListField) else None
    if isinstance(inner, EmbeddedDocumentField) and issubclass(inner.document_type, Frame):
        return inner
    return None


def frame_fields(schema: Schema) -> dict[str, Field] | None:
    """The declared fields of frames by name, pending ones too; None if samples have no frames."""
    holder = _holder(schema.pending.get(FRAMES) or schema.fields.get(FRAMES))
    return None if holder is None else holder.fields


def checked_value(
    schema: Schema, name: str, value: Any, expand: bool, validate: bool, dynamic: bool
) -> Any:
    """A value of a frame as its field holds it; fields that there are not become pending.

    Args:
        schema: the schema of the dataset
        name: the field of the frame
        value: its value, not None
        expand: whether the field may be made
        validate: whether to check the value
        dynamic: whether to declare undeclared attributes of labels

    Raises:
        FieldNotFoundError: if there is no such field and ``expand`` is False
        ValidationError: if the value does not fit
    """
    owner = f"The field 'frames.{name}'"
    known = frame_fields(schema) or {}
    field = known.get(name)
    if field is None:
        check_field_name(name)
        if not expand:
            raise FieldNotFoundError(
                f"Frames have no field {name!r}; add it with dataset.add_frame_field(), or leave "
                "out expand_schema=False."
            )
        try:
            field = infer_field(value)
        except TypeError as error:
            raise TypeError(f"{owner} cannot be stored. {error}") from None
        _declare(schema, {**known, name: field})
    elif validate and type(value) not in field.exact:
        value = field.checked(value, owner)
    if dynamic and isinstance(value, Label) and isinstance(field, EmbeddedDocumentField):
        grown = schema.attributes_of(value, field)
        if grown:
            twin = EmbeddedDocumentField(field.document_type, {**field.fields, **grown})
            _declare(schema, {**(frame_fields(schema) or {}), name: twin})
    return value


def add_video_fields(schema: Schema) -> None:
    """Makes a schema that of a dataset of videos."""
    from lunette.core.frame import Frame
    from lunette.core.metadata import VideoMetadata

    metadata = named(EmbeddedDocumentField(VideoMetadata), "metadata")
    schema.fields["metadata"] = metadata
    if not is_frames_field(schema.fields.get(FRAMES)):
        schema.fields[FRAMES] = named(ListField(EmbeddedDocumentField(Frame)), FRAMES)


def _declare(schema: Schema, fields: dict[str, Field]) -> None:
    """Notes fields of frames as pending."""
    from lunette.core.frame import Frame

    copies = {name: named(field.copy(), name, FRAMES) for name, field in fields.items()}
    schema.pending[FRAMES] = named(ListField(EmbeddedDocumentField(Frame, copies)), FRAMES)
