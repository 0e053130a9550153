"""What every view stage is: a step of a view, as plain data."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any, ClassVar

from lunette.core.expressions import ViewExpression, expression_of
from lunette.core.stage_arguments import StageArguments
from lunette.core.stage_text import stage_text

__all__ = ["ViewStage", "condition_of", "field_name_of", "stage_data", "whole_number"]


class ViewStage(StageArguments):
    """One step of a view, as plain data; its parameters are its attributes.

    Attributes:
        name: the stage's name on the wire
    """

    name: ClassVar[str]

    def __init__(self, **parameters: Any) -> None:
        self._wire = {"stage": self.name, **parameters}
        self._uuid: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """The stage as plain data."""
        return dict(self._wire)

    def _stages_for(self, collection: Any) -> list[dict[str, Any]]:
        """The stages that this one comes to in a collection, as plain data.

        Raises:
            ValueError: if it does not fit the collection
        """
        return [self.to_dict()]

    def _serialize(self, include_uuid: bool = True) -> dict[str, Any]:
        """The stage as a class name with named parameters in order.

        Args:
            include_uuid (True): whether to give it an id of its own
        """
        name = f"lunette.core.stages.{type(self).__name__}"
        parameters = [[key, value] for key, value in self._wire.items() if key != "stage"]
        result: dict[str, Any] = {"_cls": name, "kwargs": parameters}
        if include_uuid:
            self._uuid = self._uuid or str(uuid.uuid4())
            result["_uuid"] = self._uuid
        return result

    def __eq__(self, other: object) -> bool:
        return isinstance(other, ViewStage) and other._wire == self._wire

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"<{type(self).__name__}: {stage_text(self._wire)}>"

    def __str__(self) -> str:
        return stage_text(self._wire)


def condition_of(filter: Any) -> dict[str, Any]:
    """The tree of a condition."""
    if isinstance(filter, dict):
        raise TypeError(
            "Here a database query as a dict is not understood; write an expression, such as "
            "F('confidence') > 0.5."
        )
    if not isinstance(filter, (ViewExpression, bool)):
        raise TypeError(f"A filter is an expression such as F('confidence') > 0.5, not {filter!r}.")
    return expression_of(filter)


def field_name_of(field: Any) -> str:
    """The name of a field, checked."""
    if not isinstance(field, str) or not field:
        raise TypeError(f"The name of a field is a string, not {field!r}.")
    return field


def whole_number(value: Any, name: str) -> int:
    """An integer, checked."""
    from lunette.core.checks import checked

    number: int = checked("int", value, name)
    return number


def stage_data(stage: Mapping[str, Any]) -> dict[str, Any]:
    """A stage as plain data, of that or of a class name with named parameters.

    Raises:
        ValueError: if it is neither
    """
    if "stage" in stage:
        return dict(stage)
    try:
        kind = stage["_cls"].rpartition(".")[2]
        parameters = dict(stage["kwargs"])
    except (KeyError, AttributeError, TypeError, ValueError):
        raise ValueError(f"{stage!r} is no stage: it has no 'stage', or no '_cls'.") from None
    name = "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in kind)
    return {"stage": name.removeprefix("_"), **parameters}
