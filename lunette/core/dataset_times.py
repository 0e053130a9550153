"""When a dataset and its samples were modified."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__all__ = ["DatasetTimes"]


class DatasetTimes:
    """Times of a dataset."""

    _id: str

    if TYPE_CHECKING:

        def _ask(self, method: str, params: dict[str, Any]) -> tuple[Any, bytes | None]: ...
        def _take_info(self, info: dict[str, Any]) -> None: ...

    def sync_last_modified_at(self, include_frames: bool = True) -> None:
        """Makes ``last_modified_at`` of the dataset the latest of its own and its samples'.

        Edits of samples do not change it by themselves.

        Args:
            include_frames (True): has no effect; editing a frame modifies its sample
        """
        self._take_info(self._ask("dataset.sync_last_modified", {"dataset": self._id})[0])
