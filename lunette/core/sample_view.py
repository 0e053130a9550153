"""Samples as a view shows them: some fields, some labels."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lunette.core.encoding import pack
from lunette.core.frames import Frames
from lunette.core.partial_documents import StructureChanged, edited_parts, merged_document
from lunette.core.sample_base import SampleBase
from lunette.core.sample_document import Changes, SampleDocument, document_of_blob
from lunette.core.schema import DEFAULT_FIELDS

if TYPE_CHECKING:
    from lunette.core.view import DatasetView

__all__ = ["SampleView"]

_set_slot = object.__setattr__


class SampleView(SampleBase):
    """A sample as a view shows it.

    Fields can be edited and saved. In a field whose labels the view filters, saving writes the
    labels that were edited and leaves the hidden ones alone; adding or removing labels there is an
    error, except by assigning a whole new label to the field.
    """

    __slots__ = ("_assigned", "_view")

    _view: DatasetView
    #: Fields that were assigned as a whole; None until one is.
    _assigned: set[str] | None

    @classmethod
    def _of_view(cls, doc: SampleDocument, view: DatasetView) -> SampleView:
        self = cls.__new__(cls)
        _set_slot(self, "_doc", doc)
        _set_slot(self, "_view", view)
        _set_slot(self, "_assigned", None)
        return self

    def _readable(self, name: str) -> bool:
        visible = self._view._description.visible
        return (
            visible is None
            or name in visible
            or name in DEFAULT_FIELDS
            or (self._assigned is not None and name in self._assigned)
        )

    def _names(self) -> tuple[str, ...]:
        return tuple(name for name in super()._names() if self._readable(name))

    def _read(self, name: str) -> Any:
        if not self._readable(name) and name in super()._names():
            description = self._view._description
            fields = ", ".join(sorted(description.visible or ()))
            raise AttributeError(
                f"The field {name!r} is excluded from this view."
                if not description.selects
                else f"The field {name!r} was not selected: the view has only the fields {fields}."
            )
        return super()._read(name)

    def _set(self, name: str, value: Any, create: bool, validate: bool, dynamic: bool) -> None:
        if not create:
            # A sample view reads the field first: there is none, or it is not shown.
            self._read(name)
        super()._set(name, value, create, validate, dynamic)
        _set_slot(self, "_assigned", {*(self._assigned or ()), name})

    @property
    def selected_field_names(self) -> set[str] | None:
        """The fields that the view selects, or None if it selects none."""
        description = self._view._description
        if not description.selects or description.visible is None:
            return None
        return {*description.visible, *DEFAULT_FIELDS}

    @property
    def excluded_field_names(self) -> set[str] | None:
        """The fields that the view excludes, or None if it excludes none."""
        description = self._view._description
        if not description.excludes or description.visible is None:
            return None
        return set(super()._names()) - description.visible - set(DEFAULT_FIELDS)

    @property
    def filtered_field_names(self) -> set[str] | None:
        """The fields whose labels the view filters, or None if it filters none."""
        return set(self._view._filtered) or None

    def save(self) -> None:
        """Stores what was changed; see the class about filtered fields.

        Raises:
            ValueError: if labels were added to or removed from a filtered field
        """
        self._view._dataset._save_samples([self])

    def _partly_shown(self) -> frozenset[str]:
        """The fields of which the view shows only a part, or something else than is stored."""
        description = self._view._description
        return description.filtered | description.changed | frozenset(description.hidden)

    def _source_changes(self, changes: Changes, source: SampleDocument | None) -> Changes:
        """The changes as they apply to the whole sample.

        Args:
            changes: what differs from what the view showed
            source: the whole sample; needed if a partly shown field is among the changes
        """
        core, blobs = changes
        frames = self._doc.values.get("frames")
        blob = blobs.get("frames")
        if isinstance(frames, Frames) and blob is not None:
            changes = core, blobs = core, {**blobs, "frames": frames._for_source(blob)}
        partly = self._partly_shown()
        if not partly:
            return changes
        assigned = self._assigned or set()
        edits: dict[str, Any] = {}
        for name, value in core.items():
            old = self._doc.core.get(name)
            whole = name not in partly or name in assigned
            if whole or not isinstance(value, dict) or not isinstance(old, dict):
                edits[name] = value
            else:
                parts = edited_parts(old, value)
                edits.update({f"{name}.{part}": new for part, new in parts.items()})
        merged = {
            name: self._merged(name, blob, source)
            if name in partly and name not in assigned and blob is not None and name != "frames"
            else blob
            for name, blob in blobs.items()
        }
        return edits, merged

    def _needs_source(self, changes: Changes) -> bool:
        return not self._partly_shown().isdisjoint(changes[1])

    def _merged(self, name: str, edited: bytes, source: SampleDocument | None) -> bytes:
        """A partly shown field's encoding: what is stored, with what was edited in its place."""
        doc = self._doc
        whole = None if source is None else source.blobs.get(name)
        if whole is None or name not in doc.blobs:
            return edited
        shown = pack(document_of_blob(doc.blobs[name]))
        try:
            return merged_document(whole, shown, edited)
        except StructureChanged:
            raise ValueError(
                f"Labels were added to or removed from the field {name!r}, which this view "
                "filters; edit the sample itself, dataset[sample.id], or assign a whole new label."
            ) from None

    def __eq__(self, other: object) -> bool:
        if self is other:
            return True
        if not isinstance(other, SampleView):
            return NotImplemented
        return self.to_dict() == other.to_dict()

    def __hash__(self) -> int:
        return id(self)
