"""Labels of a collection as a whole: moving them between fields."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lunette.core.collection_base import CollectionBase

if TYPE_CHECKING:
    from lunette.core.view import DatasetView

__all__ = ["CollectionLabels"]


class CollectionLabels(CollectionBase):
    """Moves labels of a collection from one field to another."""

    if TYPE_CHECKING:

        def filter_labels(self, field: str, filter: Any, only_matches: bool = True) -> Any: ...
        def view(self) -> DatasetView: ...

    def split_labels(self, in_field: str, out_field: str, filter: Any = None) -> None:
        """Moves labels to another field, which is made if it does not exist.

        Args:
            in_field: the field of the labels; of a view, only those that the view shows are moved
            out_field: the field to move them to, of the same class
            filter (None): move only the labels for which this expression, or dict of conditions,
                is true

        Raises:
            ValueError: if a field does not fit
        """
        moved: Any = self
        if filter is not None:
            moved = self.filter_labels(in_field, filter)
        moved._move_labels(in_field, out_field)

    def merge_labels(self, in_field: str, out_field: str) -> None:
        """Moves all labels to another field; the field that a whole dataset has no more is deleted.

        Args:
            in_field: the field of the labels
            out_field: the field to move them to, of the same class; made if it does not exist

        Raises:
            ValueError: if a field does not fit
        """
        self._move_labels(in_field, out_field)
        if not self._stages:
            self._dataset.delete_sample_field(in_field)

    def _move_labels(self, in_field: str, out_field: str) -> None:
        dataset = self._dataset
        dataset._settle_readers()
        moved = {**self._every_slice(), "from": in_field, "to": out_field}
        self._request("labels.move", moved)
        dataset._load_info()
        dataset._note_written(None)
        dataset._refresh_live(None)
