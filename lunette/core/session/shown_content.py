"""The dataset, view and sample that a session shows."""

from __future__ import annotations

from typing import Any, cast

from lunette._generated.events import SessionState, SetSample, SetView, StateUpdate
from lunette.core.dataset import Dataset
from lunette.core.dataset_directory import load_dataset
from lunette.core.errors import DatasetNotFoundError
from lunette.core.session.arguments import check_kind, checked_sample_id
from lunette.core.session.session_base import SessionBase
from lunette.core.view import DatasetView

__all__ = ["ShownContent"]


class ShownContent(SessionBase):
    """The part of a session that is about what it shows."""

    @property
    def dataset(self) -> Dataset | None:
        """The dataset, or None. Assigning one shows all of it and selects nothing."""
        name = self._read()["dataset"]
        if name is None:
            return None
        known = self._shown_view.dataset if self._shown_view is not None else None
        if known is not None and known.name == name:
            return known
        try:
            return load_dataset(name)
        except DatasetNotFoundError:
            # Deleted this moment: the session is about to follow.
            return None

    @dataset.setter
    def dataset(self, dataset: Dataset | None) -> None:
        check_kind(dataset, (Dataset,), "`Session.dataset`", "Dataset")
        with self._shown_here():
            self._set_state(dataset, None)

    def clear_dataset(self) -> None:
        """Shows no dataset."""
        self._set_state(None, None)

    @property
    def view(self) -> DatasetView | None:
        """The view, or None if the whole dataset is shown.

        Assigning a view selects nothing and closes the sample that is open; None shows the whole
        dataset. The App's filters are stages of it.

        Raises:
            ValueError: what is assigned is no view, or the bridge finds a stage impossible
        """
        stages = self._read()["view"]
        dataset = self.dataset if stages else None
        if dataset is None:
            return None
        view = self._shown_view
        if view is None or view.dataset is not dataset or view._serialize() != stages:
            view = self._shown_view = DatasetView._from_stages(dataset, stages)
        return view

    @view.setter
    def view(self, view: DatasetView | None) -> None:
        check_kind(view, (DatasetView,), "`Session.view`", "DatasetView")
        with self._shown_here(view):
            self._set_view(view)

    def clear_view(self) -> None:
        """Shows the whole dataset."""
        self._set_view(None)

    @property
    def sample_id(self) -> str | None:
        """The id of the sample that is open in the App, or None. Assigning opens it."""
        return self._read()["sample_id"]

    @sample_id.setter
    def sample_id(self, sample_id: str | None) -> None:
        self._send(SetSample(sample_id=checked_sample_id(sample_id)))

    def _collection(self) -> Dataset | DatasetView | None:
        view = self.view
        return self.dataset if view is None else view

    def _set_view(self, view: DatasetView | None) -> None:
        state = self._read()
        dataset = self.dataset if view is None else view.dataset
        edited = self._config.to_data() != self._sent_config
        if edited or (dataset is not None and dataset.name != state["dataset"]):
            self._set_state(dataset, view)
        else:
            self._shown_view = view
            self._send(SetView(view=[] if view is None else view._serialize()))

    def _set_state(self, dataset: Dataset | None, view: DatasetView | None) -> None:
        self._shown_view = view
        fresh = cast(SessionState, {**self._read(), **self._fresh_state(dataset, view)})
        self._send_state(fresh, StateUpdate)

    def _fresh_state(self, dataset: Dataset | None, view: DatasetView | None) -> dict[str, Any]:
        """The parts of the state that belong to a dataset, with nothing selected or open."""
        return {
            "dataset": None if dataset is None else dataset.name,
            "view": [] if view is None else view._serialize(),
            "view_name": None,
            "selected_samples": [],
            "selected_labels": [],
            "sample_id": None,
            "group_id": None,
            "group_slice": None,
            "config": self._config.to_data(),
        }
