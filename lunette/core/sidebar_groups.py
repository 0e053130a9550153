"""Groups of fields in the App's sidebar."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from lunette.core.fields import DictField, EmbeddedDocumentField, Field, ListField

if TYPE_CHECKING:
    from lunette.core.collection import SampleCollection

__all__ = ["SidebarGroupDocument", "default_groups"]


class SidebarGroupDocument:
    """A group of fields in the App's sidebar.

    Args:
        name: its heading
        paths (None): the fields in it, by dotted path, in order
        expanded (None): whether it begins open; by default it does
    """

    def __init__(
        self, name: str, paths: Iterable[str] | None = None, expanded: bool | None = None
    ) -> None:
        self.name = name
        self.paths: list[str] = list(paths or ())
        self.expanded = expanded

    def to_dict(self) -> dict[str, Any]:
        """The group as JSON-safe values.

        Raises:
            ValueError: if name or paths are no texts
        """
        if not isinstance(self.name, str) or not self.name:
            raise ValueError(f"A sidebar group has a name, a text that is not {self.name!r}.")
        paths: Any = self.paths
        if isinstance(paths, str) or not all(isinstance(path, str) for path in paths):
            raise ValueError(
                f"The paths of the sidebar group {self.name!r} are a list of strings, not "
                f"{self.paths!r}."
            )
        group: dict[str, Any] = {"name": self.name, "paths": list(self.paths)}
        if self.expanded is not None:
            group["expanded"] = bool(self.expanded)
        return group

    @classmethod
    def from_dict(cls, d: Mapping[str, Any]) -> SidebarGroupDocument:
        """The group of a dict from :meth:`to_dict`."""
        return cls(d["name"], d.get("paths"), d.get("expanded"))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, SidebarGroupDocument) and self.__dict__ == other.__dict__

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return (
            f"<SidebarGroupDocument: {{'name': {self.name!r}, 'paths': {self.paths!r}, "
            f"'expanded': {self.expanded!r}}}>"
        )


def default_groups(collection: SampleCollection) -> list[SidebarGroupDocument]:
    """The groups that the sidebar shows if a dataset says nothing else."""
    groups: dict[str, list[str]] = {
        "tags": ["tags"],
        "metadata": [],
        "labels": [],
        "frame labels": [],
        "primitives": [],
        "other": [],
    }
    for name, field in collection.get_field_schema().items():
        if name == "tags":
            continue
        if name == "metadata" and isinstance(field, EmbeddedDocumentField):
            inner = collection.get_field_schema(flat=True)
            groups["metadata"] += [path for path in inner if path.startswith("metadata.")]
        elif name == "frames":
            continue
        elif name in ("id", "filepath", "created_at", "last_modified_at"):
            groups["metadata"].append(name)
        else:
            groups[_group_of(field)].append(name)
    frames = collection._dataset._schema.fields.get("frames")
    holder = frames.field if isinstance(frames, ListField) else None
    if isinstance(holder, EmbeddedDocumentField):
        groups["frame labels"] = [
            f"frames.{name}"
            for name, field in holder.fields.items()
            if _group_of(field) == "labels"
        ]
    return [SidebarGroupDocument(name, paths) for name, paths in groups.items() if paths]


def _group_of(field: Field) -> str:
    from lunette.core.labels import Label

    if isinstance(field, EmbeddedDocumentField):
        return "labels" if issubclass(field.document_type, Label) else "other"
    if isinstance(field, (ListField, DictField)):
        simple = field.field is not None and not isinstance(
            field.field, (EmbeddedDocumentField, ListField, DictField)
        )
        return "primitives" if simple and isinstance(field, ListField) else "other"
    return "primitives" if field.kind not in ("vector", "array") else "other"
