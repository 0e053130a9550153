"""Parts of dates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lunette.core.expression_part import ExpressionPart

if TYPE_CHECKING:
    from lunette.core.expressions import ViewExpression

__all__ = ["DateExpressions"]


class DateExpressions(ExpressionPart):
    """Parts of dates, in UTC; null of what is no date."""

    def to_date(self) -> ViewExpression:
        """The date of an ISO text, or of milliseconds since the epoch."""
        return self._call("to_date")

    def millisecond(self) -> ViewExpression:
        """Milliseconds, from 0 to 999."""
        return self._call("millisecond")

    def second(self) -> ViewExpression:
        """Seconds, from 0 to 59."""
        return self._call("second")

    def minute(self) -> ViewExpression:
        """Minutes, from 0 to 59."""
        return self._call("minute")

    def hour(self) -> ViewExpression:
        """Hours, from 0 to 23."""
        return self._call("hour")

    def day_of_week(self) -> ViewExpression:
        """The day of the week, from 1 (Sunday) to 7 (Saturday)."""
        return self._call("day_of_week")

    def day_of_month(self) -> ViewExpression:
        """The day of the month, from 1 to 31."""
        return self._call("day_of_month")

    def day_of_year(self) -> ViewExpression:
        """The day of the year, from 1 to 366."""
        return self._call("day_of_year")

    def week(self) -> ViewExpression:
        """The week of the year, from 0 to 53: weeks begin on Sundays."""
        return self._call("week")

    def month(self) -> ViewExpression:
        """The month, from 1 to 12."""
        return self._call("month")

    def year(self) -> ViewExpression:
        """The year."""
        return self._call("year")
