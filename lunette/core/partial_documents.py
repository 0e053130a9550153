"""Edits of documents that were shown in part: what was edited goes into what is stored."""

from __future__ import annotations

from typing import Any

from lunette.core.encoding import pack, unpack

__all__ = ["StructureChanged", "edited_parts", "merged_document"]

_MISSING: Any = object()


class StructureChanged(Exception):
    """Labels were added, removed or moved."""


def _differ(old: Any, new: Any) -> bool:
    # As bytes, because NaN is not equal to itself.
    if old is _MISSING or new is _MISSING:
        return old is not new
    return bytes(pack(old)) != bytes(pack(new))


def edited_parts(shown: dict[str, Any], edited: dict[str, Any]) -> dict[str, Any]:
    """New values of the parts of a document that were edited; None for those removed."""
    return {
        key: edited.get(key)
        for key in {**shown, **edited}
        if _differ(shown.get(key, _MISSING), edited.get(key, _MISSING))
    }


def merged_document(stored: bytes, shown: bytes, edited: bytes) -> bytes:
    """The encoding of a document with the edits of the part of it that was shown.

    Args:
        stored: what is stored
        shown: what was shown of it, perhaps with other values
        edited: what became of that

    Raises:
        StructureChanged: if labels were added or removed
    """
    whole, before, after = unpack(stored), unpack(shown), unpack(edited)
    if not all(isinstance(document, dict) for document in (whole, before, after)):
        return edited
    return pack(_merge(whole, before, after))


def _is_label_list(value: Any) -> bool:
    return (
        isinstance(value, list)
        and len(value) > 0
        and all(isinstance(item, dict) and "_id" in item for item in value)
    )


def _merge(whole: dict[str, Any], before: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:
    if before.get("_id") != whole.get("_id") or before.get("_cls") != after.get("_cls"):
        return after
    result = dict(whole)
    for key in edited_parts(before, after):
        old, new, stored = before.get(key), after.get(key), whole.get(key)
        if _is_label_list(old) or _is_label_list(stored):
            result[key] = _merge_list(stored or [], old or [], new or [])
        elif key in after:
            result[key] = new
        else:
            result.pop(key, None)
    return result


def _merge_list(stored: list[Any], before: list[Any], after: list[Any]) -> list[Any]:
    ids = [label["_id"] for label in before]
    if ids != [label.get("_id") for label in after]:
        raise StructureChanged
    edits = {id: (old, new) for id, old, new in zip(ids, before, after, strict=True)}
    return [
        _merge(label, *edits[label["_id"]]) if label["_id"] in edits else label for label in stored
    ]
