"""Metadata of many images, several files at a time."""

from __future__ import annotations

import os
import warnings
from collections import deque
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from lunette.core.metadata import ImageMetadata

if TYPE_CHECKING:
    from lunette.core.sample_base import SampleBase

__all__ = ["build_all"]

#: Files asked for in advance, per worker.
_AHEAD = 8


def build_all(
    samples: Iterable[SampleBase],
    num_workers: int | None,
    skip_failures: bool,
    warn_failures: bool,
) -> Iterator[tuple[SampleBase, ImageMetadata | None]]:
    """Each sample with the metadata of its file, or None if that cannot be read.

    Raises:
        ValueError: naming the file, if one cannot be read and ``skip_failures`` is False
    """
    from concurrent.futures import Future, ThreadPoolExecutor

    workers = num_workers if num_workers is not None else min(os.cpu_count() or 1, 8)

    def read(path: str) -> ImageMetadata | str:
        try:
            return ImageMetadata.build_for(path)
        except FileNotFoundError:
            return f"There is no file {path}."
        except (OSError, ValueError) as error:
            return str(error)

    waiting: deque[tuple[SampleBase, Future[ImageMetadata | str]]] = deque()

    def settle() -> tuple[SampleBase, ImageMetadata | None]:
        sample, future = waiting.popleft()
        result = future.result()
        if isinstance(result, ImageMetadata):
            return sample, result
        if not skip_failures:
            raise ValueError(result)
        if warn_failures:
            warnings.warn(result, stacklevel=4)
        return sample, None

    with ThreadPoolExecutor(max_workers=max(workers, 1)) as pool:
        for sample in samples:
            waiting.append((sample, pool.submit(read, sample.filepath)))
            if len(waiting) >= max(workers, 1) * _AHEAD:
                yield settle()
        while waiting:
            yield settle()
