"""Expressions as Python text: what one would write to make them."""

from __future__ import annotations

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
_METHODS = {"contains_all": "contains", "contains_any": "contains"}
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
    subject, rest = _subject(args[0]), args[1:]
    if operator == "at":
        return f"{subject}[{expression_text(rest[0])}]"
    texts = [expression_text(arg) for arg in rest]
    if operator == "contains_all":
        texts.append("all=True")
    if operator in _MATCHES and len(rest) == 2:
        texts[1] = f"case_sensitive={texts[1]}"
    return f"{subject}.{_METHODS.get(operator, operator)}({', '.join(texts)})"


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
