"""Methods of expressions that are text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lunette.core.expressions import ViewExpression

__all__ = ["StringExpressions"]


class StringExpressions:
    """Methods of expressions that are text."""

    if TYPE_CHECKING:

        def _call(self, operator: str, *operands: Any) -> ViewExpression: ...

    def strlen(self) -> ViewExpression:
        """The number of characters."""
        return self._call("strlen")

    def lower(self) -> ViewExpression:
        """In lower case."""
        return self._call("lower")

    def upper(self) -> ViewExpression:
        """In upper case."""
        return self._call("upper")

    def concat(self, *args: Any) -> ViewExpression:
        """Followed by further texts."""
        return self._call("concat", *args)

    def starts_with(self, str_or_strs: Any, case_sensitive: bool = True) -> ViewExpression:
        """Whether it begins with the text, or with one of several."""
        return self._match("starts_with", str_or_strs, case_sensitive)

    def ends_with(self, str_or_strs: Any, case_sensitive: bool = True) -> ViewExpression:
        """Whether it ends with the text, or with one of several."""
        return self._match("ends_with", str_or_strs, case_sensitive)

    def contains_str(self, str_or_strs: Any, case_sensitive: bool = True) -> ViewExpression:
        """Whether it contains the text, or one of several."""
        return self._match("contains_str", str_or_strs, case_sensitive)

    def matches_str(self, str_or_strs: Any, case_sensitive: bool = True) -> ViewExpression:
        """Whether it is the text, or one of several."""
        return self._match("matches_str", str_or_strs, case_sensitive)

    def re_match(self, regex: str, options: str | None = None) -> ViewExpression:
        """Whether a regular expression matches somewhere in it.

        Args:
            regex: the regular expression
            options (None): ``"i"`` ignores case, ``"m"`` lets ^ and $ match at line ends, ``"s"``
                lets the dot match line ends
        """
        if not isinstance(regex, str):
            raise TypeError(f"A regular expression is a string, not {regex!r}.")
        return self._call("re_match", regex, *([options] if options else []))

    def _match(self, operator: str, texts: Any, case_sensitive: bool) -> ViewExpression:
        return self._call(operator, texts, *([] if case_sensitive else [False]))
