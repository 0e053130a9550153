"""Methods of expressions that are text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lunette.core.expression_part import ExpressionPart

if TYPE_CHECKING:
    from lunette.core.expressions import ViewExpression

__all__ = ["StringExpressions"]


class StringExpressions(ExpressionPart):
    """Methods of expressions that are text."""

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

    def substr(self, start: Any = None, end: Any = None, count: Any = None) -> ViewExpression:
        """A part of it, by characters.

        Args:
            start (None): the first character, counted from 0; negative from the end
            end (None): the character before which it ends; negative from the end
            count (None): how many characters, in place of ``end``
        """
        return self._call("substr", start, end, count)

    def strip(self, chars: str | None = None) -> ViewExpression:
        """Without certain characters at both ends; without white space by default."""
        return self._call("strip", *_given(chars))

    def lstrip(self, chars: str | None = None) -> ViewExpression:
        """Without certain characters at its beginning; without white space by default."""
        return self._call("lstrip", *_given(chars))

    def rstrip(self, chars: str | None = None) -> ViewExpression:
        """Without certain characters at its end; without white space by default."""
        return self._call("rstrip", *_given(chars))

    def replace(self, old: Any, new: Any) -> ViewExpression:
        """With every ``old`` replaced by ``new``."""
        return self._call("replace", old, new)

    def split(self, delimiter: Any, maxsplit: int | None = None) -> ViewExpression:
        """The list of its parts between delimiters.

        Args:
            delimiter: the text between the parts
            maxsplit (None): how many splits to make at most, from the left
        """
        return self._call("split", delimiter, *_given(maxsplit))

    def rsplit(self, delimiter: Any, maxsplit: int | None = None) -> ViewExpression:
        """As :meth:`split`, with the splits counted from the right."""
        return self._call("rsplit", delimiter, *_given(maxsplit))

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


def _given(value: Any) -> tuple[Any, ...]:
    """The operand, if there is one."""
    return () if value is None else (value,)
