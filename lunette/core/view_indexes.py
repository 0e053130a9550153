"""Indexes and times of the dataset, asked of a view of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lunette.core.dataset import Dataset

__all__ = ["ViewIndexes"]


class ViewIndexes:
    """What a view passes on to its dataset."""

    if TYPE_CHECKING:

        @property
        def dataset(self) -> Dataset: ...

    def create_index(
        self,
        field_or_spec: str | Iterable[tuple[str, int]],
        unique: bool = False,
        force: bool = False,
        wait: bool = True,
        **kwargs: Any,
    ) -> str:
        """Makes an index of the dataset; see ``Dataset.create_index``."""
        return self.dataset.create_index(field_or_spec, unique, force, wait, **kwargs)

    def list_indexes(self) -> list[str]:
        """Names of the indexes of the dataset."""
        return self.dataset.list_indexes()

    def get_index_information(self, include_stats: bool = False) -> dict[str, dict[str, Any]]:
        """What the indexes of the dataset are; see ``Dataset.get_index_information``."""
        return self.dataset.get_index_information(include_stats)

    def drop_index(self, field_or_name: str) -> None:
        """Deletes an index of the dataset; see ``Dataset.drop_index``."""
        self.dataset.drop_index(field_or_name)

    def sync_last_modified_at(self, include_frames: bool = True) -> None:
        """Brings the dataset's time up to date; see ``Dataset.sync_last_modified_at``."""
        self.dataset.sync_last_modified_at(include_frames)
