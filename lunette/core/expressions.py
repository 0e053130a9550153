"""Expressions of views, built as Python reads them: ``F("confidence") > 0.8``.

An expression is a small tree of plain data (see ``src/protocol/expressions.ts``); the bridge
checks it against the dataset and evaluates it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NoReturn

from lunette.core.expression_text import expression_text
from lunette.core.literals import literal_of
from lunette.core.number_expressions import NumberExpressions
from lunette.core.string_expressions import StringExpressions

__all__ = ["ViewExpression", "ViewField", "expression_of"]


def expression_of(value: Any) -> dict[str, Any]:
    """The tree of an expression, or of a constant."""
    if isinstance(value, ViewExpression):
        return value._ast
    if isinstance(value, (list, tuple)) and any(isinstance(v, ViewExpression) for v in value):
        raise TypeError("A list inside an expression can only hold constants.")
    return {"literal": literal_of(value)}


class ViewExpression(NumberExpressions, StringExpressions):
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

    def is_missing(self) -> ViewExpression:
        """Whether it is missing, which is the same as null."""
        return self.is_null()

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

    # Control

    def apply(self, expr: Any) -> ViewExpression:
        """``expr`` evaluated with this expression in the place of the current element."""
        return _apply(self, expr)

    def if_else(self, true_expr: Any, false_expr: Any) -> ViewExpression:
        """``true_expr`` where this condition holds, else ``false_expr``."""
        return self._call("if_else", true_expr, false_expr)

    def cases(self, mapping: Mapping[Any, Any], default: Any = None) -> ViewExpression:
        """The value of the first condition that holds; ``mapping`` is from condition to value."""
        return _first_of(mapping.items(), default)

    def switch(self, mapping: Mapping[Any, Any], default: Any = None) -> ViewExpression:
        """As :meth:`cases`, with conditions about this expression, which they call ``F()``."""
        return _first_of(((_apply(self, test), v) for test, v in mapping.items()), default)

    def map_values(self, mapping: Mapping[Any, Any]) -> ViewExpression:
        """The value that ``mapping`` has for this one; itself where it has none."""
        return _first_of(((self == key, value) for key, value in mapping.items()), self)

    def min(self, value: Any = None) -> ViewExpression:
        """The least element of a list; with ``value``, the lesser of the two."""
        return self._call("min") if value is None else self._call("min", value)

    def max(self, value: Any = None) -> ViewExpression:
        """The greatest element of a list; with ``value``, the greater of the two."""
        return self._call("max") if value is None else self._call("max", value)

    # Lists

    def __getitem__(self, index: Any) -> ViewExpression:
        if isinstance(index, slice):
            raise TypeError("Slices of lists are not supported in expressions; use filter().")
        return self._call("at", index)

    def length(self) -> ViewExpression:
        """The number of elements of a list; 0 for null."""
        return self._call("length")

    def contains(self, values: Any, all: bool = False) -> ViewExpression:
        """Whether a list has a value as its element.

        Args:
            values: a value, or a list of values
            all (False): whether all of them must be there, and not only one
        """
        if isinstance(values, (list, tuple, set, frozenset)):
            return self._call("contains_all" if all else "contains_any", values)
        return self._call("contains", values)

    def is_subset(self, values: Any) -> ViewExpression:
        """Whether all elements of the list are among ``values``."""
        return self.filter(~_current().is_in(values)).length() == 0

    def filter(self, expr: Any) -> ViewExpression:
        """The elements for which ``expr``, relative to the element, is true."""
        return self._call("filter", expr)

    def map(self, expr: Any) -> ViewExpression:
        """``expr``, relative to the element, of every element."""
        return self._call("map", expr)

    def sum(self) -> ViewExpression:
        """The sum of a list."""
        return self._call("sum")

    def mean(self) -> ViewExpression:
        """The mean of a list."""
        return self._call("mean")

    # Made without a field

    @staticmethod
    def literal(value: Any) -> ViewExpression:
        """A constant."""
        return ViewExpression._of({"literal": literal_of(value)})

    @staticmethod
    def any(exprs: Iterable[Any]) -> ViewExpression:
        """Whether at least one of the conditions holds; False if there is none."""
        exprs = list(exprs)
        return _operation("or", *exprs) if exprs else ViewExpression(False)

    @staticmethod
    def all(exprs: Iterable[Any]) -> ViewExpression:
        """Whether all conditions hold; True if there is none."""
        exprs = list(exprs)
        return _operation("and", *exprs) if exprs else ViewExpression(True)


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
    return ViewExpression._of({"op": operator, "args": [expression_of(o) for o in operands]})


def _current() -> ViewExpression:
    return ViewExpression._of({"field": ""})


def _first_of(pairs: Iterable[tuple[Any, Any]], default: Any) -> ViewExpression:
    """Nested conditions: the value of the first pair whose condition holds."""
    result = default if isinstance(default, ViewExpression) else ViewExpression(default)
    for condition, value in reversed(list(pairs)):
        result = _operation("if_else", condition, value, result)
    return result


def _apply(subject: ViewExpression, expr: Any) -> ViewExpression:
    """``expr`` with ``subject`` in place of the current element."""
    return ViewExpression._of(_substitute(expression_of(expr), subject._ast))


def _substitute(tree: dict[str, Any], subject: dict[str, Any]) -> dict[str, Any]:
    if "field" in tree:
        if tree.get("root"):
            return tree
        if tree["field"] == "":
            return subject
        if "field" in subject:
            path = f"{subject['field']}.{tree['field']}" if subject["field"] else tree["field"]
            return {**subject, "field": path}
        raise TypeError(
            f"{expression_text(tree)} cannot be read from the computed value "
            f"{expression_text(subject)}; name the field where it is."
        )
    if "op" not in tree:
        return tree
    args = tree["args"]
    if tree["op"] in ("filter", "map"):
        # The second operand is about the elements, not about the subject.
        return {"op": tree["op"], "args": [_substitute(args[0], subject), args[1]]}
    return {"op": tree["op"], "args": [_substitute(arg, subject) for arg in args]}
