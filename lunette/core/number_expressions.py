"""Arithmetic of expressions; the result is null if an operand is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lunette.core.expression_part import ExpressionPart

if TYPE_CHECKING:
    from lunette.core.expressions import ViewExpression

__all__ = ["NumberExpressions"]


class NumberExpressions(ExpressionPart):
    """Arithmetic of expressions; the result is null if an operand is."""

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

    def __trunc__(self) -> ViewExpression:
        return self.trunc()

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

    def trunc(self, place: int = 0) -> ViewExpression:
        """Cut off after ``place`` decimals (negative: tens, hundreds …)."""
        return self._call("trunc", place) if place else self._call("trunc")

    def exp(self) -> ViewExpression:
        """The natural exponential."""
        return self._call("exp")

    def ln(self) -> ViewExpression:
        """The natural logarithm."""
        return self._call("ln")

    def log(self, base: Any) -> ViewExpression:
        """The logarithm to a base."""
        return self._call("log", base)

    def log10(self) -> ViewExpression:
        """The logarithm to the base 10."""
        return self._call("log10")

    def pow(self, power: Any) -> ViewExpression:
        """Raised to a power."""
        return self._call("pow", power)

    def sqrt(self) -> ViewExpression:
        """The square root."""
        return self._call("sqrt")

    def sin(self) -> ViewExpression:
        """The sine of an angle in radians."""
        return self._call("sin")

    def cos(self) -> ViewExpression:
        """The cosine of an angle in radians."""
        return self._call("cos")

    def tan(self) -> ViewExpression:
        """The tangent of an angle in radians."""
        return self._call("tan")

    def arcsin(self) -> ViewExpression:
        """The angle in radians that has this sine; null beyond -1 and 1."""
        return self._call("arcsin")

    def arccos(self) -> ViewExpression:
        """The angle in radians that has this cosine; null beyond -1 and 1."""
        return self._call("arccos")

    def arctan(self) -> ViewExpression:
        """The angle in radians that has this tangent."""
        return self._call("arctan")

    def sinh(self) -> ViewExpression:
        """The hyperbolic sine."""
        return self._call("sinh")

    def cosh(self) -> ViewExpression:
        """The hyperbolic cosine."""
        return self._call("cosh")

    def tanh(self) -> ViewExpression:
        """The hyperbolic tangent."""
        return self._call("tanh")

    def arcsinh(self) -> ViewExpression:
        """The number that has this hyperbolic sine."""
        return self._call("arcsinh")

    def arccosh(self) -> ViewExpression:
        """The number that has this hyperbolic cosine; null below 1."""
        return self._call("arccosh")

    def arctanh(self) -> ViewExpression:
        """The number that has this hyperbolic tangent; null beyond -1 and 1."""
        return self._call("arctanh")
