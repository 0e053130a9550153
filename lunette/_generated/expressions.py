"""Expressions. Generated from src/protocol by `npm run generate`; do not edit."""

from __future__ import annotations

from typing import Any

__all__ = ["OPERATORS", "Expression"]

#: A node of an expression as JSON: a field, a literal, or an operator and its operands.
Expression = dict[str, Any]

#: Operators and the least and greatest number of operands of each.
OPERATORS: dict[str, tuple[int, int]] = {
    "eq": (2, 2),
    "ne": (2, 2),
    "gt": (2, 2),
    "ge": (2, 2),
    "lt": (2, 2),
    "le": (2, 2),
    "and": (1, 64),
    "or": (1, 64),
    "not": (1, 1),
    "add": (2, 64),
    "sub": (2, 2),
    "mul": (2, 64),
    "div": (2, 2),
    "mod": (2, 2),
    "pow": (2, 2),
    "abs": (1, 1),
    "floor": (1, 1),
    "ceil": (1, 1),
    "round": (1, 2),
    "sqrt": (1, 1),
    "exp": (1, 1),
    "ln": (1, 1),
    "log10": (1, 1),
    "is_null": (1, 1),
    "is_number": (1, 1),
    "is_string": (1, 1),
    "is_array": (1, 1),
    "is_in": (2, 2),
    "to_string": (1, 1),
    "to_double": (1, 1),
    "to_int": (1, 1),
    "to_bool": (1, 1),
    "length": (1, 1),
    "contains": (2, 2),
    "contains_all": (2, 2),
    "contains_any": (2, 2),
    "filter": (2, 2),
    "map": (2, 2),
    "sum": (1, 1),
    "mean": (1, 1),
    "min": (1, 64),
    "max": (1, 64),
    "at": (2, 2),
    "strlen": (1, 1),
    "lower": (1, 1),
    "upper": (1, 1),
    "concat": (1, 64),
    "starts_with": (2, 3),
    "ends_with": (2, 3),
    "contains_str": (2, 3),
    "matches_str": (2, 3),
    "re_match": (2, 3),
    "if_else": (3, 3),
}
