"""Edits of many samples, written together."""

from __future__ import annotations

import time
from types import TracebackType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lunette.core.dataset import Dataset
    from lunette.core.sample_base import SampleBase

__all__ = ["SaveContext"]

_SECONDS = 0.2
_MOST = 1000


class SaveContext:
    """Collects samples to save, and writes many at once.

    Args:
        dataset: the dataset of the samples
        batch_size (None): how many samples (int) or seconds (float) between two writes
        batching_strategy (None): ``"static"`` counts samples, ``"latency"`` seconds
    """

    def __init__(
        self,
        dataset: Dataset,
        batch_size: int | float | None = None,
        batching_strategy: str | None = None,
    ) -> None:
        if batching_strategy not in (None, "static", "latency"):
            raise ValueError(
                f"batching_strategy is 'static' or 'latency', not {batching_strategy!r}."
            )
        static = batching_strategy == "static" or (
            batching_strategy is None and isinstance(batch_size, int)
        )
        self._dataset = dataset
        self._most = int(batch_size or _MOST) if static else _MOST
        self._seconds = float("inf") if static else float(batch_size or _SECONDS)
        self._waiting: list[SampleBase] = []
        self._since = time.monotonic()

    def __enter__(self) -> SaveContext:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        # Also after an error: what was edited before it is as good as if saved one by one.
        self.flush()

    def save(self, sample: SampleBase) -> None:
        """Saves a sample with the next write.

        Raises:
            ValueError: if it is in another dataset
        """
        if sample.dataset is not self._dataset:
            raise ValueError(
                f"The sample {sample.filepath} is not in dataset {self._dataset.name!r}, so it "
                "cannot be saved here."
            )
        self._waiting.append(sample)
        if len(self._waiting) >= self._most or time.monotonic() - self._since >= self._seconds:
            self.flush()

    def flush(self) -> None:
        """Writes what was collected."""
        waiting, self._waiting = self._waiting, []
        self._since = time.monotonic()
        if waiting:
            self._dataset._save_samples(waiting)
