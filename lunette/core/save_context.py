"""Edits of many samples, written together."""

from __future__ import annotations

import math
import time
from types import TracebackType
from typing import TYPE_CHECKING

from lunette.core.encoding import pack

if TYPE_CHECKING:
    from lunette.core.dataset import Dataset
    from lunette.core.sample_base import SampleBase

__all__ = ["SaveContext"]

#: Samples, bytes and seconds between two writes.
_DEFAULTS: dict[str, float] = {"static": 1000, "size": 1 << 20, "latency": 0.2}
#: More samples than that are never collected: they would only take memory.
_UNLIMITED: dict[str, float] = {"static": 1000, "size": math.inf, "latency": math.inf}


class SaveContext:
    """Collects samples to save, and writes many at once.

    Args:
        dataset: the dataset of the samples
        batch_size (None): how much to collect between two writes, in the unit of the strategy; an
            int without a strategy is a number of samples, a float seconds
        batching_strategy (None): ``"static"`` counts samples, ``"size"`` the bytes of what was
            changed, ``"latency"`` seconds

    Raises:
        ValueError: if there is no such strategy, or the size is not positive
    """

    def __init__(
        self,
        dataset: Dataset,
        batch_size: int | float | None = None,
        batching_strategy: str | None = None,
    ) -> None:
        if batching_strategy is None:
            batching_strategy = "static" if isinstance(batch_size, int) else "latency"
        if batching_strategy not in _DEFAULTS:
            raise ValueError(
                f"batching_strategy is {', '.join(map(repr, _DEFAULTS))} or None, not "
                f"{batching_strategy!r}."
            )
        if batch_size is not None and batch_size <= 0:
            raise ValueError(f"batch_size is greater than zero, not {batch_size!r}.")
        limits = {**_UNLIMITED, batching_strategy: batch_size or _DEFAULTS[batching_strategy]}
        self._dataset = dataset
        self._most = limits["static"]
        self._bytes = limits["size"]
        self._seconds = limits["latency"]
        self._waiting: list[SampleBase] = []
        self._size = 0
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
        if self._bytes < math.inf:
            core, blobs = sample._doc.changes()
            self._size += len(pack(core)) + sum(len(blob or b"") for blob in blobs.values())
        if (
            len(self._waiting) >= self._most
            or self._size >= self._bytes
            or time.monotonic() - self._since >= self._seconds
        ):
            self.flush()

    def flush(self) -> None:
        """Writes what was collected."""
        waiting, self._waiting, self._size = self._waiting, [], 0
        self._since = time.monotonic()
        if waiting:
            self._dataset._save_samples(waiting)
