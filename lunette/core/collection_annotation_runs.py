"""Annotation runs of a collection: listing, loading, renaming and deleting them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from lunette.core.collection_base import CollectionBase
from lunette.core.run_store import (
    ANNOTATION,
    delete_run,
    list_runs,
    load_results,
    load_view,
    rename_run,
    run_info,
)

if TYPE_CHECKING:
    from lunette.core.runs import AnnotationInfo, AnnotationResults
    from lunette.core.view import DatasetView

__all__ = ["CollectionAnnotationRuns"]


class CollectionAnnotationRuns(CollectionBase):
    """Annotation runs that are stored with the dataset."""

    @property
    def has_annotation_runs(self) -> bool:
        """Whether the dataset has any annotation runs."""
        return bool(self.list_annotation_runs())

    def has_annotation_run(self, anno_key: str) -> bool:
        """Whether the dataset has an annotation run of that key."""
        return anno_key in self.list_annotation_runs()

    def list_annotation_runs(
        self, type: Any = None, method: Any = None, **kwargs: Any
    ) -> list[str]:
        """The keys of the annotation runs.

        Args:
            type (None): only those of this type, a text or a class of configurations
            method (None): only those of this method
            **kwargs: only those whose parameters have these values
        """
        return list_runs(self._dataset, ANNOTATION, {"type": type, "method": method, **kwargs})

    def get_annotation_info(self, anno_key: str) -> AnnotationInfo:
        """What is known of an annotation run.

        Raises:
            ValueError: there is none of that key
        """
        return cast("AnnotationInfo", run_info(self._dataset, ANNOTATION, anno_key))

    def load_annotation_results(
        self, anno_key: str, cache: bool = True, load_view: bool = True, **kwargs: Any
    ) -> AnnotationResults | None:
        """The results of an annotation run; None if none were saved.

        Args:
            anno_key: its key
            cache (True): whether to keep the object, and to use one that was kept
            load_view (True): whether the samples of the results are the view that was worked on
            **kwargs: have no effect

        Raises:
            ValueError: there is none of that key
        """
        return cast(
            "AnnotationResults | None",
            load_results(self._dataset, ANNOTATION, anno_key, cache, load_view),
        )

    def load_annotation_view(self, anno_key: str, select_fields: bool = False) -> DatasetView:
        """The view that an annotation run worked on.

        Args:
            anno_key: its key
            select_fields (False): whether to leave out the label fields that it did not use

        Raises:
            ValueError: there is none of that key
        """
        return load_view(self._dataset, ANNOTATION, anno_key, select_fields)

    def rename_annotation_run(self, anno_key: str, new_anno_key: str) -> None:
        """Gives an annotation run another key.

        Raises:
            ValueError: there is none of that key, or the new one is taken
        """
        rename_run(self._dataset, ANNOTATION, anno_key, new_anno_key)

    def delete_annotation_run(self, anno_key: str) -> None:
        """Deletes an annotation run; the fields that it wrote stay.

        Raises:
            ValueError: there is none of that key
        """
        delete_run(self._dataset, ANNOTATION, anno_key)

    def delete_annotation_runs(self) -> None:
        """Deletes all annotation runs; the fields that they wrote stay."""
        delete_run(self._dataset, ANNOTATION, None)
