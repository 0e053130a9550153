"""Fields of lists and dicts."""

from __future__ import annotations

from typing import Any, ClassVar

from lunette.core.checks import shown
from lunette.core.errors import ValidationError
from lunette.core.fields.base import Field
from lunette.core.fields.scalars import StringField

__all__ = ["ClassesField", "DictField", "ListField", "MaskTargetsField"]


class _Container(Field):
    """A field whose values have elements.

    Args:
        field (None): field of the elements; any and mixed ones without
        **kwargs: see :class:`Field`
    """

    def __init__(self, field: Field | type[Field] | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.field = field() if isinstance(field, type) else field

    def same_type(self, other: Field) -> bool:
        if not isinstance(other, _Container) or not super().same_type(other):
            return False
        return self.field is None or other.field is None or self.field.same_type(other.field)

    def __str__(self) -> str:
        return super().__str__() + (f"({self.field})" if self.field else "")


class ListField(_Container):
    """Lists.

    Args:
        field (None): field of the elements; any and mixed ones without
        **kwargs: see :class:`Field`
    """

    kind = "list"
    empty: ClassVar[Any] = list

    def read(self, value: Any) -> Any:
        field = self.field
        if field is None or type(field).read is Field.read:
            return value
        return [None if item is None else field.read(item) for item in value]

    def checked(self, value: Any, owner: str) -> Any:
        value = super().checked(value, owner)
        field = self.field
        if field is not None:
            exact = field.exact
            for i, item in enumerate(value):
                if item is not None and type(item) not in exact:
                    field.checked(item, f"{owner}[{i}]")
        return value


class DictField(_Container):
    """Dicts with string keys.

    Args:
        field (None): field of the values; any and mixed ones without
        **kwargs: see :class:`Field`
    """

    kind = "dict"
    empty: ClassVar[Any] = dict

    def checked(self, value: Any, owner: str) -> Any:
        value = super().checked(value, owner)
        field = self.field
        if field is not None:
            for key, item in value.items():
                if item is not None and type(item) not in field.exact:
                    field.checked(item, f"{owner}[{key!r}]")
        return value


class ClassesField(ListField):
    """Names of classes: lists of strings."""

    form = "classes"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(StringField(), **kwargs)

    def __str__(self) -> str:
        return Field.__str__(self)


class MaskTargetsField(DictField):
    """Names of the values of masks: ``{1: "cat"}``, or ``{"#ff6d04": "cat"}`` for RGB masks."""

    form = "mask_targets"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(StringField(), **kwargs)

    def checked(self, value: Any, owner: str) -> Any:
        if not isinstance(value, dict):
            raise ValidationError(f"{owner} must be a dict of mask targets, not {shown(value)}.")
        colors = [isinstance(key, str) for key in value]
        if any(colors) != all(colors):
            raise ValidationError(f"{owner} must have integers as keys, or colours, but not both.")
        for key, name in value.items():
            if not _is_target(key):
                raise ValidationError(
                    f"{owner} has the key {shown(key)}; keys are integers or colours '#rrggbb'."
                )
            if not isinstance(name, str):
                raise ValidationError(f"{owner} has {shown(name)} as a name; names are strings.")
        return value

    def stored(self, value: Any) -> dict[str, str]:
        return {key if isinstance(key, str) else str(int(key)): name for key, name in value.items()}

    def read(self, value: dict[str, str]) -> Any:
        return {key if key.startswith("#") else int(key): name for key, name in value.items()}

    def __str__(self) -> str:
        return Field.__str__(self)


def _is_target(key: Any) -> bool:
    if isinstance(key, str):
        digits = key[1:]
        return key[:1] == "#" and len(digits) == 6 and set(digits) <= set("0123456789abcdefABCDEF")
    return hasattr(key, "__index__") and not isinstance(key, bool)
