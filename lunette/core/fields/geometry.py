"""Fields of places on Earth: coordinates as in GeoJSON, longitude first, in degrees."""

from __future__ import annotations

from typing import Any, ClassVar

from lunette.core.fields.base import Field
from lunette.core.fields.containers import ListField
from lunette.core.fields.scalars import FloatField
from lunette.core.points import checked_coordinates

__all__ = [
    "GeoLineStringField",
    "GeoMultiLineStringField",
    "GeoMultiPointField",
    "GeoMultiPolygonField",
    "GeoPointField",
    "GeoPolygonField",
]


class _GeoField(ListField):
    """Coordinates of a geometry."""

    empty: ClassVar[Any] = None
    #: How many lists are around the numbers.
    _depth: ClassVar[int] = 1

    def __init__(self, **kwargs: Any) -> None:
        element: Field = FloatField()
        for _ in range(self._depth - 1):
            element = ListField(element)
        super().__init__(element, **kwargs)

    def checked(self, value: Any, owner: str) -> Any:
        return checked_coordinates(value, self._depth, owner)

    def __str__(self) -> str:
        return Field.__str__(self)


class GeoPointField(_GeoField):
    """Points ``[longitude, latitude]``."""

    form = "geo_point"


class GeoLineStringField(_GeoField):
    """Lines: lists of points."""

    form = "geo_line_string"
    _depth = 2


class GeoPolygonField(_GeoField):
    """Areas: lists of rings, each a list of points; the first ring is the outline."""

    form = "geo_polygon"
    _depth = 3


class GeoMultiPointField(_GeoField):
    """Lists of points."""

    form = "geo_multi_point"
    _depth = 2


class GeoMultiLineStringField(_GeoField):
    """Lists of lines."""

    form = "geo_multi_line_string"
    _depth = 3


class GeoMultiPolygonField(_GeoField):
    """Lists of areas."""

    form = "geo_multi_polygon"
    _depth = 4
