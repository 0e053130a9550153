"""View stages that choose samples by values, by their labels, by place, and by other views."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from lunette.core.arrays import is_array
from lunette.core.checks import shown
from lunette.core.label_stages import label_choice
from lunette.core.literals import literal_of
from lunette.core.mongo_stage import stages_of_pipeline
from lunette.core.stage_base import ViewStage, condition_of, field_name_of

__all__ = [
    "Concat",
    "ExcludeBy",
    "GeoNear",
    "GeoWithin",
    "MatchLabels",
    "SelectBy",
    "SortBySimilarity",
]


def _values(values: Any) -> list[Any]:
    several = not isinstance(values, str) and (isinstance(values, Iterable) or is_array(values))
    literals = literal_of(list(values) if several else [values])
    return list(literals)


class SelectBy(ViewStage):
    """Samples whose field has one of some values.

    Args:
        field: the field
        values: a value or several
        ordered (False): whether to keep the order of ``values``
    """

    name = "select_by"

    def __init__(self, field: str, values: Any, ordered: bool = False) -> None:
        super().__init__(field=field_name_of(field), values=_values(values), ordered=bool(ordered))


class ExcludeBy(ViewStage):
    """Samples whose field has none of some values.

    Args:
        field: the field
        values: a value or several
    """

    name = "exclude_by"

    def __init__(self, field: str, values: Any) -> None:
        super().__init__(field=field_name_of(field), values=_values(values))


class MatchLabels(ViewStage):
    """Samples that have a label that fulfils everything that is given; the labels stay as they are.

    Args:
        labels (None): a dict with ``label_id`` and ``field``, or several, as
            ``session.selected_labels`` has them
        ids (None): an id or several
        instance_ids (None): an id of an instance or several
        tags (None): a tag or several: labels that have any of them
        filter (None): an expression, relative to the label
        fields (None): a label field or several; all by default
        bool (None): False for the samples without such a label
    """

    name = "match_labels"

    def __init__(
        self,
        labels: Any = None,
        ids: str | Iterable[str] | None = None,
        instance_ids: str | Iterable[str] | None = None,
        tags: str | Iterable[str] | None = None,
        filter: Any = None,
        fields: str | Iterable[str] | None = None,
        bool: bool | None = None,
    ) -> None:
        super().__init__(
            **label_choice(labels, ids, instance_ids, tags, fields),
            filter=None if filter is None else condition_of(filter),
            bool=bool is not False,
        )


class GeoNear(ViewStage):
    """Samples with a location, the nearest to a point first. Must be the first stage.

    Args:
        point: ``[longitude, latitude]`` in degrees, a GeoLocation with a point, or a GeoJSON point
        location_field (None): the field with the locations; the only one by default
        min_distance (None): leave out what is nearer, in metres
        max_distance (None): leave out what is farther, in metres
        query (None): an expression that samples must fulfil, or a database query as a dict
        create_index (False): has no effect; places are found quickly
    """

    name = "geo_near"

    def _stages_for(self, collection: Any) -> list[dict[str, Any]]:
        if collection._stages:
            raise ValueError("geo_near must be the first stage of a view.")
        if self._query is None:
            return [self.to_dict()]
        (match,) = stages_of_pipeline(collection, [{"$match": self._query}])
        return [{**self.to_dict(), "query": match["filter"]}]

    def __init__(
        self,
        point: Any,
        location_field: str | None = None,
        min_distance: float | None = None,
        max_distance: float | None = None,
        query: Any = None,
        create_index: bool = False,
    ) -> None:
        self._query = dict(query) if isinstance(query, Mapping) else None
        super().__init__(
            point=_position(_coordinates(point, "point")),
            location_field=location_field,
            min_distance=None if min_distance is None else float(min_distance),
            max_distance=None if max_distance is None else float(max_distance),
            query=None if query is None or self._query is not None else condition_of(query),
        )


class GeoWithin(ViewStage):
    """Samples whose location is inside an area.

    Args:
        boundary: a list of ``[longitude, latitude]``, a polygon as a list of rings, several
            polygons, a GeoLocation or GeoLocations with polygons, or GeoJSON of one of these
        location_field (None): the field with the locations; the only one by default
        strict (True): whether all of a location must be inside, and not only some of it
        create_index (False): has no effect; places are found quickly
    """

    name = "geo_within"

    def __init__(
        self,
        boundary: Any,
        location_field: str | None = None,
        strict: bool = True,
        create_index: bool = False,
    ) -> None:
        super().__init__(
            boundary=_polygons(boundary), location_field=location_field, strict=bool(strict)
        )


class Concat(ViewStage):
    """The samples so far, followed by those of another view of the dataset.

    A sample that is in both comes once, as it is in the first.

    Args:
        samples: a view, or the dataset
    """

    name = "concat"

    def __init__(self, samples: Any) -> None:
        stages = getattr(samples, "_stages", None)
        if not isinstance(stages, list):
            raise TypeError(f"Views are concatenated with views, not with {shown(samples)}.")
        stages = samples._dataset._in_slice(stages)
        super().__init__(stages=[dict(stage) for stage in stages])
        self.source = samples._dataset

    def _stages_for(self, collection: Any) -> list[dict[str, Any]]:
        dataset = collection._dataset
        if self.source is not dataset:
            raise ValueError(
                f"A view of dataset {self.source.name!r} cannot be appended to one of "
                f"{dataset.name!r}; views are concatenated with views of the same dataset."
            )
        return [self.to_dict()]


class SortBySimilarity(ViewStage):
    """Samples by similarity, which needs an index that a brain run has computed.

    Raises:
        ValueError: no brain run exists in this version
    """

    name = "sort_by_similarity"

    def __init__(
        self,
        query: Any,
        k: int | None = None,
        reverse: bool = False,
        dist_field: str | None = None,
        brain_key: str | None = None,
    ) -> None:
        named = "" if brain_key is None else f" {brain_key!r}"
        raise ValueError(
            f"There is no similarity index{named}: samples are sorted by similarity with the "
            "results of a brain run, and this dataset has none. To sort by a stored score, use "
            "sort_by(field)."
        )


def _coordinates(value: Any, what: str) -> Any:
    """Coordinates of a GeoJSON dict, of a label, or as they are."""
    if isinstance(value, Mapping):
        if "coordinates" not in value:
            raise ValueError(f"GeoJSON has coordinates; found {shown(value)}.")
        return value["coordinates"]
    part = getattr(value, what, None)
    if part is not None:
        return part
    return value.tolist() if is_array(value) else value


def _position(value: Any) -> list[float]:
    try:
        longitude, latitude = value
        return [float(longitude), float(latitude)]
    except (TypeError, ValueError):
        raise ValueError(
            f"A position is [longitude, latitude] in degrees, not {shown(value)}."
        ) from None


def _depth(value: Any) -> int:
    depth = 0
    while isinstance(value, (list, tuple)) and value:
        value, depth = value[0], depth + 1
    return depth


def _polygons(boundary: Any) -> list[list[list[list[float]]]]:
    if not isinstance(boundary, Mapping) and hasattr(boundary, "polygons"):
        value = boundary.polygons
    else:
        value = _coordinates(boundary, "polygon")
    depth = _depth(value)
    if depth not in (2, 3, 4):
        raise ValueError(
            "A boundary is a list of [longitude, latitude], a polygon of rings, or several "
            f"polygons, not {shown(boundary)}."
        )
    for _ in range(4 - depth):
        value = [value]
    polygons = [[[_position(p) for p in ring] for ring in polygon] for polygon in value]
    for polygon in polygons:
        for ring in polygon:
            if len(ring) < 3:
                raise ValueError("A boundary needs at least three positions.")
    return polygons
