"""Attributes of labels in the older form: documents of their own, by name in ``attributes``."""

from __future__ import annotations

from typing import Any, ClassVar

from lunette.core.document import DynamicEmbeddedDocument, FieldType
from lunette.core.document_schema import array_attribute

__all__ = [
    "Attribute",
    "BooleanAttribute",
    "CategoricalAttribute",
    "ListAttribute",
    "NumericAttribute",
]


class Attribute(DynamicEmbeddedDocument):
    """An attribute of a label.

    Newer datasets have attributes directly on their labels: ``label["occluded"] = True``.

    Args:
        value (None): its value
    """

    _fields: ClassVar[dict[str, FieldType]] = {"value": FieldType("any")}
    value: Any = None


class BooleanAttribute(Attribute):
    """An attribute that is true or false.

    Args:
        value (None): its value
    """

    _fields: ClassVar[dict[str, FieldType]] = {"value": FieldType("bool")}


class CategoricalAttribute(Attribute):
    """An attribute that is one of several texts.

    Args:
        value (None): its value
        confidence (None): usually between 0 and 1
        logits (None): a vector, one number per category
    """

    _fields: ClassVar[dict[str, FieldType]] = {
        "value": FieldType("string"),
        "confidence": FieldType("float"),
        "logits": FieldType("vector"),
    }
    _lazy = frozenset({"logits"})
    confidence: float | None = None
    logits: Any = array_attribute("logits")


class NumericAttribute(Attribute):
    """An attribute that is a number.

    Args:
        value (None): its value
    """

    _fields: ClassVar[dict[str, FieldType]] = {"value": FieldType("float")}


class ListAttribute(Attribute):
    """An attribute that is a list.

    Args:
        value ([]): its value
    """

    _fields: ClassVar[dict[str, FieldType]] = {"value": FieldType("list")}

    def __init__(self, **attributes: Any) -> None:
        super().__init__(**{"value": [], **attributes})
