"""Views: a dataset and the stages that are applied to it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from lunette.core.bridge_calls import Row
from lunette.core.collection import SampleCollection
from lunette.core.collection_base import Stage
from lunette.core.generating_stages import GENERATING
from lunette.core.sample_document import SampleDocument
from lunette.core.sample_view import SampleView
from lunette.core.schema import DEFAULT_FIELDS
from lunette.core.short_traces import short_traces
from lunette.core.stage_base import stage_data
from lunette.core.stage_text import stage_text
from lunette.core.view_description import ViewDescription, describe
from lunette.core.view_indexes import ViewIndexes
from lunette.core.view_saving import ViewSaving

if TYPE_CHECKING:
    from lunette.core.dataset import Dataset

__all__ = ["DatasetView"]


@short_traces
class DatasetView(ViewIndexes, ViewSaving, SampleCollection):
    """Some samples of a dataset, in some order, with some of their content.

    Views are made by the methods of datasets and views; they copy nothing and follow every change
    of the dataset.
    """

    def __init__(self, dataset: Dataset, stages: Iterable[Stage] = ()) -> None:
        self._source = dataset
        self._stages = list(stages)
        self._saved_name: str | None = None

    def __setattr__(self, name: str, value: Any) -> None:
        if not name.startswith("_"):
            raise AttributeError(f"DatasetView has no attribute {name!r} that can be set.")
        object.__setattr__(self, name, value)

    @classmethod
    def _from_stages(cls, dataset: Dataset, stages: Iterable[Stage]) -> DatasetView:
        """The view of stages that the bridge has checked already."""
        stages = list(stages)
        if any(stage["stage"] in GENERATING for stage in stages):
            return _generated(dataset, stages)
        return cls(dataset, stages)

    @classmethod
    def _build(cls, dataset: Dataset, stage_dicts: Iterable[Stage]) -> DatasetView:
        """The view of stages as plain data, checked.

        Args:
            dataset: the dataset
            stage_dicts: what ``view._serialize()`` or ``stage._serialize()`` returned

        Raises:
            ValueError: if a stage does not fit the dataset
        """
        view = dataset.view()
        for stage in stage_dicts:
            view = view._with_stage(stage_data(stage))
        return view

    def _serialize(self) -> list[Stage]:
        """The stages as plain data."""
        return [dict(stage) for stage in self._stages]

    @property
    def _dataset(self) -> Dataset:
        return self._source

    @property
    def dataset(self) -> Dataset:
        """The dataset of the view."""
        return self._source

    @property
    def dataset_name(self) -> str:
        """The name of the dataset of the view."""
        return self.dataset.name

    def reload(self) -> None:
        """Reads the dataset's properties and the samples at hand again; see ``Dataset.reload``."""
        self.dataset.reload()

    @property
    def name(self) -> str | None:
        """The name under which the view is saved with its dataset, or None if it is not."""
        return self._saved_name

    @property
    def is_saved(self) -> bool:
        """Whether the view is one that is saved with its dataset."""
        return self._saved_name is not None

    def _named_as(self, name: str | None) -> None:
        """The view is saved under a name; None: it is not saved any more."""
        self._saved_name = name

    @property
    def stages(self) -> list[str]:
        """The stages as Python text."""
        return [stage_text(stage) for stage in self._stages]

    def view(self) -> DatasetView:
        """A view with the same stages."""
        return DatasetView(self._source, self._stages)

    def _with_stage(self, stage: Stage) -> DatasetView:
        if stage["stage"] in GENERATING:
            return _generated(self._source, [*self._stages, stage])
        view = DatasetView(self._source, [*self._stages, stage])
        view._request("view.check")
        return view

    @property
    def _description(self) -> ViewDescription:
        """What the view leaves readable, as long as the dataset's fields stay as they are."""
        fields = self._source._schema.fields
        known = self.__dict__.get("_described")
        if known is None or known[0] is not fields or known[1] != len(fields):
            found = describe(self)
            fields = self._source._schema.fields
            known = (fields, len(fields), found)
            object.__setattr__(self, "_described", known)
        description: ViewDescription = known[2]
        return description

    @property
    def _filtered(self) -> frozenset[str]:
        """The fields that may hold only some of their labels."""
        return self._description.filtered

    def _visible_fields(self) -> frozenset[str] | None:
        visible = self._description.visible
        return None if visible is None else visible | frozenset(DEFAULT_FIELDS)

    def _hides(self, path: str) -> bool:
        field = self._source._schema.fields.get(path.partition(".")[0])
        return self._description.hides(path, field)

    def _make(self, row: Row) -> SampleView:
        id, core, blobs = row
        doc = SampleDocument(self._source, bytes(id), core, blobs, {})
        return SampleView._of_view(doc, self)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, DatasetView):
            return NotImplemented
        return other._source is self._source and other._stages == self._stages

    __hash__ = None  # type: ignore[assignment]

    def __copy__(self) -> DatasetView:
        return self.view()

    def __deepcopy__(self, memo: Any) -> DatasetView:
        return self.view()

    def _named(self) -> str:
        return f"a view of dataset {self._source.name!r}"

    def summary(self) -> str:
        """The view in a few lines."""
        from lunette.core.summary import view_summary

        return view_summary(self)

    def __repr__(self) -> str:
        return self.summary()


def _generated(dataset: Dataset, stages: list[Stage]) -> DatasetView:
    """A view whose samples a stage makes."""
    from lunette.core.generated_view import generated_view

    return generated_view(dataset, stages)
