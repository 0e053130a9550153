"""Custom runs of a collection: listing, loading, renaming and deleting them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from lunette.core import run_store
from lunette.core.collection_base import CollectionBase
from lunette.core.run_store import CUSTOM
from lunette.core.runs import RunConfig, RunInfo, RunResults

if TYPE_CHECKING:
    from lunette.core.collection import SampleCollection
    from lunette.core.view import DatasetView

__all__ = ["CollectionRuns"]


class CollectionRuns(CollectionBase):
    """Custom runs that are stored with the dataset."""

    @property
    def has_runs(self) -> bool:
        """Whether the dataset has any custom runs."""
        return bool(self.list_runs())

    def has_run(self, run_key: str) -> bool:
        """Whether the dataset has a run of that key."""
        return run_key in self.list_runs()

    def list_runs(self, **kwargs: Any) -> list[str]:
        """The keys of the custom runs.

        Args:
            **kwargs: only those whose parameters have these values
        """
        return run_store.list_runs(self._dataset, CUSTOM, kwargs)

    def init_run(self, **kwargs: Any) -> RunConfig:
        """The parameters of a new run, for :meth:`register_run`.

        Args:
            **kwargs: the parameters: anything that JSON can carry
        """
        return RunConfig(**kwargs)

    def register_run(
        self,
        run_key: str,
        config: RunConfig,
        results: RunResults | None = None,
        overwrite: bool = False,
        cleanup: bool = True,
        cache: bool = True,
    ) -> None:
        """Stores a run with the dataset; of a view, also what the view is.

        Args:
            run_key: its key, a name such as ``"my_run"``
            config: its parameters
            results (None): its results, which can also be saved later
            overwrite (False): whether to replace a run of that key
            cleanup (True): has no effect; a run that is replaced leaves nothing behind
            cache (True): whether to keep the object of the results

        Raises:
            ValueError: there is a run of that key, or the key is none
        """
        run_store.register(self._collection(), CUSTOM, run_key, config, results, overwrite, cache)

    def update_run_config(self, run_key: str, config: RunConfig) -> None:
        """Replaces the parameters of a run.

        Raises:
            ValueError: there is none of that key
        """
        run_store.update_config(self._dataset, CUSTOM, run_key, config)

    def init_run_results(self, run_key: str, **kwargs: Any) -> RunResults:
        """Results for a run, to be filled and saved by :meth:`save_run_results`.

        Args:
            run_key: the key of the run
            **kwargs: results

        Raises:
            ValueError: there is no such run
        """
        config = self.get_run_info(run_key).config
        return RunResults(self._collection(), config, run_key, **kwargs)

    def save_run_results(
        self, run_key: str, results: RunResults, overwrite: bool = True, cache: bool = True
    ) -> None:
        """Saves the results of a run.

        Args:
            run_key: the key of the run
            results: its results
            overwrite (True): whether to replace results that it has
            cache (True): whether to keep the object

        Raises:
            ValueError: there is no such run, or it has results and ``overwrite`` is False
        """
        run_store.save_results(self._dataset, results, run_key, overwrite, cache, CUSTOM)

    def _collection(self) -> SampleCollection:
        return cast("SampleCollection", self)

    def get_run_info(self, run_key: str) -> RunInfo:
        """What is known of a run.

        Raises:
            ValueError: there is none of that key
        """
        return cast("RunInfo", run_store.run_info(self._dataset, CUSTOM, run_key))

    def load_run_results(
        self, run_key: str, cache: bool = True, load_view: bool = True, **kwargs: Any
    ) -> RunResults | None:
        """The results of a run; None if none were saved.

        Args:
            run_key: its key
            cache (True): whether to keep the object, and to use one that was kept
            load_view (True): whether the samples of the results are the view that was worked on
            **kwargs: have no effect

        Raises:
            ValueError: there is none of that key
        """
        return cast(
            "RunResults | None",
            run_store.load_results(self._dataset, CUSTOM, run_key, cache, load_view),
        )

    def load_run_view(self, run_key: str, select_fields: bool = False) -> DatasetView:
        """The view that a run worked on.

        Args:
            run_key: its key
            select_fields (False): whether to leave out the label fields that it did not use

        Raises:
            ValueError: there is none of that key
        """
        return run_store.load_view(self._dataset, CUSTOM, run_key, select_fields)

    def rename_run(self, run_key: str, new_run_key: str) -> None:
        """Gives a run another key.

        Raises:
            ValueError: there is none of that key, or the new one is taken
        """
        run_store.rename_run(self._dataset, CUSTOM, run_key, new_run_key)

    def delete_run(self, run_key: str) -> None:
        """Deletes a run; the fields that it wrote stay.

        Raises:
            ValueError: there is none of that key
        """
        run_store.delete_run(self._dataset, CUSTOM, run_key)

    def delete_runs(self) -> None:
        """Deletes all custom runs; the fields that they wrote stay."""
        run_store.delete_run(self._dataset, CUSTOM, None)
