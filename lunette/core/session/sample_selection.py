"""The samples that are selected in the App."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from lunette._generated.events import SelectSamples
from lunette.core.session.selected_items import sample_items
from lunette.core.session.session_base import SessionBase

if TYPE_CHECKING:
    from lunette.core.view import DatasetView

__all__ = ["SampleSelection"]


class SampleSelection(SessionBase):
    """The part of a session that is about its selected samples."""

    @property
    def selected(self) -> list[str]:
        """Ids of the samples selected in the App.

        Assigning selects; samples that are selected already keep their selection type.
        """
        return [item["id"] for item in self._read()["selected_samples"]]

    @selected.setter
    def selected(self, sample_ids: Any) -> None:
        types = {item["id"]: item["type"] for item in self._read()["selected_samples"]}
        items = sample_items(sample_ids)
        for item in items:
            item["type"] = types.get(item["id"], item["type"])
        self._send(SelectSamples(samples=items))

    @property
    def selected_samples(self) -> list[dict[str, Any]]:
        """The selected samples as dicts with ``id`` and ``type`` ("default" or "alt")."""
        return [dict(item) for item in self._read()["selected_samples"]]

    @selected_samples.setter
    def selected_samples(self, samples: Any) -> None:
        self._send(SelectSamples(samples=sample_items(samples)))

    def select_samples(self, ids: Any = None, tags: str | Iterable[str] | None = None) -> None:
        """Selects samples of the current view in the App.

        Args:
            ids (None): an id, a dict with ``id`` and ``type``, or an iterable of either; None
                clears the selection
            tags (None): a tag or several: the samples that have any of them, instead of `ids`

        Raises:
            TypeError: if something else is given
            ValueError: if an id or a type is none
        """
        collection = self._collection()
        if tags is not None and collection is not None:
            ids = collection.match_tags(tags)._sample_ids()
        self._send(SelectSamples(samples=sample_items(ids)))

    def clear_selected(self) -> None:
        """Selects no sample."""
        self._send(SelectSamples(samples=[]))

    def tag_selected_samples(self, tag: str) -> None:
        """Adds a tag to the selected samples; nothing happens if none are selected."""
        view = self._selected_samples_view()
        if view is not None:
            view.tag_samples(tag)

    def untag_selected_samples(self, tag: str) -> None:
        """Removes a tag from the selected samples."""
        view = self._selected_samples_view()
        if view is not None:
            view.untag_samples(tag)

    def _selected_samples_view(self) -> DatasetView | None:
        collection, selected = self._collection(), self.selected
        return collection.select(selected) if collection is not None and selected else None
