"""Expressions as Python text: what one would write to make them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from lunette.core.literals import value_of_literal

__all__ = ["expression_text"]

_INFIX = {
    "eq": "==",
    "ne": "!=",
    "gt": ">",
    "ge": ">=",
    "lt": "<",
    "le": "<=",
    "and": "&",
    "or": "|",
    "add": "+",
    "sub": "-",
    "mul": "*",
    "div": "/",
    "mod": "%",
    "pow": "**",
}
#: Operators whose method has another name.
_METHODS = {"contains_any": "contains"}
#: Text matches, whose last operand says whether case matters.
_MATCHES = frozenset({"starts_with", "ends_with", "contains_str", "matches_str"})


def expression_text(ast: dict[str, Any]) -> str:
    """The Python text of an expression's tree."""
    if "field" in ast:
        path = "$" * bool(ast.get("root")) + ast["field"]
        return f"F({path!r})" if path else "F()"
    if "literal" in ast:
        return repr(value_of_literal(ast["literal"]))
    operator, args = ast["op"], ast["args"]
    if operator in _INFIX and len(args) > 1:
        return f" {_INFIX[operator]} ".join(map(_operand, args))
    if operator == "not":
        inner = args[0]
        if inner.get("op") == "is_null":
            return f"{_subject(inner['args'][0])}.exists()"
        return f"~{_operand(inner)}"
    if operator in _INFIX:
        return _operand(args[0])
    special = _SPECIAL.get(operator)
    if special:
        return special(args)
    subject, rest = _subject(args[0]), args[1:]
    texts = [expression_text(arg) for arg in rest]
    if operator in _MATCHES and len(rest) == 2:
        texts[1] = f"case_sensitive={texts[1]}"
    return f"{subject}.{_METHODS.get(operator, operator)}({', '.join(texts)})"


def _pairs(keys: list[dict[str, Any]], values: list[dict[str, Any]]) -> str:
    """The text of a dict."""
    pairs = zip(map(expression_text, keys), map(expression_text, values), strict=True)
    return "{" + ", ".join(f"{key}: {value}" for key, value in pairs) + "}"


def _literals(tree: dict[str, Any]) -> list[dict[str, Any]]:
    return [{"literal": item} for item in tree["literal"]]


def _is_null(tree: dict[str, Any]) -> bool:
    return "literal" in tree and tree["literal"] is None


def _cases(args: list[dict[str, Any]]) -> str:
    pairs, default = args[:-1], args[-1]
    otherwise = "" if _is_null(default) else f", default={expression_text(default)}"
    return f"F().cases({_pairs(pairs[::2], pairs[1::2])}{otherwise})"


def _map_values(args: list[dict[str, Any]]) -> str:
    return f"{_subject(args[0])}.map_values({_pairs(_literals(args[1]), _literals(args[2]))})"


def _slice(args: list[dict[str, Any]]) -> str:
    start, end = ("" if _is_null(arg) else expression_text(arg) for arg in args[1:])
    return f"{_subject(args[0])}[{start}:{end}]"


def _sort(args: list[dict[str, Any]]) -> str:
    key = [] if args[1] == {"field": ""} else [f"key={expression_text(args[1])}"]
    flags = [
        f"{name}=True"
        for name, arg in zip(("numeric", "reverse"), args[2:], strict=True)
        if arg["literal"]
    ]
    return f"{_subject(args[0])}.sort({', '.join([*key, *flags])})"


def _substr(args: list[dict[str, Any]]) -> str:
    named = zip(("start", "end", "count"), args[1:], strict=True)
    texts = [f"{name}={expression_text(arg)}" for name, arg in named if not _is_null(arg)]
    return f"{_subject(args[0])}.substr({', '.join(texts)})"


def _zip(args: list[dict[str, Any]]) -> str:
    texts = [expression_text(arg) for arg in args[2:]]
    if args[0]["literal"]:
        texts.append("use_longest=True")
    if not _is_null(args[1]):
        texts.append(f"defaults={expression_text(args[1])}")
    return f"ViewExpression.zip({', '.join(texts)})"


def _static(name: str) -> Callable[[list[dict[str, Any]]], str]:
    return lambda args: f"ViewExpression.{name}({', '.join(map(expression_text, args))})"


#: Operators that are not written as a method with their operands.
_SPECIAL: dict[str, Callable[[list[dict[str, Any]]], str]] = {
    "at": lambda args: f"{_subject(args[0])}[{expression_text(args[1])}]",
    "cases": _cases,
    "contains_all": lambda args: (
        f"{_subject(args[0])}.contains({expression_text(args[1])}, all=True)"
    ),
    "enumerate": _static("enumerate"),
    "list": lambda args: f"[{', '.join(map(expression_text, args))}]",
    "map_values": _map_values,
    "rand": _static("rand"),
    "randn": _static("randn"),
    "range": _static("range"),
    "set_field": lambda args: (
        f"{_subject(args[0])}.set_field({', '.join(map(expression_text, args[1:]))}, "
        "relative=False)"
    ),
    "slice": _slice,
    "sort": _sort,
    "std": lambda args: f"{_subject(args[0])}.std({'sample=True' * (len(args) > 1)})",
    "substr": _substr,
    "value": lambda _: "VALUE",
    "zip": _zip,
}


def _operand(ast: dict[str, Any]) -> str:
    """An operand of an infix operator, in parentheses if it is one itself."""
    text = expression_text(ast)
    infix = ast.get("op") in _INFIX and len(ast["args"]) > 1
    return f"({text})" if infix else text


def _subject(ast: dict[str, Any]) -> str:
    """What a method is called on."""
    if "literal" in ast:
        return f"ViewExpression({expression_text(ast)})"
    if ast.get("op") == "not" and ast["args"][0].get("op") != "is_null":
        return f"({expression_text(ast)})"
    return _operand(ast)
