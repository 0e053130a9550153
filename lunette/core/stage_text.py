"""Stages as Python text."""

from __future__ import annotations

from typing import Any

from lunette.core.expression_text import expression_text

__all__ = ["stage_text"]

_MOST_IDS = 3
_LABEL_DEFAULTS: dict[str, Any] = {
    "labels": None,
    "ids": None,
    "instance_ids": None,
    "tags": None,
    "fields": None,
    "omit_empty": True,
}
#: Parameters at their defaults, which a reader need not see.
_DEFAULTS: dict[str, dict[str, Any]] = {
    "match_tags": {"bool": True, "all": False},
    "filter_labels": {"only_matches": True},
    "exists": {"bool": True},
    "select": {"ordered": False},
    "select_labels": _LABEL_DEFAULTS,
    "exclude_labels": _LABEL_DEFAULTS,
}
#: Parameters whose meaning is clear from their place.
_POSITIONAL = frozenset(
    ("filter", "tags", "field", "limit", "skip", "size", "sample_ids", "field_names")
)
#: Stages all of whose parameters are optional.
_NAMED = frozenset(("select_labels", "exclude_labels"))
#: Parameters that may be long.
_LISTS = {"sample_ids": "ids", "ids": "ids", "instance_ids": "ids", "labels": "labels"}


def stage_text(stage: dict[str, Any]) -> str:
    """The Python text of a stage: ``SortBy('filepath', reverse=True)``."""
    name = "".join(part.capitalize() for part in stage["stage"].split("_"))
    if stage["stage"] == "sort_by":
        return f"{name}({_sort_keys(stage['keys'])})"
    defaults = _DEFAULTS.get(stage["stage"], {})
    texts = []
    for key, value in stage.items():
        if key == "stage" or (key in defaults and defaults[key] == value):
            continue
        text = _parameter(key, value)
        positional = key in _POSITIONAL and stage["stage"] not in _NAMED
        texts.append(text if positional else f"{key}={text}")
    return f"{name}({', '.join(texts)})"


def _parameter(key: str, value: Any) -> str:
    if key == "filter":
        return expression_text(value)
    if key in _LISTS and len(value) > _MOST_IDS:
        shown = ", ".join(map(repr, value[:_MOST_IDS]))
        return f"[{shown}, … {len(value)} {_LISTS[key]}]"
    return repr(value)


def _sort_keys(keys: list[dict[str, Any]]) -> str:
    if len(keys) == 1:
        return _key(keys[0]["key"]) + (", reverse=True" if keys[0].get("reverse") else "")
    pairs = (f"({_key(key['key'])}, {-1 if key.get('reverse') else 1})" for key in keys)
    return f"[{', '.join(pairs)}]"


def _key(key: dict[str, Any]) -> str:
    return repr(key["field"]) if "field" in key and not key.get("root") else expression_text(key)
