"""The labels that are selected in the App, and the view of all that is selected."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from lunette._generated.events import SelectLabels
from lunette.core.session.found_labels import find_labels
from lunette.core.session.selected_items import label_items
from lunette.core.session.session_base import SessionBase

if TYPE_CHECKING:
    from lunette.core.view import DatasetView

__all__ = ["LabelSelection"]


class LabelSelection(SessionBase):
    """The part of a session that is about its selected labels."""

    @property
    def selected_labels(self) -> list[dict[str, Any]]:
        """The labels selected in the App.

        Dicts with ``label_id``, ``sample_id``, ``field``, ``type`` (``"default"`` or ``"alt"``)
        and, where they apply, ``frame_number`` and ``instance_id``. Assigning selects; the dicts
        that are given stay as they are.
        """
        return [
            {
                **{key: value for key, value in item.items() if value is not None},
                "type": item.get("type") or "default",
            }
            for item in self._read()["selected_labels"]
        ]

    @selected_labels.setter
    def selected_labels(self, labels: Any) -> None:
        self._send(SelectLabels(labels=label_items(labels)))

    def select_labels(
        self,
        labels: Any = None,
        ids: str | Iterable[str] | None = None,
        instance_ids: str | Iterable[str] | None = None,
        tags: str | Iterable[str] | None = None,
        fields: str | Iterable[str] | None = None,
    ) -> None:
        """Selects labels of the current view in the App; without arguments, all of them.

        If `labels` are given these are selected, else those that fulfil everything else that is
        given. To select none, use :meth:`clear_selected_labels`.

        Args:
            labels (None): dicts with ``label_id``, ``sample_id`` and ``field``
            ids (None): an id of a label or several
            instance_ids (None): an id of an instance or several
            tags (None): a tag or several: labels that have any of them
            fields (None): a label field or several; all by default

        Raises:
            TypeError: if a label is no dict
            ValueError: if a label lacks a key, a field holds no labels, or there are more labels
                than can be selected at once
        """
        if labels is None:
            collection = self._collection()
            labels = collection and find_labels(
                collection, ids=ids, instance_ids=instance_ids, tags=tags, fields=fields
            )
        self._send(SelectLabels(labels=label_items(labels)))

    def clear_selected_labels(self) -> None:
        """Selects no label."""
        self._send(SelectLabels(labels=[]))

    @property
    def selected_view(self) -> DatasetView | None:
        """A view of what is selected, in the order of the view or dataset; None if nothing is.

        With samples selected, only those; with labels selected, only those labels and the samples
        (among the selected ones, if any are) that have them.
        """
        state = self._read()
        collection = self._collection()
        samples = [item["id"] for item in state["selected_samples"]]
        labels = state["selected_labels"]
        if collection is None or not (samples or labels):
            return None
        view = collection.select(samples) if samples else collection.view()
        return view.select_labels(labels=labels) if labels else view

    def tag_selected_labels(self, tag: str) -> None:
        """Adds a tag to the selected labels; nothing happens if none are selected."""
        self._tag_labels(tag, remove=False)

    def untag_selected_labels(self, tag: str) -> None:
        """Removes a tag from the selected labels."""
        self._tag_labels(tag, remove=True)

    def _tag_labels(self, tag: str, remove: bool) -> None:
        collection, labels = self._collection(), self._read()["selected_labels"]
        if collection is not None and labels:
            samples = list(dict.fromkeys(label["sample_id"] for label in labels))
            target = {
                "fields": list(dict.fromkeys(label["field"] for label in labels)),
                "label_ids": [label["label_id"] for label in labels],
            }
            # Only these samples are looked through, which matters in a large dataset.
            view = collection.select(samples)
            view._tag("labels.tag", tag, {**target, "remove": remove})
