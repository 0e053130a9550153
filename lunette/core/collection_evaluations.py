"""Evaluations of a collection: listing, loading, renaming and deleting them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from lunette.core.collection_base import CollectionBase
from lunette.core.run_store import (
    EVALUATION,
    delete_run,
    list_runs,
    load_results,
    load_view,
    rename_run,
    run_info,
)

if TYPE_CHECKING:
    from lunette.core.runs import EvaluationInfo, EvaluationResults
    from lunette.core.view import DatasetView

__all__ = ["CollectionEvaluations"]


class CollectionEvaluations(CollectionBase):
    """Evaluations that are stored with the dataset."""

    @property
    def has_evaluations(self) -> bool:
        """Whether the dataset has any evaluations."""
        return bool(self.list_evaluations())

    def has_evaluation(self, eval_key: str) -> bool:
        """Whether the dataset has an evaluation of that key."""
        return eval_key in self.list_evaluations()

    def list_evaluations(self, type: Any = None, method: Any = None, **kwargs: Any) -> list[str]:
        """The keys of the evaluations.

        Args:
            type (None): only those of this type, a text or a class of configurations
            method (None): only those of this method
            **kwargs: only those whose parameters have these values
        """
        return list_runs(self._dataset, EVALUATION, {"type": type, "method": method, **kwargs})

    def get_evaluation_info(self, eval_key: str) -> EvaluationInfo:
        """What is known of an evaluation.

        Raises:
            ValueError: there is none of that key
        """
        return cast("EvaluationInfo", run_info(self._dataset, EVALUATION, eval_key))

    def load_evaluation_results(
        self, eval_key: str, cache: bool = True, load_view: bool = True, **kwargs: Any
    ) -> EvaluationResults | None:
        """The results of an evaluation; None if none were saved.

        Args:
            eval_key: its key
            cache (True): whether to keep the object, and to use one that was kept
            load_view (True): whether the samples of the results are the view that was worked on
            **kwargs: have no effect

        Raises:
            ValueError: there is none of that key
        """
        return cast(
            "EvaluationResults | None",
            load_results(self._dataset, EVALUATION, eval_key, cache, load_view),
        )

    def load_evaluation_view(self, eval_key: str, select_fields: bool = False) -> DatasetView:
        """The view that an evaluation worked on.

        Args:
            eval_key: its key
            select_fields (False): whether to leave out the label fields that it did not use

        Raises:
            ValueError: there is none of that key
        """
        return load_view(self._dataset, EVALUATION, eval_key, select_fields)

    def rename_evaluation(self, eval_key: str, new_eval_key: str) -> None:
        """Gives an evaluation another key.

        Raises:
            ValueError: there is none of that key, or the new one is taken
        """
        rename_run(self._dataset, EVALUATION, eval_key, new_eval_key)

    def delete_evaluation(self, eval_key: str) -> None:
        """Deletes an evaluation; the fields that it wrote stay.

        Raises:
            ValueError: there is none of that key
        """
        delete_run(self._dataset, EVALUATION, eval_key)

    def delete_evaluations(self) -> None:
        """Deletes all evaluations; the fields that they wrote stay."""
        delete_run(self._dataset, EVALUATION, None)
