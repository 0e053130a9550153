"""Samples as a view shows them: some fields, some labels."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lunette.core.encoding import pack
from lunette.core.labels import LabelList
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
        selected = self._view._selected
        return (
            selected is None
            or name in DEFAULT_FIELDS
            or name in selected
            or (self._assigned is not None and name in self._assigned)
        )

    def _names(self) -> tuple[str, ...]:
        return tuple(name for name in super()._names() if self._readable(name))

    def _read(self, name: str) -> Any:
        if not self._readable(name) and name in super()._names():
            raise AttributeError(
                f"The field {name!r} was not selected: the view has only the fields "
                f"{', '.join(sorted(self._view._selected or ()))}."
            )
        return super()._read(name)

    def _set(self, name: str, value: Any, create: bool, validate: bool, dynamic: bool) -> None:
        super()._set(name, value, create, validate, dynamic)
        _set_slot(self, "_assigned", {*(self._assigned or ()), name})

    @property
    def selected_field_names(self) -> set[str] | None:
        """The fields that the view selects, or None if it has all."""
        selected = self._view._selected
        return None if selected is None else {*selected, *DEFAULT_FIELDS}

    @property
    def excluded_field_names(self) -> set[str] | None:
        """The fields that the view excludes, or None if it excludes none."""
        return None

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

    def _source_changes(self, changes: Changes, source: SampleDocument | None) -> Changes:
        """The changes as they apply to the whole sample.

        Args:
            changes: what differs from what the view showed
            source: the whole sample; needed if a filtered field is among the changes
        """
        core, blobs = changes
        filtered = self._view._filtered
        merged = {
            name: self._merged(name, source) if name in filtered and blob is not None else blob
            for name, blob in blobs.items()
        }
        return core, merged

    def _needs_source(self, changes: Changes) -> bool:
        filtered = self._view._filtered
        return any(name in filtered for name in changes[1])

    def _merged(self, name: str, source: SampleDocument | None) -> bytes | None:
        """A filtered field's encoding: the source's labels, with the edited ones in their place."""
        doc = self._doc
        shown = document_of_blob(doc.blobs[name]) if name in doc.blobs else None
        mine = doc.values[name]
        whole = None if source is None or name not in source.blobs else source.blobs[name]
        if whole is None or shown is None or not isinstance(mine, LabelList):
            return pack(mine)
        if self._assigned is not None and name in self._assigned:
            return pack(mine)
        before = {label.id: label for label in getattr(shown, shown._list)}
        after = {label.id: label for label in getattr(mine, mine._list)}
        if list(before) != list(after):
            raise ValueError(
                f"Labels were added to or removed from the field {name!r}, which this view "
                "filters; edit the sample itself, dataset[sample.id], or assign a whole new label."
            )
        result = document_of_blob(whole)
        labels = getattr(result, result._list)
        for i, label in enumerate(labels):
            if label.id in after and pack(after[label.id]) != pack(before[label.id]):
                labels[i] = after[label.id]
        return pack(result)

    def __eq__(self, other: object) -> bool:
        if self is other:
            return True
        if not isinstance(other, SampleView):
            return NotImplemented
        return self.to_dict() == other.to_dict()

    def __hash__(self) -> int:
        return id(self)
