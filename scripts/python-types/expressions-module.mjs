/** `lunette/_generated/expressions.py`: the operators of the expression language. */
export function expressionsModule({ OPERATORS, ELEMENT_OPERANDS }) {
  const lines = Object.entries(OPERATORS).map(
    ([name, [least, most]]) => `    "${name}": (${least}, ${most}),`
  );
  const elements = Object.entries(ELEMENT_OPERANDS).map(
    ([name, operand]) => `    "${name}": ${operand},`
  );
  return `"""Expressions. Generated from src/protocol by \`npm run generate\`; do not edit."""

from __future__ import annotations

from typing import Any

__all__ = ["ELEMENT_OPERANDS", "OPERATORS", "Expression"]

#: A node of an expression as JSON: a field, a literal, or an operator and its operands.
Expression = dict[str, Any]

#: Operators and the least and greatest number of operands of each.
OPERATORS: dict[str, tuple[int, int]] = {
${lines.join('\n')}
}

#: The operand of an operator whose paths are relative to an element.
ELEMENT_OPERANDS: dict[str, int] = {
${elements.join('\n')}
}
`;
}
