"""Expressions of views, built as Python reads them: ``F("confidence") > 0.8``.

An expression is a small tree of plain data (see ``src/protocol/expressions.ts``); the bridge
checks it against the dataset and evaluates it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NoReturn

from lunette.core.control_expressions import ControlExpressions
from lunette.core.date_expressions import DateExpressions
from lunette.core.expression_text import expression_text
from lunette.core.expression_trees import operation, tree_of
from lunette.core.list_expressions import ListExpressions
from lunette.core.made_expressions import MadeExpressions
from lunette.core.number_expressions import NumberExpressions
from lunette.core.string_expressions import StringExpressions

__all__ = ["VALUE", "ViewExpression", "ViewField", "expression_of"]

#: The tree of an expression, or of a constant.
expression_of = tree_of


class ViewExpression(
    NumberExpressions,
    StringExpressions,
    DateExpressions,
    ListExpressions,
    ControlExpressions,
    MadeExpressions,
):
    """A value to be computed per sample, label or list element.

    Fields, operators and methods combine to larger expressions. Python's ``and``, ``or``, ``not``
    and ``in`` cannot be redefined; use ``&``, ``|``, ``~`` and :meth:`is_in` instead.

    Args:
        expr: a constant, or the tree of an expression
    """

    _ast: dict[str, Any]

    def __init__(self, expr: Any) -> None:
        self._ast = expression_of(expr)

    @staticmethod
    def _of(ast: dict[str, Any]) -> ViewExpression:
        self = ViewExpression.__new__(ViewExpression)
        self._ast = ast
        return self

    def _call(self, operator: str, *operands: Any) -> ViewExpression:
        """The operator applied to this expression and further operands."""
        return _operation(operator, self, *operands)

    def _call_reflected(self, operator: str, first: Any) -> ViewExpression:
        """The operator applied to another operand and this expression."""
        return _operation(operator, first, self)

    def __repr__(self) -> str:
        return expression_text(self._ast)

    __hash__ = object.__hash__

    # What Python would ask of a value and an expression cannot know.

    def __bool__(self) -> NoReturn:
        raise TypeError(
            "An expression has no truth value of its own: combine conditions with & | ~ and "
            "parentheses, as in (F('a') > 1) & (F('b') < 2), and not with and, or, not."
        )

    def __len__(self) -> NoReturn:
        raise TypeError("Use expression.length() to get the length of a list.")

    def __iter__(self) -> NoReturn:
        raise TypeError(
            "An expression cannot be iterated; use expression.map(…) or expression.filter(…)."
        )

    def __contains__(self, item: object) -> NoReturn:
        raise TypeError(
            "Use expression.contains(value) for lists, expression.contains_str(text) for text, and "
            "expression.is_in(values) for a value among several."
        )

    # Comparison

    def __eq__(self, other: object) -> ViewExpression:  # type: ignore[override]
        return self._call("eq", other)

    def __ne__(self, other: object) -> ViewExpression:  # type: ignore[override]
        return self._call("ne", other)

    def __gt__(self, other: Any) -> ViewExpression:
        return self._call("gt", other)

    def __ge__(self, other: Any) -> ViewExpression:
        return self._call("ge", other)

    def __lt__(self, other: Any) -> ViewExpression:
        return self._call("lt", other)

    def __le__(self, other: Any) -> ViewExpression:
        return self._call("le", other)

    # Logic

    def __and__(self, other: Any) -> ViewExpression:
        return self._call("and", other)

    def __rand__(self, other: Any) -> ViewExpression:
        return _operation("and", other, self)

    def __or__(self, other: Any) -> ViewExpression:
        return self._call("or", other)

    def __ror__(self, other: Any) -> ViewExpression:
        return _operation("or", other, self)

    def __invert__(self) -> ViewExpression:
        return self._call("not")

    # Null and type

    def exists(self, bool: bool = True) -> ViewExpression:
        """Whether there is a value; with ``False``, whether there is none."""
        return ~self.is_null() if bool else self.is_null()

    def is_null(self) -> ViewExpression:
        """Whether it is null or missing."""
        return self._call("is_null")

    def if_null(self, false_expr: Any) -> ViewExpression:
        """The value, or another one where it is null.

        Args:
            false_expr: a constant or an expression
        """
        return self.is_null().if_else(false_expr, self)

    def is_missing(self) -> ViewExpression:
        """Whether it is missing, which is the same as null."""
        return self.is_null()

    def type(self) -> ViewExpression:
        """The name of its type.

        ``"null"``, ``"bool"``, ``"int"`` (a whole number), ``"double"``, ``"string"``, ``"date"``,
        ``"array"``, ``"object"`` or ``"binData"``.
        """
        return self._call("type")

    def is_number(self) -> ViewExpression:
        """Whether it is a number."""
        return self._call("is_number")

    def is_string(self) -> ViewExpression:
        """Whether it is text."""
        return self._call("is_string")

    def is_array(self) -> ViewExpression:
        """Whether it is a list."""
        return self._call("is_array")

    def is_in(self, values: Any) -> ViewExpression:
        """Whether it is equal to one of ``values``."""
        if isinstance(values, (str, Mapping)):
            raise TypeError("is_in() takes a list of values; for one value use ==.")
        if not isinstance(values, (ViewExpression, Iterable)):
            raise TypeError(f"is_in() takes a list of values, not {values!r}.")
        return self._call("is_in", values)

    def to_string(self) -> ViewExpression:
        """As text."""
        return self._call("to_string")

    def to_double(self) -> ViewExpression:
        """As a number."""
        return self._call("to_double")

    def to_int(self) -> ViewExpression:
        """As an integer."""
        return self._call("to_int")

    def to_bool(self) -> ViewExpression:
        """As a truth value."""
        return self._call("to_bool")


class ViewField(ViewExpression):
    """A field of the sample, the label or the list element that an expression is about.

    Args:
        name (None): a dotted path. Empty for the element itself; with ``$`` in front it is read
            from the sample even where the expression is about a label or an element
    """

    def __init__(self, name: str | None = None) -> None:
        if name is not None and not isinstance(name, str):
            raise TypeError(f"The name of a field is a string, not {name!r}.")
        path = name or ""
        self._ast = (
            {"field": path[1:].lstrip("."), "root": True} if path[:1] == "$" else {"field": path}
        )


def _operation(operator: str, *operands: Any) -> ViewExpression:
    return ViewExpression._of(operation(operator, *operands))


#: What :meth:`ViewExpression.reduce` has so far.
VALUE = ViewExpression._of({"op": "value", "args": []})
