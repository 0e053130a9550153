"""Deleting labels of a dataset."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from lunette.core.sample_selection import texts_of

__all__ = ["DatasetLabels"]


class DatasetLabels:
    """Deletes labels."""

    _id: str

    if TYPE_CHECKING:

        def _ask(self, method: str, params: dict[str, Any]) -> tuple[Any, bytes | None]: ...
        def _settle_readers(self) -> None: ...
        def _note_written(self, ids: list[bytes] | None) -> None: ...
        def _refresh_live(self, ids: list[str] | None) -> None: ...

    def delete_labels(
        self,
        labels: Mapping[str, Any] | Iterable[Mapping[str, Any]] | None = None,
        ids: str | Iterable[str] | None = None,
        instance_ids: str | Iterable[str] | None = None,
        tags: str | Iterable[str] | None = None,
        view: Any = None,
        fields: str | Iterable[str] | None = None,
    ) -> None:
        """Deletes the labels that any of the arguments names.

        Args:
            labels (None): dicts as of ``session.selected_labels``
            ids (None): the id of a label, or several
            instance_ids (None): the id of an instance, or several
            tags (None): a tag, or several
            view (None): a view of this dataset, whose labels are deleted
            fields (None): only labels of this field, or these

        Raises:
            ValueError: if a field may not be edited or holds no labels, or the view is of another
                dataset
        """
        named = None if fields is None else texts_of(fields, "fields")
        requests: list[dict[str, Any]] = []
        if labels is not None:
            items = [labels] if isinstance(labels, Mapping) else list(labels)
            by_field: dict[str, list[str]] = {}
            for label in items:
                if named is None or label["field"] in named:
                    by_field.setdefault(label["field"], []).append(label["label_id"])
            requests += [{"fields": [f], "label_ids": i} for f, i in by_field.items()]
        if ids is not None:
            requests.append({"fields": named, "label_ids": texts_of(ids, "ids")})
        if instance_ids is not None:
            found = texts_of(instance_ids, "instance_ids")
            requests.append({"fields": named, "instance_ids": found})
        if tags is not None:
            requests.append({"fields": named, "tags": texts_of(tags, "tags")})
        if view is not None:
            if view._dataset is not self:
                raise ValueError("The view is of another dataset.")
            requests.append({"fields": named, "view": view._target()["view"]})
        if not requests:
            return
        self._settle_readers()
        for request in requests:
            self._ask("labels.delete", {"dataset": self._id, **request})
        self._note_written(None)
        self._refresh_live(None)
