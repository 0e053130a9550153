"""What all aggregations share."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, ClassVar

from lunette.core.document_form import value_of_stored
from lunette.core.expression_kinds import Element, kind_of_tree
from lunette.core.expression_trees import apply_tree, tree_of
from lunette.core.expressions import ViewExpression
from lunette.core.typed_values import typed

__all__ = ["Aggregation"]

Tree = dict[str, Any]


def _source(field_or_expr: Any, expr: Any) -> tuple[str | None, Tree | None]:
    """The path, and the expression that is computed of its values or of the sample."""
    computed: Tree | None = None
    if expr is not None:
        if not isinstance(expr, ViewExpression):
            raise TypeError(f"The expr of an aggregation is an expression, not {expr!r}.")
        computed = tree_of(expr)
    if isinstance(field_or_expr, str):
        # List levels are found by themselves; the reference also lets them be written out.
        return field_or_expr.replace("[]", ""), computed
    if isinstance(field_or_expr, ViewExpression):
        tree = tree_of(field_or_expr)
        if tree.get("field"):
            return str(tree["field"]), computed
        return None, tree if computed is None else apply_tree(tree, computed)
    raise TypeError(
        f"An aggregation is about a field or an expression, not about {field_or_expr!r}."
    )


class Aggregation:
    """A number or list computed over the samples of a collection.

    Args:
        field_or_expr: the path of a field, or an expression relative to the sample. Lists are
            looked into. An expression about the attributes of one list of labels, such as
            ``F("predictions.detections.confidence") * 2``, is computed for every label
        expr (None): an expression relative to the values of the field
        safe (False): whether to leave out NaN and infinite values
    """

    _name: ClassVar[str]

    def __init__(self, field_or_expr: Any, expr: Any = None, safe: bool = False) -> None:
        self._path, self._tree = _source(field_or_expr, expr)
        self.safe = safe

    @property
    def field_name(self) -> str | None:
        """The path that it is about; None if it is about an expression."""
        return self._path

    @property
    def expr(self) -> ViewExpression | None:
        """The expression that is computed; None if there is none."""
        return None if self._tree is None else ViewExpression._of(self._tree)

    def _below(self, prefix: str | None) -> str | None:
        """The path, below another one."""
        if prefix is None:
            return self._path
        return prefix if self._path is None else f"{prefix}.{self._path}"

    def _source_wire(self, prefix: str | None) -> dict[str, Any]:
        wire: dict[str, Any] = {"name": self._name}
        path = self._below(prefix)
        if path is not None:
            wire["field"] = path
        if self._tree is not None:
            wire["expression"] = self._tree
        if self.safe:
            wire["safe"] = True
        return wire

    def _options(self) -> dict[str, Any]:
        """What the request has besides."""
        return {}

    def _wires(self, prefix: str | None = None) -> list[dict[str, Any]]:
        """Its requests.

        Args:
            prefix (None): a path that its own is below of
        """
        return [{**self._source_wire(prefix), **self._options()}]

    def _take(
        self,
        answers: Iterator[Any],
        kind_of: Callable[[str], str | None],
        prefix: str | None = None,
    ) -> Any:
        """Its result, of the answers to its requests.

        Args:
            answers: the bridge's answers, as JSON has them
            kind_of: the type of the values of a path, or None if it is not known
            prefix (None): a path that its own is below of
        """
        path = self._below(prefix)
        if self._tree is not None:
            element = None if path is None else Element(path, kind_of(path))
            kind = kind_of_tree(self._tree, kind_of, element)
        else:
            kind = None if path is None else kind_of(path)
        return self._result(next(answers), kind)

    def _result(self, answer: Any, kind: str | None) -> Any:
        """Its result, of an answer about values of a type."""
        return self._value(typed(value_of_stored(answer), kind))

    def _value(self, answer: Any) -> Any:
        return answer

    def __repr__(self) -> str:
        parts = [part for part in (self._path, self.expr) if part is not None]
        return f"<{type(self).__name__}: {', '.join(map(repr, parts))}>"
