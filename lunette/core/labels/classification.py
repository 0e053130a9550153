"""Classifications: what the whole image shows."""

from __future__ import annotations

from typing import Any, ClassVar

from lunette.core.document import FieldType
from lunette.core.document_schema import array_attribute
from lunette.core.labels.base import LabelList, SingleLabel, start

__all__ = ["Classification", "Classifications"]


class Classification(SingleLabel):
    """A class of the whole image.

    Args:
        label (None): the class
        confidence (None): usually between 0 and 1
        logits (None): a vector, one number per class
        tags (None): list of strings
        **attributes: any further attributes
    """

    _fields: ClassVar[dict[str, FieldType]] = {
        **SingleLabel._fields,
        "label": FieldType("string"),
        "confidence": FieldType("float"),
        "logits": FieldType("vector"),
    }
    _lazy = frozenset({"logits"})
    label: str | None = None
    confidence: float | None = None
    logits: Any = array_attribute("logits")

    def __init__(
        self,
        *,
        label: str | None = None,
        confidence: float | None = None,
        tags: list[str] | None = None,
        **attributes: Any,
    ) -> None:
        own = start(self, tags)
        if label is not None:
            own["label"] = label if type(label) is str else self._checked("label", label)
        if confidence is not None:
            own["confidence"] = (
                confidence if type(confidence) is float else self._checked("confidence", confidence)
            )
        for name, value in attributes.items():
            setattr(self, name, value)


class Classifications(LabelList[Classification]):
    """Several classes of the whole image.

    Args:
        classifications (None): list of :class:`Classification`
        logits (None): a vector, one number per class
    """

    _list = "classifications"
    _element = Classification
    _fields: ClassVar[dict[str, FieldType]] = {
        "classifications": FieldType("list", "document", None, "Classification"),
        "logits": FieldType("vector"),
    }
    _lazy = frozenset({"logits"})
    classifications: list[Classification]
    logits: Any = array_attribute("logits")
