"""Metadata of the media files of a collection."""

from __future__ import annotations

import warnings

from lunette.core.bridge_calls import call_payload
from lunette.core.collection_base import CollectionBase
from lunette.core.progress import Progress, ProgressOption

__all__ = ["CollectionMetadata"]

#: Files that the bridge reads at the same time at most.
_MOST_WORKERS = 64


class CollectionMetadata(CollectionBase):
    """Metadata of the media files of a collection."""

    def compute_metadata(
        self,
        overwrite: bool = False,
        num_workers: int | None = None,
        skip_failures: bool = True,
        warn_failures: bool = True,
        progress: ProgressOption = None,
    ) -> None:
        """Sets the metadata of every sample from the header of its media file.

        The bridge reads the files and writes what they say in batches, so what was written before
        an interrupt or an error stays.

        Args:
            overwrite (False): also where it is set already
            num_workers (None): how many files to read at the same time; by default what suits the
                machine
            skip_failures (True): whether to go on after a file that cannot be read
            warn_failures (True): whether to warn of such files
            progress (None): whether to show progress; a function is called from another thread and
                must not ask for anything of the dataset

        Raises:
            ValueError: naming the file, if one cannot be read and ``skip_failures`` is False
        """
        params = {
            **self._target(),
            "overwrite": bool(overwrite),
            "num_workers": None if num_workers is None else _within(num_workers),
            "skip_failures": bool(skip_failures),
        }
        dataset = self._dataset
        dataset._require()
        dataset._settle_readers()
        try:
            with Progress(None, progress, "files") as shown:

                def advance(done: int, total: int | None) -> None:
                    shown.total = total
                    shown.update(done - shown.done)

                result, _ = call_payload("media.compute_metadata", params, on_progress=advance)
        finally:
            dataset._note_written(None)
            dataset._refresh_live(None)
        if warn_failures:
            for failure in result["failures"]:
                warnings.warn(failure["message"], stacklevel=2)
            untold = result["failed"] - len(result["failures"])
            if untold > 0:
                warnings.warn(f"{untold} more files could not be read.", stacklevel=2)


def _within(num_workers: int) -> int:
    return max(1, min(int(num_workers), _MOST_WORKERS))
