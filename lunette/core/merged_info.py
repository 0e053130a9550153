"""What is said of a dataset as a whole, merged into another one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lunette.core.dataset import Dataset

__all__ = ["merge_info"]

#: Properties that are dicts by field, and those that are one value.
_BY_FIELD = ("classes", "mask_targets", "skeletons")
_DEFAULTS = ("default_classes", "default_mask_targets", "default_skeleton")


def merge_info(target: Dataset, source: Dataset, overwrite: bool) -> None:
    """Merges info, classes, mask targets and skeletons of one dataset into another.

    Args:
        target: the dataset that gets them
        source: the dataset that has them
        overwrite: whether they take the place of what is there
    """
    if source is target:
        return
    changes: dict[str, Any] = {}
    info = _merged(target.info, source.info, overwrite)
    if info != target.info:
        changes["info"] = info
    theirs, mine = source._info["properties"], target._info["properties"]
    properties: dict[str, Any] = {}
    for name in _BY_FIELD:
        merged = _merged(mine.get(name) or {}, theirs.get(name) or {}, overwrite)
        if merged != (mine.get(name) or {}):
            properties[name] = merged
    for name in _DEFAULTS:
        if theirs.get(name) and (overwrite or not mine.get(name)):
            properties[name] = theirs[name]
    if properties:
        changes["properties"] = properties
    if changes:
        answer = target._ask("dataset.update", {"dataset": target._id, **changes})[0]
        target._take_info(answer, forget=changes)


def _merged(mine: dict[str, Any], theirs: dict[str, Any], overwrite: bool) -> dict[str, Any]:
    return {**mine, **theirs} if overwrite else {**theirs, **mine}
