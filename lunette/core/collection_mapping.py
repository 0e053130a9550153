"""A function called for every sample of a collection, one after another or in several threads."""

from __future__ import annotations

import warnings
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

from lunette.core.collection_base import CollectionBase
from lunette.core.progress import Progress, ProgressOption

if TYPE_CHECKING:
    from lunette.core.sample_base import SampleBase
    from lunette.core.save_context import SaveContext

__all__ = ["CollectionMapping"]

#: Samples that each thread may be ahead of the one whose result is wanted next.
_AHEAD = 4
#: Samples that are warned of one by one.
_WARNINGS = 10


class CollectionMapping(CollectionBase):
    """Calls functions with samples."""

    if TYPE_CHECKING:

        def __iter__(self) -> Iterator[SampleBase]: ...
        def save_context(self, batch_size: Any = None) -> SaveContext: ...

    def map_samples(
        self,
        map_fcn: Callable[[Any], Any],
        save: bool = False,
        skip_failures: bool = False,
        parallelize_method: str | None = None,
        num_workers: int | None = None,
        batch_method: str | None = None,
        batch_size: int | None = None,
        progress: ProgressOption = None,
        warn_failures: bool = True,
    ) -> Iterator[tuple[str, Any]]:
        """Calls a function with every sample; gives back sample ids and results, in order.

        Args:
            map_fcn: takes a sample
            save (False): whether to save what the function changed of samples
            skip_failures (False): whether to go on after a sample for which it raises; its result
                is None
            parallelize_method (None): has no effect; work is shared out to threads
            num_workers (None): how many samples to work on at the same time, in threads; more than
                one is of use for functions that wait for files or the network, or compute in NumPy
            progress (None): whether to show progress
            batch_method (None): has no effect; samples are worked on one by one
            batch_size (None): has no effect
            warn_failures (True): whether to warn of samples that were passed over
        """
        failed = 0
        with Progress(len(self), progress) as shown, self.save_context() as context:
            for sample, result in self._mapped(map_fcn, num_workers or 1):
                value = None
                try:
                    value = result()
                except Exception as error:
                    if not skip_failures:
                        raise
                    failed += 1
                    if warn_failures and failed <= _WARNINGS:
                        warnings.warn(f"Sample {sample.id}: {error!r}", stacklevel=2)
                else:
                    if save:
                        context.save(sample)
                shown.update()
                yield sample.id or "", value
        if warn_failures and failed > _WARNINGS:
            warnings.warn(f"{failed - _WARNINGS} more samples failed.", stacklevel=2)

    def update_samples(
        self,
        update_fcn: Callable[[Any], Any],
        skip_failures: bool = True,
        parallelize_method: str | None = None,
        num_workers: int | None = None,
        batch_method: str | None = None,
        batch_size: int | None = None,
        progress: ProgressOption = None,
        warn_failures: bool = True,
    ) -> None:
        """Calls a function with every sample and saves what it changed; see :meth:`map_samples`.

        Args:
            update_fcn: takes a sample
            skip_failures (True): whether to go on after a sample for which it raises
            parallelize_method (None): has no effect; work is shared out to threads
            num_workers (None): how many samples to work on at the same time
            progress (None): whether to show progress
            batch_method (None): has no effect; samples are worked on one by one
            batch_size (None): has no effect
            warn_failures (True): whether to warn of samples that were passed over
        """
        for _ in self.map_samples(
            update_fcn,
            True,
            skip_failures,
            num_workers=num_workers,
            progress=progress,
            warn_failures=warn_failures,
        ):
            pass

    def _mapped(
        self, function: Callable[[Any], Any], workers: int
    ) -> Iterator[tuple[SampleBase, Callable[[], Any]]]:
        """Each sample with what gives the function's result, or raises what it raised."""
        if workers <= 1:
            for sample in self:
                yield sample, lambda sample=sample: function(sample)  # type: ignore[misc]
            return
        waiting: deque[tuple[SampleBase, Future[Any]]] = deque()
        with ThreadPoolExecutor(workers) as pool:
            try:
                for sample in self:
                    waiting.append((sample, pool.submit(function, sample)))
                    if len(waiting) > _AHEAD * workers:
                        first, future = waiting.popleft()
                        yield first, future.result
                while waiting:
                    first, future = waiting.popleft()
                    yield first, future.result
            finally:
                for _, future in waiting:
                    future.cancel()
