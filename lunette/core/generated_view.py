"""Views whose samples a stage makes: what they have in common."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from lunette.core.bridge_calls import Row
from lunette.core.collection_base import Stage
from lunette.core.derived_dataset import DerivedDataset
from lunette.core.generating_stages import GENERATING
from lunette.core.sample_document import SampleDocument
from lunette.core.sample_view import SampleView
from lunette.core.short_traces import short_traces
from lunette.core.stage_text import stage_text
from lunette.core.view import DatasetView

if TYPE_CHECKING:
    from lunette.core.dataset import Dataset

__all__ = ["GeneratedSampleView", "GeneratedView", "generated_view"]


class GeneratedSampleView(SampleView):
    """A sample that a view made of another one, ``sample_id``."""

    __slots__ = ()

    @property
    def _sample_id(self) -> str:
        id: str = self["sample_id"]
        return id


@short_traces
class GeneratedView(DatasetView):
    """A view whose samples were made by one of its stages, of those before it.

    The samples are kept until the view is made again or :meth:`reload` is called. What is done to
    their labels and tags is done to the dataset that they are of.

    Args:
        root: the dataset of the view
        made_by: the stages up to the one that makes the samples
        stages: the stages behind it
    """

    _sample_class: type[SampleView] = GeneratedSampleView

    def __init__(
        self,
        root: Dataset,
        made_by: Iterable[Stage],
        stages: Iterable[Stage] = (),
        made: DerivedDataset | None = None,
    ) -> None:
        self._root = root
        self._made_by = list(made_by)
        super().__init__(made or self._generated(), stages)

    def _generated(self, renew: bool = False) -> DerivedDataset:
        """What the stages make, as it is now."""
        root = self._root
        params = {"dataset": root._id, "view": root._in_slice(self._made_by), "renew": renew}
        result, _ = root._ask("view.generate", params)
        return DerivedDataset._of(root, result["info"])

    @classmethod
    def _from_stages(cls, dataset: Dataset, stages: Iterable[Stage]) -> DatasetView:
        return generated_view(dataset, list(stages))

    def _serialize(self) -> list[Stage]:
        return [dict(stage) for stage in (*self._made_by, *self._stages)]

    @property
    def dataset(self) -> Dataset:
        """The dataset of the view."""
        return self._root

    @property
    def _root_dataset(self) -> Dataset:
        return self._root

    @property
    def stages(self) -> list[str]:
        """The stages as Python text."""
        return [stage_text(stage) for stage in (*self._made_by, *self._stages)]

    def view(self) -> DatasetView:
        """A view with the same stages."""
        return type(self)(self._root, self._made_by, self._stages, self._made)

    @property
    def _made(self) -> DerivedDataset:
        made = self._dataset
        assert isinstance(made, DerivedDataset)
        return made

    def _with_stage(self, stage: Stage) -> DatasetView:
        if stage["stage"] in GENERATING:
            return generated_view(self._root, [*self._serialize(), stage])
        view = type(self)(self._root, self._made_by, [*self._stages, stage], self._made)
        view._request("view.check")
        return view

    def _make(self, row: Row) -> SampleView:
        id, core, blobs = row
        doc = SampleDocument(self._dataset, bytes(id), core, blobs, {})
        return self._sample_class._of_view(doc, self)

    def reload(self) -> None:
        """Makes the samples of the view anew from what the dataset holds now."""
        self._root.reload()
        made = self._generated(renew=True)
        made._note_written(None)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, DatasetView):
            return NotImplemented
        return other.dataset is self._root and other._serialize() == self._serialize()

    __hash__ = None

    def _named(self) -> str:
        return f"a view of dataset {self._root.name!r}"


def generated_view(dataset: Dataset, stages: list[dict[str, Any]]) -> DatasetView:
    """The view of a dataset and stages of which one at least makes samples.

    Raises:
        ValueError: if a stage does not fit what is before it
    """
    from lunette.core.clips import ClipsView, TrajectoriesView
    from lunette.core.patches import EvaluationPatchesView, PatchesView
    from lunette.core.video import FramesView

    classes: dict[str, type[GeneratedView]] = {
        "to_patches": PatchesView,
        "to_evaluation_patches": EvaluationPatchesView,
        "to_clips": ClipsView,
        "to_trajectories": TrajectoriesView,
        "to_frames": FramesView,
    }
    last = max(i for i, stage in enumerate(stages) if stage["stage"] in GENERATING)
    view = classes[stages[last]["stage"]](dataset, stages[: last + 1], stages[last + 1 :])
    if view._stages:
        view._request("view.check")
    return view
