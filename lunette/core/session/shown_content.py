"""The dataset, view and sample that a session shows."""

from __future__ import annotations

from typing import Any, cast

from lunette._generated.events import SessionState, SetSample, SetView, StateUpdate
from lunette.core.dataset import Dataset
from lunette.core.dataset_directory import load_dataset
from lunette.core.errors import DatasetNotFoundError
from lunette.core.session.arguments import check_kind, checked_id
from lunette.core.session.selection_styles import PLAIN_LABEL_STYLE, PLAIN_SAMPLE_STYLE
from lunette.core.session.session_base import SessionBase
from lunette.core.session.settings import saved_scheme
from lunette.core.view import DatasetView

__all__ = ["ShownContent"]


class ShownContent(SessionBase):
    """The part of a session that is about what it shows."""

    @property
    def dataset(self) -> Dataset | None:
        """The dataset, or None.

        Assigning one shows all of it with nothing selected or open, its saved colours, the layout
        of the samples alone and plain selection styles; `config` stays.

        Raises:
            ValueError: what is assigned is no dataset, or a deleted one
        """
        name = self._read()["dataset"]
        if name is None:
            return None
        known = self._shown_view.dataset if self._shown_view is not None else None
        if known is not None and known.name == name and not self._dataset_is_stale:
            return known
        self._dataset_is_stale = False
        try:
            return load_dataset(name)
        except DatasetNotFoundError:
            # Deleted this moment: the session is about to follow.
            return None

    @dataset.setter
    def dataset(self, dataset: Dataset | None) -> None:
        check_kind(dataset, (Dataset,), "`Session.dataset`", "Dataset")
        with self._shown_here():
            self._set_dataset(dataset)

    def clear_dataset(self) -> None:
        """Shows no dataset."""
        self._set_dataset(None)

    @property
    def view(self) -> DatasetView | None:
        """The view, or None if the whole dataset is shown.

        Assigning a view selects nothing, closes the sample that is open and restores the plain
        selection styles; None shows the whole dataset. A view of another dataset changes the
        dataset, too. The App's filters are stages of the view.

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
        view._named_as(self._read()["view_name"])
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
    def view_name(self) -> str | None:
        """The name of the view if it is one that is saved with the dataset."""
        return self._read()["view_name"]

    @property
    def sample_id(self) -> str | None:
        """The id of the sample that is open in the App, or None. Assigning opens it."""
        return self._read()["sample_id"]

    @sample_id.setter
    def sample_id(self, sample_id: str | None) -> None:
        self._send(SetSample(sample_id=checked_id(sample_id, "sample")))

    @property
    def group_id(self) -> str | None:
        """The id of the group that is open in the App, or None. Assigning opens it."""
        return self._read()["group_id"]

    @group_id.setter
    def group_id(self, group_id: str | None) -> None:
        self._send(SetSample(group_id=checked_id(group_id, "group")))

    def _collection(self) -> Dataset | DatasetView | None:
        view = self.view
        return self.dataset if view is None else view

    def _set_view(self, view: DatasetView | None) -> None:
        state = self._read()
        if view is not None and view.dataset.name != state["dataset"]:
            self._set_dataset(view.dataset, view)
            return
        self._send_edits()
        self._shown_view = view
        if view is None:
            self._send(SetView(view=[]))
        else:
            self._send(SetView(view=view._serialize(), view_name=view.name))
        self._reset_styles()

    def _set_dataset(self, dataset: Dataset | None, view: DatasetView | None = None) -> None:
        """Shows a dataset, with everything as it is at first except for the settings."""
        self._send_edits()
        self._shown_view = view
        state = {**self._read(), **fresh_state(dataset, view)}
        self._send(StateUpdate(cast(SessionState, state)))


def what_to_show(
    dataset: Dataset | DatasetView | None, view: DatasetView | None, view_name: str | None
) -> tuple[Dataset | None, DatasetView | None]:
    """The dataset and view that a session was given.

    Raises:
        ValueError: the dataset has no saved view of that name
    """
    if isinstance(dataset, DatasetView):
        view = dataset if view is None else view
        dataset = dataset.dataset
    if view is not None:
        dataset = view.dataset
    if view_name is not None:
        if dataset is None:
            raise ValueError(f"The saved view {view_name!r} needs its dataset: dataset=….")
        view = dataset.load_saved_view(view_name)
    return dataset, view


def fresh_state(dataset: Dataset | None, view: DatasetView | None) -> dict[str, Any]:
    """The parts of a state that belong to a dataset: nothing is selected or open."""
    return {
        "dataset": None if dataset is None else dataset.name,
        "view": [] if view is None else view._serialize(),
        "view_name": None if view is None else view.name,
        "selected_samples": [],
        "selected_labels": [],
        "sample_selection_style": PLAIN_SAMPLE_STYLE,
        "label_selection_style": PLAIN_LABEL_STYLE,
        "sample_id": None,
        "group_id": None,
        "group_slice": None if dataset is None else dataset.group_slice,
        "spaces": None,
        "color_scheme": saved_scheme(dataset),
        "field_visibility_stage": None,
    }
