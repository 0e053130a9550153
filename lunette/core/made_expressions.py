"""Expressions that are made without a field."""

from __future__ import annotations

import random
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from lunette.core.expression_part import ExpressionPart
from lunette.core.expression_trees import operation
from lunette.core.literals import literal_of

if TYPE_CHECKING:
    from lunette.core.expressions import ViewExpression

__all__ = ["MadeExpressions"]


class MadeExpressions(ExpressionPart):
    """Expressions that are made without a field."""

    @staticmethod
    def literal(value: Any) -> ViewExpression:
        """A constant."""
        return _made({"literal": literal_of(value)})

    @staticmethod
    def any(exprs: Iterable[Any]) -> ViewExpression:
        """Whether at least one of the conditions holds; False if there is none."""
        exprs = list(exprs)
        return _made(operation("or", *exprs) if exprs else {"literal": False})

    @staticmethod
    def all(exprs: Iterable[Any]) -> ViewExpression:
        """Whether all conditions hold; True if there is none."""
        exprs = list(exprs)
        return _made(operation("and", *exprs) if exprs else {"literal": True})

    @staticmethod
    def rand(seed: int | None = None) -> ViewExpression:
        """A random number from 0 up to and without 1 for every sample, or label.

        Args:
            seed (None): the same seed gives the same numbers; drawn now by default
        """
        return _made(operation("rand", _seed(seed)))

    @staticmethod
    def randn(seed: int | None = None) -> ViewExpression:
        """A normally distributed random number, with mean 0 and deviation 1.

        Args:
            seed (None): the same seed gives the same numbers; drawn now by default
        """
        return _made(operation("randn", _seed(seed)))

    @staticmethod
    def range(start: Any, stop: Any = None) -> ViewExpression:
        """The list of whole numbers from ``start`` up to and without ``stop``.

        Args:
            start: the first number; with nothing else, the end of numbers from 0
            stop (None): the number before which it ends
        """
        return _made(operation("range", *((0, start) if stop is None else (start, stop))))

    @staticmethod
    def enumerate(array: Any, start: Any = 0) -> ViewExpression:
        """The list of ``[number, element]`` of the elements of a list.

        Args:
            array: the list
            start (0): the number of the first element
        """
        return _made(operation("enumerate", array, start))

    @staticmethod
    def zip(*args: Any, use_longest: bool = False, defaults: Any = None) -> ViewExpression:
        """The list whose elements are lists of one element of each list.

        Args:
            *args: the lists
            use_longest (False): whether it is as long as the longest and not the shortest list
            defaults (None): what stands for missing elements, a value for each list
        """
        if not args:
            raise TypeError("zip() takes at least one list.")
        if defaults is not None and not use_longest:
            raise ValueError("zip() uses defaults only with use_longest=True.")
        return _made(operation("zip", bool(use_longest), defaults, *args))


def _made(tree: dict[str, Any]) -> ViewExpression:
    from lunette.core.expressions import ViewExpression

    return ViewExpression._of(tree)


def _seed(seed: int | None) -> int:
    return random.getrandbits(31) if seed is None else seed
