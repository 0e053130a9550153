"""Scatter plots whose points stand for samples or labels."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from lunette._bridge_columns import encode_columns
from lunette.core.plots.base import InteractivePlot
from lunette.core.plots.home import PlotHome

if TYPE_CHECKING:
    from lunette.core.collection import SampleCollection
    from lunette.core.dataset import Dataset
    from lunette.core.view import DatasetView

__all__ = ["InteractiveScatter", "location_scatterplot", "scatterplot"]

_MOST_POINTS = 5_000_000
_MOST_CLASSES = 10_000

Column = npt.NDArray[Any]


class InteractiveScatter(InteractivePlot):
    """Points in a plane. A lasso around some shows their samples or labels in the session's App.

    Made by `scatterplot` and `location_scatterplot`.

    Args:
        points: x and y of each point, shape (points, 2)
        ids: id of the sample or label of each point, or None if they stand for nothing
        link_field: the field whose labels they are; None for samples
        labels: a text or a number for each point, which colours it
        classes: the texts that are shown, and their order
        sizes: a number for each point, to which its area is in proportion
        titles: `legend`, `xlabel`, `ylabel`
        axis_equal: whether a unit is as long on both axes
        marker_size: diameter of the points in pixels
        title: a title
        init_view: what the points are from
    """

    def __init__(
        self,
        points: Column,
        *,
        ids: list[str] | None,
        link_field: str | None,
        labels: Sequence[Any] | None,
        classes: Sequence[str] | None,
        sizes: Sequence[float] | None,
        titles: dict[str, str | None],
        axis_equal: bool,
        marker_size: float | None,
        title: str | None,
        init_view: Dataset | DatasetView | None,
    ) -> None:
        super().__init__("samples" if link_field is None else "labels", title, init_view)
        self._count = len(points)
        self._ids = ids
        self._link_field = link_field
        self._titles = titles
        self._axis_equal = axis_equal
        self._marker_size = marker_size
        self._classes: list[str] | None = None
        self._columns: dict[str, Column] = {
            "x": points[:, 0].astype("<f4"),
            "y": points[:, 1].astype("<f4"),
        }
        if ids is not None:
            self._columns["id"] = np.frombuffer(bytes.fromhex("".join(ids)), np.uint8)
        if labels is not None:
            self._color_by(labels, classes)
        if sizes is not None:
            self._columns["size"] = _aligned(sizes, self._count, "sizes").astype("<f4")

    def _color_by(self, labels: Sequence[Any], classes: Sequence[str] | None) -> None:
        values = _aligned(labels, self._count, "labels")
        if values.dtype.kind in "fiu" and classes is None:
            self._columns["value"] = values.astype("<f4")
            return
        texts = np.array(["none" if value is None else str(value) for value in values.tolist()])
        names, codes = np.unique(texts, return_inverse=True)
        if classes is not None:
            shown = [str(name) for name in classes]
            keep = np.isin(texts, shown)
            self._keep(keep)
            position = {name: number for number, name in enumerate(shown)}
            codes = np.array([position[text] for text in texts[keep]], dtype="<u4")
            self._classes = shown
        else:
            self._classes = names.tolist()
        if len(self._classes or ()) > _MOST_CLASSES:
            raise ValueError(
                f"The points have {len(self._classes or ())} different labels; at most "
                f"{_MOST_CLASSES} can be told apart. Numbers are coloured along a scale."
            )
        self._columns["code"] = codes.reshape(-1).astype("<u4")

    def _keep(self, keep: Column) -> None:
        """Leaves out points whose label is none of the chosen classes."""
        for name, column in self._columns.items():
            per_point = column.reshape(self._count, -1)
            self._columns[name] = per_point[keep].reshape(-1)
        self._count = int(keep.sum())

    def _spec(self, home: PlotHome) -> dict[str, Any]:
        if self._ids is None:
            link: dict[str, Any] = {"kind": "none"}
        elif self._link_field is None:
            link = {"kind": "samples"}
        else:
            link = {"kind": "labels", "field": self._link_field}
        return {
            "kind": "scatter",
            "link": link,
            "data": home.keep_data(encode_columns({}, self._columns)),
            "points": self._count,
            "classes": self._classes,
            "equal": self._axis_equal,
            "marker_size": self._marker_size,
            **self._titles,
        }


def scatterplot(
    points: Any,
    samples: SampleCollection | None = None,
    ids: Sequence[str] | None = None,
    link_field: str | None = None,
    labels: str | Sequence[Any] | None = None,
    sizes: str | Sequence[float] | None = None,
    classes: Sequence[str] | None = None,
    title: str | None = None,
    labels_title: str | None = None,
    xlabel: str | None = None,
    ylabel: str | None = None,
    axis_equal: bool = False,
    marker_size: float | None = None,
) -> InteractiveScatter:
    """A scatter plot of points that stand for samples, or for their labels.

    Args:
        points: x and y of each point, shape (points, 2)
        samples (None): the samples that the points are of, in this order
        ids (None): ids of the samples or labels instead, one a point
        link_field (None): the field of `samples` whose labels the points are of
        labels (None): a text or number for each point, or the path of a field of `samples`
        sizes (None): a number for each point, or the path of a field of `samples`
        classes (None): the labels to show, in this order; others are left out
        title (None): a title
        labels_title (None): what the labels are
        xlabel (None): label of the horizontal axis
        ylabel (None): label of the vertical axis
        axis_equal (False): whether a unit is as long on both axes
        marker_size (None): diameter of the points in pixels, 1 … 40

    Returns:
        the plot; attach it to a session to link it with the App

    Raises:
        ValueError: the arguments do not go together
    """
    array = np.asarray(points, dtype=float)
    if array.ndim != 2 or array.shape[1] != 2:
        raise ValueError(f"Points have the shape (points, 2); found {array.shape}.")
    if len(array) > _MOST_POINTS:
        raise ValueError(f"At most {_MOST_POINTS} points can be plotted; found {len(array)}.")
    linked = _ids_of(samples, ids, link_field)
    if linked is not None and len(linked) != len(array):
        what = "samples" if link_field is None else f"labels of {link_field!r}"
        raise ValueError(f"There are {len(array)} points, but {len(linked)} {what}.")
    return InteractiveScatter(
        array,
        ids=linked,
        link_field=link_field,
        labels=_values_of(samples, labels, link_field, "labels"),
        classes=classes,
        sizes=_values_of(samples, sizes, link_field, "sizes"),
        titles={
            "legend": labels_title or (labels if isinstance(labels, str) else None),
            "xlabel": xlabel,
            "ylabel": ylabel,
        },
        axis_equal=bool(axis_equal),
        marker_size=marker_size,
        title=title,
        init_view=_view_of(samples),
    )


def location_scatterplot(
    locations: Any = None,
    location_field: str | None = None,
    samples: SampleCollection | None = None,
    ids: Sequence[str] | None = None,
    labels: str | Sequence[Any] | None = None,
    sizes: str | Sequence[float] | None = None,
    classes: Sequence[str] | None = None,
    title: str | None = None,
    labels_title: str | None = None,
    marker_size: float | None = None,
) -> InteractiveScatter:
    """A scatter plot of places: longitude to the right, latitude upwards.

    Args:
        locations (None): longitude and latitude of each point, shape (points, 2)
        location_field (None): instead, the field of `samples` with a location; samples without one
            are left out
        samples (None): the samples that the points are of
        ids (None): ids of the samples instead
        labels (None): a text or number for each point, or the path of a field of `samples`
        sizes (None): a number for each point, or the path of a field of `samples`
        classes (None): the labels to show, in this order
        title (None): a title
        labels_title (None): what the labels are
        marker_size (None): diameter of the points in pixels, 1 … 40

    Raises:
        ValueError: the arguments do not go together
    """
    if locations is None:
        if samples is None or location_field is None:
            raise ValueError("Give `locations`, or `samples` and their `location_field`.")
        samples = samples.exists(f"{location_field}.point")
        locations = samples.values(f"{location_field}.point")
    return scatterplot(
        locations,
        samples=samples,
        ids=ids,
        labels=labels,
        sizes=sizes,
        classes=classes,
        title=title,
        labels_title=labels_title,
        xlabel="longitude",
        ylabel="latitude",
        axis_equal=True,
        marker_size=marker_size,
    )


def _view_of(samples: SampleCollection | None) -> Any:
    return samples


def _ids_of(
    samples: SampleCollection | None, ids: Sequence[str] | None, link_field: str | None
) -> list[str] | None:
    if ids is not None:
        return [str(each) for each in ids]
    if samples is None:
        if link_field is not None:
            raise ValueError("`link_field` is a field of `samples`, which are not given.")
        return None
    if link_field is None:
        return samples._sample_ids()
    return [str(each) for each in samples.values(f"{link_field}.id", unwind=True)]


def _values_of(
    samples: SampleCollection | None, given: Any, link_field: str | None, what: str
) -> Any:
    """One value a point: given as they are, or read from a field of the samples."""
    if not isinstance(given, str):
        return given
    if samples is None:
        raise ValueError(f"`{what}` names a field of `samples`, which are not given.")
    return samples.values(given, unwind=link_field is not None)


def _aligned(values: Any, count: int, what: str) -> Column:
    array = np.asarray(values, dtype=None if _all_numbers(values) else object)
    if array.shape != (count,):
        raise ValueError(f"There are {count} points, but `{what}` has the shape {array.shape}.")
    return array


def _all_numbers(values: Any) -> bool:
    if isinstance(values, np.ndarray):
        return bool(values.dtype.kind in "fiu")
    return all(isinstance(value, (int, float)) and not isinstance(value, bool) for value in values)
