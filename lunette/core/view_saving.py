"""Views written back: what a view shows becomes what is stored."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from lunette.core.collection_base import CollectionBase
from lunette.core.sample_selection import texts_of

if TYPE_CHECKING:
    from lunette.core.collection_base import Stage
    from lunette.core.view_description import ViewDescription

__all__ = ["ViewSaving"]

_FRAME_STAGES = frozenset(("match_frames", "select_frames", "exclude_frames"))


class ViewSaving(CollectionBase):
    """Writing and deleting by a view. The samples outside of it stay as they are, unless said."""

    if TYPE_CHECKING:

        @property
        def _description(self) -> ViewDescription: ...

    def save(self, fields: str | Iterable[str] | None = None) -> None:
        """Stores what the samples of the view show.

        Labels and frames that the view filters are deleted, values that it computes are written,
        and values of fields that it leaves out are deleted. Samples that are not in the view stay
        as they are. Edits of sample views are not saved by this; save those by themselves.

        Args:
            fields (None): store only these fields, and delete none of the others

        Raises:
            ValueError: if there is no such field, it may not be edited, or a value does not fit
        """
        names = None if fields is None else texts_of(fields, "fields")
        self._write("view.save", self._stages, {"fields": names})

    def keep(self) -> None:
        """Deletes the samples of the dataset that are not in the view. Their files stay."""
        dataset = self._dataset
        dataset._settle_readers()
        kept = self._ids_of_live()
        dataset._ask("view.keep", self._target())
        dataset._left(id for id in list(dataset._live) if id not in kept)
        dataset._note_written(None)

    def clear(self) -> None:
        """Deletes the samples of the view from the dataset. Their files stay."""
        dataset = self._dataset
        dataset._settle_readers()
        gone = self._ids_of_live()
        dataset._ask("samples.delete", self._target())
        dataset._left(gone)
        dataset._note_written(None)

    def keep_fields(self) -> None:
        """Deletes the fields of the dataset that the view leaves out, for all samples."""
        visible = self._description.visible
        if visible is None:
            return
        names = [name for name in self._dataset.get_field_schema() if name not in visible]
        if names:
            self._dataset.delete_sample_fields(names)

    def keep_frames(self) -> None:
        """Deletes the frames of the view's samples that are not in the view.

        What the view filters inside of frames stays.
        """
        stages = [
            stage
            for stage in self._stages
            if stage["stage"] in _FRAME_STAGES
            or not str(stage.get("field", "")).startswith("frames.")
        ]
        if any(stage["stage"] in _FRAME_STAGES for stage in stages):
            self._write("view.save", stages, {"fields": ["frames"]})

    def _write(self, method: str, stages: list[Stage], params: dict[str, Any]) -> None:
        dataset = self._dataset
        dataset._settle_readers()
        view = dataset._in_slice(stages)
        dataset._ask(method, {"dataset": dataset._id, "view": view, **params})
        dataset._note_written(None)
        dataset._refresh_live(None)

    def _ids_of_live(self) -> set[bytes]:
        """Ids of those samples of the view of which there are objects."""
        live = set(self._dataset._live)
        if not live:
            return live
        return live & {bytes.fromhex(id) for id in self._sample_ids()}
