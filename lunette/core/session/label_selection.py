"""The labels that are selected in the App, and the view of all that is selected."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from lunette._generated.events import SelectLabels
from lunette.core.expressions import ViewField
from lunette.core.session.selected_items import label_items
from lunette.core.session.session_base import SessionBase

if TYPE_CHECKING:
    from lunette.core.dataset import Dataset
    from lunette.core.view import DatasetView

__all__ = ["LabelSelection"]


class LabelSelection(SessionBase):
    """The part of a session that is about its selected labels."""

    @property
    def selected_labels(self) -> list[dict[str, Any]]:
        """The labels selected in the App.

        Dicts with ``label_id``, ``sample_id``, ``field`` and, where they apply, ``frame_number``,
        ``instance_id`` and ``type``.
        """
        return [dict(item) for item in self._read()["selected_labels"]]

    @selected_labels.setter
    def selected_labels(self, labels: Any) -> None:
        self._send(SelectLabels(labels=label_items(labels)))

    def select_labels(
        self,
        labels: Any = None,
        ids: str | Iterable[str] | None = None,
        tags: str | Iterable[str] | None = None,
        fields: str | Iterable[str] | None = None,
    ) -> None:
        """Selects labels of the current view in the App; without arguments, none.

        Args:
            labels (None): dicts with ``label_id``, ``sample_id`` and ``field``
            ids (None): an id or several, instead of `labels`
            tags (None): a tag or several: labels that have any of them
            fields (None): a label field or several; all by default

        Raises:
            TypeError: if a label is no dict
            ValueError: if a label lacks a key, or a field holds no labels
        """
        collection = self._collection()
        if labels is None and collection is not None and (ids, tags, fields) != (None, None, None):
            labels = _find_labels(collection, _texts(ids), _texts(tags), fields)
        self._send(SelectLabels(labels=label_items(labels)))

    def clear_selected_labels(self) -> None:
        """Selects no label."""
        self._send(SelectLabels(labels=[]))

    @property
    def selected_view(self) -> DatasetView | None:
        """A view of what is selected; None if nothing is.

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
        if not labels:
            return view
        if not samples:
            view = view.select(list(dict.fromkeys(label["sample_id"] for label in labels)))
        for field in collection._label_fields(None):
            chosen = [label["label_id"] for label in labels if label["field"] == field]
            view = view.filter_labels(field, ViewField("id").is_in(chosen), only_matches=False)
        return view

    def tag_selected_labels(self, tag: str) -> None:
        """Adds a tag to the selected labels; nothing happens if none are selected."""
        self._tag_labels(tag, remove=False)

    def untag_selected_labels(self, tag: str) -> None:
        """Removes a tag from the selected labels."""
        self._tag_labels(tag, remove=True)

    def _tag_labels(self, tag: str, remove: bool) -> None:
        collection, labels = self._collection(), self.selected_labels
        if collection is not None and labels:
            target = {
                "fields": list(dict.fromkeys(label["field"] for label in labels)),
                "label_ids": [label["label_id"] for label in labels],
            }
            collection._tag("labels.tag", tag, {**target, "remove": remove})


def _texts(texts: str | Iterable[str] | None) -> set[str] | None:
    if texts is None:
        return None
    return {texts} if isinstance(texts, str) else set(texts)


def _find_labels(
    collection: Dataset | DatasetView,
    ids: set[str] | None,
    tags: set[str] | None,
    fields: str | Iterable[str] | None,
) -> list[dict[str, str]]:
    """The labels of the collection that have the ids and any of the tags."""
    found = []
    sample_ids = collection._sample_ids()
    for field in collection._label_fields(fields):
        columns = (collection.values(f"{field}.id"), collection.values(f"{field}.tags"))
        for sample_id, label_ids, label_tags in zip(sample_ids, *columns, strict=True):
            # A field of single labels has one id per sample, a field of lists has several.
            single = label_ids is None or isinstance(label_ids, str)
            pairs = [(label_ids, label_tags)] if single else zip(label_ids, label_tags, strict=True)
            for label_id, own_tags in pairs:
                if label_id is None or (ids is not None and label_id not in ids):
                    continue
                if tags is None or tags & set(own_tags or ()):
                    found.append({"label_id": label_id, "sample_id": sample_id, "field": field})
    return found
