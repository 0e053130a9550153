"""Stages as Python text."""

from __future__ import annotations

from dataclasses import MISSING, fields
from functools import cache
from typing import Any

from lunette._generated.stages import STAGES
from lunette.core.expression_text import expression_text
from lunette.core.literals import value_of_literal

__all__ = ["stage_text"]

_MOST_IDS = 3
#: Parameters whose meaning is clear from their place.
_POSITIONAL = frozenset(
    (
        "filter",
        "tags",
        "field",
        "limit",
        "skip",
        "size",
        "sample_ids",
        "frame_ids",
        "field_names",
        "values",
        "map",
        "expr",
        "point",
        "boundary",
        "stages",
        "keys",
        "slices",
        "group_ids",
        "eval_key",
        "field_or_expr",
    )
)
#: Stages all of whose parameters are optional.
_NAMED = frozenset(("select_labels", "exclude_labels", "match_labels"))
#: Parameters that may be long, and what they hold.
_LISTS = {
    "sample_ids": "ids",
    "frame_ids": "ids",
    "group_ids": "ids",
    "ids": "ids",
    "instance_ids": "ids",
    "labels": "labels",
    "values": "values",
}
#: Parameters that are expressions.
_EXPRESSIONS = frozenset(("filter", "query", "expr", "order_by", "match_expr", "sort_expr"))
#: Keys of which each expression has one; queries as dicts have others.
_TREE = frozenset(("op", "field", "literal"))
#: Lists whose absence and emptiness are the same.
_EMPTY = frozenset(("field_names",))


@cache
def _defaults(stage: str) -> dict[str, Any]:
    """Values of parameters that a reader need not see."""
    cls = STAGES.get(stage)
    return {
        field.name: field.default
        for field in (fields(cls) if cls is not None else ())
        if field.default is not MISSING
    }


def stage_text(stage: dict[str, Any]) -> str:
    """The Python text of a stage: ``SortBy('filepath', reverse=True)``."""
    kind = stage["stage"]
    name = "".join(part.capitalize() for part in kind.split("_"))
    if kind == "sort_by":
        return f"{name}({_sort_keys(stage['keys'])})"
    defaults = _defaults(kind)
    texts = []
    in_order = True
    for key, value in stage.items():
        hidden = (key in defaults and defaults[key] == value) or (key in _EMPTY and not value)
        if key == "stage" or hidden:
            in_order = in_order and not hidden
            continue
        text = _parameter(kind, key, value)
        positional = in_order and key in _POSITIONAL and kind not in _NAMED
        texts.append(text if positional else f"{key}={text}")
    return f"{name}({', '.join(texts)})"


def _parameter(stage: str, key: str, value: Any) -> str:
    if key in _EXPRESSIONS and isinstance(value, dict) and not value.keys().isdisjoint(_TREE):
        return expression_text(value)
    if key in _LISTS and isinstance(value, list) and len(value) > _MOST_IDS:
        shown = ", ".join(repr(value_of_literal(item)) for item in value[:_MOST_IDS])
        return f"[{shown}, … {len(value)} {_LISTS[key]}]"
    if stage == "map_values" and key == "map":
        return repr({value_of_literal(old): value_of_literal(new) for old, new in value})
    if stage == "group_by" and key == "keys":
        keys = [_key(one) for one in value]
        return keys[0] if len(keys) == 1 else f"[{', '.join(keys)}]"
    if key == "values":
        return repr(value_of_literal(value))
    if key == "stages":
        return f"[{', '.join(map(stage_text, value))}]"
    return repr(value)


def _sort_keys(keys: list[dict[str, Any]]) -> str:
    if len(keys) == 1:
        return _key(keys[0]["key"]) + (", reverse=True" if keys[0].get("reverse") else "")
    pairs = (f"({_key(key['key'])}, {-1 if key.get('reverse') else 1})" for key in keys)
    return f"[{', '.join(pairs)}]"


def _key(key: dict[str, Any]) -> str:
    return repr(key["field"]) if "field" in key and not key.get("root") else expression_text(key)
