"""What every part of a collection's API builds on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lunette.core.bridge_calls import Row, rows_of

if TYPE_CHECKING:
    from lunette.core.dataset import Dataset
    from lunette.core.sample_base import SampleBase
    from lunette.core.view import DatasetView

__all__ = ["CollectionBase", "Stage"]

#: A stage as plain data.
Stage = dict[str, Any]


class CollectionBase:
    """A dataset and the stages that are applied to it: none for the dataset itself."""

    _stages: list[Stage]

    @property
    def _dataset(self) -> Dataset:
        """The dataset whose samples these are."""
        raise NotImplementedError

    @property
    def _root_dataset(self) -> Dataset:
        """The dataset that a person knows: of patches, the one that they are of."""
        return self._dataset

    def _target(self) -> dict[str, Any]:
        """The parameters that name this collection in a request."""
        return {"dataset": self._dataset._id, "view": self._dataset._in_slice(self._stages)}

    def _every_slice(self) -> dict[str, Any]:
        """The parameters that name this collection where a whole dataset means all its slices."""
        return self._target() if self._stages else {"dataset": self._dataset._id, "view": []}

    def _request(
        self, method: str, params: dict[str, Any] | None = None, *, lookup: bool = False
    ) -> tuple[Any, bytes | None]:
        """A request about this collection; returns result and payload."""
        if method in ("view.documents", "samples.get"):
            params = {**self._dataset._omitted(), **(params or {})}
        return self._dataset._ask(method, {**self._target(), **(params or {})}, lookup=lookup)

    def _rows(self, method: str, params: dict[str, Any], *, lookup: bool = False) -> list[Row]:
        """The samples that a request answers with."""
        return rows_of(self._request(method, params, lookup=lookup)[1])

    def _make(self, row: Row) -> SampleBase:
        """The sample of this collection for what the bridge sent."""
        raise NotImplementedError

    def _with_stage(self, stage: Stage) -> DatasetView:
        """The view with one more stage, checked by the bridge."""
        raise NotImplementedError

    def _sample_ids(self) -> list[str]:
        """The ids of all samples, in order."""
        data = self._request("view.ids")[1] or b""
        text = bytes(data).hex()
        return [text[i : i + 24] for i in range(0, len(text), 24)]

    def __len__(self) -> int:
        count: int = self._request("view.count")[0]["count"]
        return count
