"""Brain runs of a collection: listing, loading, renaming and deleting them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from lunette.core.collection_base import CollectionBase
from lunette.core.run_store import (
    BRAIN,
    delete_run,
    list_runs,
    load_results,
    load_view,
    rename_run,
    run_info,
)

if TYPE_CHECKING:
    from lunette.core.runs import BrainInfo, BrainResults
    from lunette.core.view import DatasetView

__all__ = ["CollectionBrainRuns"]


class CollectionBrainRuns(CollectionBase):
    """Brain runs that are stored with the dataset."""

    @property
    def has_brain_runs(self) -> bool:
        """Whether the dataset has any brain runs."""
        return bool(self.list_brain_runs())

    def has_brain_run(self, brain_key: str) -> bool:
        """Whether the dataset has a brain run of that key."""
        return brain_key in self.list_brain_runs()

    def list_brain_runs(self, type: Any = None, method: Any = None, **kwargs: Any) -> list[str]:
        """The keys of the brain runs.

        Args:
            type (None): only those of this type, a text or a class of configurations
            method (None): only those of this method
            **kwargs: only those whose parameters have these values
        """
        return list_runs(self._dataset, BRAIN, {"type": type, "method": method, **kwargs})

    def get_brain_info(self, brain_key: str) -> BrainInfo:
        """What is known of a brain run.

        Raises:
            ValueError: there is none of that key
        """
        return cast("BrainInfo", run_info(self._dataset, BRAIN, brain_key))

    def load_brain_results(
        self, brain_key: str, cache: bool = True, load_view: bool = True, **kwargs: Any
    ) -> BrainResults | None:
        """The results of a brain run; None if none were saved.

        Args:
            brain_key: its key
            cache (True): whether to keep the object, and to use one that was kept
            load_view (True): whether the samples of the results are the view that was worked on
            **kwargs: have no effect

        Raises:
            ValueError: there is none of that key
        """
        return cast(
            "BrainResults | None",
            load_results(self._dataset, BRAIN, brain_key, cache, load_view),
        )

    def load_brain_view(self, brain_key: str, select_fields: bool = False) -> DatasetView:
        """The view that a brain run worked on.

        Args:
            brain_key: its key
            select_fields (False): whether to leave out the label fields that it did not use

        Raises:
            ValueError: there is none of that key
        """
        return load_view(self._dataset, BRAIN, brain_key, select_fields)

    def rename_brain_run(self, brain_key: str, new_brain_key: str) -> None:
        """Gives a brain run another key.

        Raises:
            ValueError: there is none of that key, or the new one is taken
        """
        rename_run(self._dataset, BRAIN, brain_key, new_brain_key)

    def delete_brain_run(self, brain_key: str) -> None:
        """Deletes a brain run; the fields that it wrote stay.

        Raises:
            ValueError: there is none of that key
        """
        delete_run(self._dataset, BRAIN, brain_key)

    def delete_brain_runs(self) -> None:
        """Deletes all brain runs; the fields that they wrote stay."""
        delete_run(self._dataset, BRAIN, None)
