"""Regressions: a number for the whole image."""

from __future__ import annotations

from typing import ClassVar

from lunette.core.document import FieldType
from lunette.core.labels.base import SingleLabel

__all__ = ["Regression"]


class Regression(SingleLabel):
    """A number for the whole image.

    Args:
        value (None): the number
        confidence (None): usually between 0 and 1
        tags (None): list of strings
        **attributes: any further attributes
    """

    _fields: ClassVar[dict[str, FieldType]] = {
        **SingleLabel._fields,
        "value": FieldType("float"),
        "confidence": FieldType("float"),
    }
    value: float | None = None
    confidence: float | None = None
