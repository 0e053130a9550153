"""The hidden dataset that holds what a generating stage makes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from lunette.core.dataset import Dataset, _datasets
from lunette.core.short_traces import short_traces

__all__ = ["DerivedDataset"]


@short_traces
class DerivedDataset(Dataset):
    """Samples that a view made of those of another dataset; it has no name of its own."""

    @classmethod
    def _of(cls, root: Dataset, info: dict[str, Any]) -> DerivedDataset:
        """The one object for what the bridge describes.

        Args:
            root: the dataset that the view is of
        """
        found = _datasets.get(info["id"])
        if isinstance(found, DerivedDataset):
            found._take_info(info)
            return found
        self = cls.__new__(cls)
        self.__dict__["_root"] = root
        self._start(info)
        return self

    @property
    def _root_dataset(self) -> Dataset:
        root: Dataset = self.__dict__["_root"]
        return root

    def _take_info(self, info: dict[str, Any], forget: Iterable[str] = ()) -> None:
        known = self.__dict__.get("_info_now")
        super()._take_info(info, forget)
        if known is not None and known["fields"] != info["fields"]:
            # Attributes of labels that are declared here are declared there.
            self._root_dataset._load_info()

    def _note_written(self, ids: list[bytes] | None) -> None:
        # Labels and tags are those of the root: what Python holds of it is read again.
        super()._note_written(ids)
        root = self._root_dataset
        root._note_written(None)
        root._refresh_live(None)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {self._root_dataset.name!r}>"
