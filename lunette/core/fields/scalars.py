"""Fields of single values."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import Any
from uuid import UUID

from lunette.core.checks import shown
from lunette.core.errors import ValidationError
from lunette.core.fields.base import Field
from lunette.core.library_config import config, zone_of

__all__ = [
    "BooleanField",
    "ColorField",
    "DateField",
    "DateTimeField",
    "FloatField",
    "FrameNumberField",
    "IntField",
    "ObjectIdField",
    "ReferenceField",
    "StringField",
    "UUIDField",
]


class StringField(Field):
    """Text."""

    kind = "string"
    exact = frozenset({str})


class IntField(Field):
    """Integers."""

    kind = "int"
    exact = frozenset({int})


class FloatField(Field):
    """Numbers."""

    kind = "float"
    exact = frozenset({float})

    def read(self, value: Any) -> Any:
        # MessagePack writes whole numbers as integers where JavaScript made them.
        return float(value) if type(value) is int else value


class BooleanField(Field):
    """True or False."""

    kind = "bool"
    exact = frozenset({bool})


class DateField(Field):
    """Dates."""

    kind = "date"

    def read(self, value: Any) -> Any:
        return value.date() if isinstance(value, datetime) else value


class DateTimeField(Field):
    """Dates with a time, kept to the millisecond.

    They are given back in ``lunette.config.timezone``, by default in UTC without a zone.
    """

    kind = "datetime"

    def read(self, value: Any) -> Any:
        name = config.timezone
        if name is None or not isinstance(value, datetime):
            return value
        return value.replace(tzinfo=timezone.utc).astimezone(zone_of(name))


class ObjectIdField(Field):
    """Ids: 24 hexadecimal digits."""

    kind = "object_id"

    def stored(self, value: str) -> bytes:
        return bytes.fromhex(value)

    def read(self, value: Any) -> Any:
        return value.hex() if isinstance(value, bytes) else value

    def same_type(self, other: Field) -> bool:
        return isinstance(other, StringField) or super().same_type(other)


class ReferenceField(ObjectIdField):
    """Ids of documents elsewhere."""

    form = "reference"


class UUIDField(Field):
    """UUIDs; stored and queried as text."""

    kind = "string"
    form = "uuid"

    def checked(self, value: Any, owner: str) -> UUID:
        if isinstance(value, UUID):
            return value
        try:
            return UUID(value)
        except (AttributeError, TypeError, ValueError):
            raise ValidationError(f"{owner} must be a UUID, not {shown(value)}.") from None

    def stored(self, value: UUID) -> str:
        return str(value)

    def read(self, value: str) -> UUID:
        return UUID(value)


class ColorField(StringField):
    """CSS colours: ``"#ff6d04"``, ``"red"``, ``"rgb(255, 109, 4)"``."""

    form = "color"
    exact = frozenset()

    def checked(self, value: Any, owner: str) -> str:
        from PIL import ImageColor

        text: str = super().checked(value, owner)
        try:
            ImageColor.getrgb(text)
        except ValueError:
            raise ValidationError(
                f"{owner} must be a colour such as '#ff6d04' or 'red', not {text!r}."
            ) from None
        return text


class FrameNumberField(IntField):
    """Numbers of frames, from 1."""

    form = "frame_number"
    exact = frozenset()

    def checked(self, value: Any, owner: str) -> int:
        number: int = super().checked(value, owner)
        if number < 1:
            raise ValidationError(f"{owner} must be the number of a frame, from 1, not {number}.")
        return number
