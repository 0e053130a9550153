"""Expressions of which others choose the value."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from lunette.core.expression_part import ExpressionPart
from lunette.core.expression_trees import apply_tree, is_condition, operation, tree_of

if TYPE_CHECKING:
    from lunette.core.expressions import ViewExpression

__all__ = ["ControlExpressions"]


class ControlExpressions(ExpressionPart):
    """Expressions of which others choose the value."""

    def __call__(self, field: str) -> ViewExpression:
        """A part of a document.

        Args:
            field: a dotted path
        """
        if not isinstance(field, str):
            raise TypeError(f"The name of a field is a string, not {field!r}.")
        return self._of(apply_tree(self._ast, {"field": field}))

    def apply(self, expr: Any) -> ViewExpression:
        """``expr`` evaluated with this expression in the place of the current element."""
        return self._of(apply_tree(self._ast, tree_of(expr)))

    def let_in(self, expr: Any) -> ViewExpression:
        """``expr``, in which this expression occurs several times and is computed once."""
        return self._of(tree_of(expr))

    def if_else(self, true_expr: Any, false_expr: Any) -> ViewExpression:
        """``true_expr`` where this condition holds, else ``false_expr``."""
        return self._call("if_else", true_expr, false_expr)

    def cases(self, mapping: Mapping[Any, Any], default: Any = None) -> ViewExpression:
        """The value of the first case that fits.

        Args:
            mapping: from condition to value; what is no condition is compared with this expression
            default (None): the value if no case fits
        """
        pairs: list[Any] = []
        for case, value in mapping.items():
            tree = tree_of(case)
            pairs += [case if is_condition(tree) else self._call("eq", case), value]
        return self._of(operation("cases", *pairs, default))

    def switch(self, mapping: Mapping[Any, Any], default: Any = None) -> ViewExpression:
        """The value of the first condition that holds.

        Args:
            mapping: from condition, in which ``F()`` is this expression, to value
            default (None): the value if no condition holds
        """
        pairs = [part for test, value in mapping.items() for part in (self.apply(test), value)]
        return self._of(operation("cases", *pairs, default))

    def map_values(self, mapping: Mapping[Any, Any]) -> ViewExpression:
        """The value that ``mapping`` has for this one; itself where it has none."""
        trees = [tree_of(value) for value in mapping.values()]
        if all("literal" in tree for tree in trees):
            return self._call("map_values", list(mapping), list(mapping.values()))
        pairs = [part for key, value in mapping.items() for part in (self._call("eq", key), value)]
        return self._of(operation("cases", *pairs, self))

    def set_field(self, field: str, value_or_expr: Any, relative: bool = True) -> ViewExpression:
        """The document with another part.

        Args:
            field: the dotted path of the part
            value_or_expr: its value
            relative (True): whether an expression is relative to the part, and not to the document
        """
        value = tree_of(value_or_expr)
        if relative:
            value = apply_tree({"field": field}, value)
        return self._of({"op": "set_field", "args": [self._ast, {"literal": field}, value]})

    def min(self, value: Any = None) -> ViewExpression:
        """The least element of a list; with ``value``, the lesser of the two."""
        return self._call("min") if value is None else self._call("min", value)

    def max(self, value: Any = None) -> ViewExpression:
        """The greatest element of a list; with ``value``, the greater of the two."""
        return self._call("max") if value is None else self._call("max", value)
