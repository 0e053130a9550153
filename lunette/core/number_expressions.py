"""Arithmetic of expressions; the result is null if an operand is."""

from __future__ import annotations

from math import log
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lunette.core.expressions import ViewExpression

__all__ = ["NumberExpressions"]


class NumberExpressions:
    """Arithmetic of expressions; the result is null if an operand is."""

    if TYPE_CHECKING:

        def _call(self, operator: str, *operands: Any) -> ViewExpression: ...
        def _call_reflected(self, operator: str, first: Any) -> ViewExpression: ...

    def __add__(self, other: Any) -> ViewExpression:
        return self._call("add", other)

    def __radd__(self, other: Any) -> ViewExpression:
        return self._call_reflected("add", other)

    def __sub__(self, other: Any) -> ViewExpression:
        return self._call("sub", other)

    def __rsub__(self, other: Any) -> ViewExpression:
        return self._call_reflected("sub", other)

    def __mul__(self, other: Any) -> ViewExpression:
        return self._call("mul", other)

    def __rmul__(self, other: Any) -> ViewExpression:
        return self._call_reflected("mul", other)

    def __truediv__(self, other: Any) -> ViewExpression:
        return self._call("div", other)

    def __rtruediv__(self, other: Any) -> ViewExpression:
        return self._call_reflected("div", other)

    def __mod__(self, other: Any) -> ViewExpression:
        return self._call("mod", other)

    def __rmod__(self, other: Any) -> ViewExpression:
        return self._call_reflected("mod", other)

    def __pow__(self, other: Any) -> ViewExpression:
        return self._call("pow", other)

    def __rpow__(self, other: Any) -> ViewExpression:
        return self._call_reflected("pow", other)

    def __neg__(self) -> ViewExpression:
        return self._call("mul", -1)

    def __abs__(self) -> ViewExpression:
        return self.abs()

    def __floor__(self) -> ViewExpression:
        return self.floor()

    def __ceil__(self) -> ViewExpression:
        return self.ceil()

    def __round__(self, place: int = 0) -> ViewExpression:
        return self.round(place)

    def abs(self) -> ViewExpression:
        """The absolute value."""
        return self._call("abs")

    def floor(self) -> ViewExpression:
        """The greatest integer that is not greater."""
        return self._call("floor")

    def ceil(self) -> ViewExpression:
        """The least integer that is not less."""
        return self._call("ceil")

    def round(self, place: int = 0) -> ViewExpression:
        """Rounded to ``place`` decimals (negative: tens, hundreds …)."""
        return self._call("round", place) if place else self._call("round")

    def exp(self) -> ViewExpression:
        """The natural exponential."""
        return self._call("exp")

    def ln(self) -> ViewExpression:
        """The natural logarithm."""
        return self._call("ln")

    def log(self, base: Any) -> ViewExpression:
        """The logarithm to a base."""
        divisor = base.ln() if isinstance(base, NumberExpressions) else log(base)
        return self.ln() / divisor

    def log10(self) -> ViewExpression:
        """The logarithm to the base 10."""
        return self._call("log10")

    def pow(self, power: Any) -> ViewExpression:
        """Raised to a power."""
        return self._call("pow", power)

    def sqrt(self) -> ViewExpression:
        """The square root."""
        return self._call("sqrt")
