"""What a view leaves readable: fields, parts of documents, labels."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lunette.core.schema import DEFAULT_FIELDS

if TYPE_CHECKING:
    from lunette.core.collection_base import Stage
    from lunette.core.fields import Field
    from lunette.core.view import DatasetView

__all__ = ["ViewDescription", "describe"]

#: Stages that change which fields, labels or values can be read.
_TELLING = frozenset(
    (
        "select_fields",
        "exclude_fields",
        "select_labels",
        "exclude_labels",
        "filter_labels",
        "limit_labels",
        "filter_keypoints",
        "filter_field",
        "map_labels",
        "map_values",
        "set_field",
        "match_frames",
        "select_frames",
        "exclude_frames",
        "concat",
    )
)
_SELECTING = frozenset(("select_fields", "select_labels"))
#: Parts that every label keeps.
_ALWAYS = frozenset(("id", "_cls", "tags"))


class ViewDescription:
    """What a view leaves readable.

    Attributes:
        visible: names of the fields that can be read, or None if all can
        selects: whether stages chose fields
        excludes: whether stages left fields out
        filtered: fields that may hold only some of their labels or frames
        changed: fields whose content stages change
        hidden: by field, parts of its documents: the only ones there (or None), and those left out
    """

    def __init__(self, answer: dict[str, Any] | None, stages: list[Stage]) -> None:
        kinds = {stage["stage"] for stage in stages}
        self.selects = not kinds.isdisjoint(_SELECTING)
        self.excludes = "exclude_fields" in kinds
        names = None if answer is None else frozenset(spec["name"] for spec in answer["fields"])
        self.visible = names if self.selects or self.excludes else None
        self.filtered = frozenset(answer["filtered"] if answer else ())
        self.changed = frozenset(answer["changed"] if answer else ())
        self.hidden: dict[str, tuple[frozenset[str] | None, frozenset[str]]] = {
            name: (
                None if parts["only"] is None else frozenset(parts["only"]),
                frozenset(parts["without"]),
            )
            for name, parts in (answer["hidden"] if answer else {}).items()
        }

    def hides(self, path: str, field: Field | None) -> bool:
        """Whether a dotted path cannot be read.

        Args:
            path: the path
            field: the field at its head
        """
        head, _, part = path.partition(".")
        if self.visible is not None and head not in self.visible and head not in DEFAULT_FIELDS:
            return True
        rule = self.hidden.get(head)
        if rule is None or not part:
            return False
        list_name = getattr(getattr(field, "document_type", None), "_list", None)
        if part == list_name:
            return False
        if list_name is not None and part.startswith(f"{list_name}."):
            part = part[len(list_name) + 1 :]
        if part in _ALWAYS:
            return False
        only, without = rule
        left_out = any(part == name or part.startswith(f"{name}.") for name in without)
        return left_out or (only is not None and part.partition(".")[0] not in only)


def describe(view: DatasetView) -> ViewDescription:
    """Asks the bridge, if the stages of the view tell something."""
    telling = any(stage["stage"] in _TELLING for stage in view._stages)
    answer = view._request("view.describe")[0] if telling else None
    return ViewDescription(answer, view._stages)
