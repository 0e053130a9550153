"""Trees of expressions: building them, and putting values in the place of the current element."""

from __future__ import annotations

from typing import Any

from lunette._generated.expressions import ELEMENT_OPERANDS
from lunette.core.literals import literal_of

__all__ = ["apply_tree", "is_condition", "operation", "tree_of"]

#: The current element.
CURRENT: dict[str, Any] = {"field": ""}

#: Operators whose value is true or false.
_CONDITIONS = frozenset(
    {
        "eq",
        "ne",
        "gt",
        "ge",
        "lt",
        "le",
        "and",
        "or",
        "not",
        "is_null",
        "is_number",
        "is_string",
        "is_array",
        "is_in",
        "to_bool",
        "contains",
        "contains_all",
        "contains_any",
        "is_subset",
        "set_equals",
        "starts_with",
        "ends_with",
        "contains_str",
        "matches_str",
        "re_match",
        "any_value",
    }
)


def tree_of(value: Any) -> dict[str, Any]:
    """The tree of an expression, of a list with expressions, or of a constant."""
    tree = getattr(value, "_ast", None)
    if tree is not None and hasattr(type(value), "_call"):
        found: dict[str, Any] = tree
        return found
    if isinstance(value, (list, tuple)):
        trees = [tree_of(item) for item in value]
        if any("literal" not in tree for tree in trees):
            return {"op": "list", "args": trees}
    return {"literal": literal_of(value)}


def operation(operator: str, *operands: Any) -> dict[str, Any]:
    """The tree of an operator and its operands."""
    return {"op": operator, "args": [tree_of(operand) for operand in operands]}


def is_condition(tree: dict[str, Any]) -> bool:
    """Whether the value of a tree is true or false whatever it is about."""
    return tree.get("op") in _CONDITIONS


def apply_tree(subject: dict[str, Any], body: dict[str, Any]) -> dict[str, Any]:
    """``body`` with ``subject`` in the place of the current element."""
    if "field" in subject:
        return _substitute(body, subject)
    if body == CURRENT:
        return subject
    return {"op": "apply", "args": [subject, body]}


def _substitute(body: dict[str, Any], subject: dict[str, Any]) -> dict[str, Any]:
    """As :func:`apply_tree`, for a subject that is a field."""
    if "field" in body:
        if body.get("root"):
            return body
        path = ".".join(name for name in (subject["field"], body["field"]) if name)
        return {**subject, "field": path}
    if "op" not in body:
        return body
    own = ELEMENT_OPERANDS.get(body["op"])
    # What is about elements stays about its own.
    args = [arg if i == own else _substitute(arg, subject) for i, arg in enumerate(body["args"])]
    return {"op": body["op"], "args": args}
