"""Which expressions give floating-point numbers: JSON tells 2.0 from 2 no more."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

__all__ = ["Element", "kind_of_tree"]

KindOf = Callable[[str], str | None]

#: Operators that always give floating-point numbers.
_FLOATS = frozenset(
    {
        "div",
        "sqrt",
        "exp",
        "ln",
        "log",
        "log10",
        "mean",
        "std",
        "to_double",
        "rand",
        "randn",
        "sin",
        "cos",
        "tan",
        "arcsin",
        "arccos",
        "arctan",
        "sinh",
        "cosh",
        "tanh",
        "arcsinh",
        "arccosh",
        "arctanh",
    }
)
#: Operators that give what their first operand is, or parts of it.
_FIRST = frozenset(
    {
        "abs",
        "floor",
        "ceil",
        "round",
        "trunc",
        "sum",
        "filter",
        "sort",
        "reverse",
        "slice",
        "at",
        "unique",
        "difference",
    }
)
#: Operators of which one floating-point operand is enough.
_ANY = frozenset({"add", "sub", "mul", "mod", "pow"})
#: Operators all of whose operands may be the value, or a part of it.
_ALL = frozenset({"min", "max", "union", "intersection", "prepend", "append", "extend", "list"})
_NUMBERS = frozenset({"int", "float"})


class Element(NamedTuple):
    """What the current element is.

    Attributes:
        path: its path in the sample, if it is at one
        kind: the type of its value
    """

    path: str | None
    kind: str | None


def kind_of_tree(
    tree: dict[str, Any], kind_of: KindOf, element: Element | None = None
) -> str | None:
    """``"float"`` or ``"int"`` if the values of an expression, or their elements, are that.

    Args:
        tree: the expression
        kind_of: the type of the values at a path of the sample
        element (None): what paths are relative to, if not to the sample
    """
    if "field" in tree:
        return _kind_of_field(tree, kind_of, element)
    if "op" not in tree:
        return _kind_of_literal(tree.get("literal"))
    op, operands = tree["op"], tree["args"]
    if op in _FLOATS:
        return "float"
    if op in ("map", "apply"):
        inner = _element_of(operands[0], kind_of, element)
        return kind_of_tree(operands[1], kind_of, inner)
    if op in _FIRST:
        return kind_of_tree(operands[0], kind_of, element)
    if op == "if_else":
        operands = operands[1:]
    elif op == "cases":
        operands = [*operands[1:-1:2], operands[-1]]
    elif op not in _ANY and op not in _ALL:
        return None
    kinds = {kind_of_tree(operand, kind_of, element) for operand in operands}
    if op in _ANY and kinds == _NUMBERS:
        return "float"
    return kinds.pop() if len(kinds) == 1 else None


def _kind_of_field(tree: dict[str, Any], kind_of: KindOf, element: Element | None) -> str | None:
    name = tree["field"]
    if element is None or tree.get("root"):
        kind = kind_of(name)
    elif name == "":
        kind = element.kind
    else:
        kind = None if element.path is None else kind_of(f"{element.path}.{name}")
    return kind if kind in _NUMBERS else None


def _kind_of_literal(value: Any) -> str | None:
    if isinstance(value, list):
        kinds = {_kind_of_literal(item) for item in value}
        return kinds.pop() if len(kinds) == 1 else None
    return {float: "float", int: "int"}.get(type(value))


def _element_of(tree: dict[str, Any], kind_of: KindOf, element: Element | None) -> Element:
    """What the elements of a list, or a value that is worked on, are."""
    source = tree
    while source.get("op") in ("filter", "sort", "reverse", "slice"):
        source = source["args"][0]
    path = source.get("field")
    if path and element is not None and not source.get("root"):
        path = None if element.path is None else f"{element.path}.{path}"
    return Element(path or None, kind_of_tree(tree, kind_of, element))
