"""Methods of expressions that are lists."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lunette.core.expression_part import ExpressionPart
from lunette.core.expression_trees import CURRENT

if TYPE_CHECKING:
    from lunette.core.expressions import ViewExpression

__all__ = ["ListExpressions"]


class ListExpressions(ExpressionPart):
    """Methods of expressions that are lists; null of what is no list, unless they say otherwise."""

    def __getitem__(self, index: Any) -> ViewExpression:
        if isinstance(index, slice):
            if index.step is not None:
                raise TypeError("Slices in expressions have no step: write expression[start:stop].")
            return self._call("slice", index.start, index.stop)
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
        """Whether all elements of the list are among ``values``; true for null."""
        return self._call("is_subset", values)

    def set_equals(self, *args: Any) -> ViewExpression:
        """Whether lists have the same elements, in whatever order and however often."""
        return self._call("set_equals", *args)

    def unique(self) -> ViewExpression:
        """Each element once, in the order of values."""
        return self._call("unique")

    def union(self, *args: Any) -> ViewExpression:
        """The elements of any of the lists, each once, in the order of values."""
        return self._call("union", *args)

    def intersection(self, *args: Any) -> ViewExpression:
        """The elements of all of the lists, each once, in the order of values."""
        return self._call("intersection", *args)

    def difference(self, values: Any) -> ViewExpression:
        """The elements that are not among ``values``, each once, in their own order."""
        return self._call("difference", values)

    def reverse(self) -> ViewExpression:
        """From the last to the first element."""
        return self._call("reverse")

    def sort(self, key: Any = None, numeric: bool = False, reverse: bool = False) -> ViewExpression:
        """Sorted; equal elements keep their order.

        Args:
            key (None): a path or expression, relative to the element, to sort by
            numeric (False): whether to compare texts by the numbers that they are
            reverse (False): whether to begin with the greatest
        """
        if isinstance(key, str):
            key = self._of({"field": key})
        return self._call(
            "sort", self._of(CURRENT) if key is None else key, bool(numeric), bool(reverse)
        )

    def filter(self, expr: Any) -> ViewExpression:
        """The elements for which ``expr``, relative to the element, is true."""
        return self._call("filter", expr)

    def map(self, expr: Any) -> ViewExpression:
        """``expr``, relative to the element, of every element."""
        return self._call("map", expr)

    def reduce(self, expr: Any, init_val: Any = 0) -> ViewExpression:
        """One value made of all elements.

        Args:
            expr: the next value, of the element and :data:`VALUE`, the value so far
            init_val (0): the first value
        """
        return self._call("reduce", expr, init_val)

    def prepend(self, value: Any) -> ViewExpression:
        """With one more element in front."""
        return self._call("prepend", value)

    def append(self, value: Any) -> ViewExpression:
        """With one more element at the end."""
        return self._call("append", value)

    def insert(self, index: Any, value: Any) -> ViewExpression:
        """With one more element before the one at ``index``; negative counts from the end."""
        return self._call("insert", index, value)

    def extend(self, *args: Any) -> ViewExpression:
        """Followed by the elements of further lists."""
        return self._call("extend", *args)

    def sum(self) -> ViewExpression:
        """The sum of a list; 0 for null."""
        return self._call("sum")

    def mean(self) -> ViewExpression:
        """The mean of a list."""
        return self._call("mean")

    def std(self, sample: bool = False) -> ViewExpression:
        """The standard deviation of a list.

        Args:
            sample (False): whether to estimate that of a population of which these are a sample
        """
        return self._call("std", *([True] if sample else []))

    def join(self, delimiter: Any) -> ViewExpression:
        """The texts of a list in one, with ``delimiter`` between them."""
        return self._call("join", delimiter)

    def any_value(self, expr: Any) -> ViewExpression:
        """Whether ``expr`` is true for the value or, if it is a list, for one of its elements."""
        return self._call("any_value", expr)
