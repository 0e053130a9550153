"""Merging the values of documents and samples: lists, lists of labels, dicts."""

from __future__ import annotations

from typing import Any

from lunette.core.arrays import same_values

__all__ = ["merge_documents", "merged_lists", "merged_values"]


def merge_documents(
    mine: Any, other: Any, merge_lists: bool, merge_dicts: bool, overwrite: bool
) -> None:
    """Merges a document into another one; see :meth:`EmbeddedDocument.merge`."""
    for name, value in other.iter_fields():
        if value is None or (name == "id" and mine.has_field("id")):
            continue
        old = mine[name] if mine.has_field(name) else None
        merged = merged_values(old, value, merge_lists, merge_dicts, overwrite)
        if merged is not old:
            mine[name] = merged


def merged_values(old: Any, new: Any, merge_lists: bool, merge_dicts: bool, overwrite: bool) -> Any:
    """What becomes of a value that another one is merged into; ``old`` itself if nothing does."""
    if new is None:
        return old
    if old is None:
        return new
    if merge_lists and isinstance(old, list) and isinstance(new, list):
        return merged_lists(old, new, overwrite)
    if merge_dicts and isinstance(old, dict) and isinstance(new, dict):
        result = dict(old)
        for key, value in new.items():
            result[key] = merged_values(old.get(key), value, merge_lists, merge_dicts, overwrite)
        return result
    return new if overwrite else old


def merged_lists(old: list[Any], new: list[Any], overwrite: bool) -> list[Any]:
    """The elements of a list and those of another one that it does not have.

    Elements with an id, such as labels, are the same if their ids are; with ``overwrite`` the new
    one takes the place of the old.
    """
    result = list(old)
    places = {_id(item): i for i, item in enumerate(result)}
    for item in new:
        id = _id(item)
        if id is not None and id in places:
            if overwrite:
                result[places[id]] = item
        elif id is not None or not any(same_values(item, known) for known in result):
            result.append(item)
    return result


def _id(item: Any) -> str | None:
    """The id of a document that has one, such as a label."""
    return item.id if "id" in getattr(item, "_fields", ()) else None
