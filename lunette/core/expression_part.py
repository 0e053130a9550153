"""What the parts of the class of expressions share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lunette.core.expressions import ViewExpression

__all__ = ["ExpressionPart"]


class ExpressionPart:
    """An expression, as far as its methods need to know."""

    if TYPE_CHECKING:
        _ast: dict[str, Any]

        @staticmethod
        def _of(ast: dict[str, Any]) -> ViewExpression: ...
        def _call(self, operator: str, *operands: Any) -> ViewExpression: ...
        def _call_reflected(self, operator: str, first: Any) -> ViewExpression: ...
