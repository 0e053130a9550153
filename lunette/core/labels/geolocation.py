"""Geolocations: where on Earth an image is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from lunette.core.document import FieldType
from lunette.core.labels.base import SingleLabel
from lunette.core.labels.geo_json import collected, geometries_of, geometry_parts
from lunette.core.points import checked_coordinates

__all__ = ["GeoLocation", "GeoLocations"]


class _Places(SingleLabel):
    """What both classes have in common."""

    #: Depth of the coordinates of each attribute, and the GeoJSON type of its geometry.
    _geometries: ClassVar[dict[str, tuple[int, str]]] = {}

    def _checked(self, name: str, value: Any) -> Any:
        if name in self._geometries:
            depth = self._geometries[name][0]
            return checked_coordinates(value, depth, f"{type(self).__name__}.{name}")
        return super()._checked(name, value)

    def to_geo_json(self) -> dict[str, Any] | None:
        """The location as GeoJSON: one geometry, a collection of several, None without any."""
        return collected(
            {"type": kind, "coordinates": getattr(self, name)}
            for name, (_, kind) in self._geometries.items()
            if getattr(self, name)
        )


class GeoLocation(_Places):
    """A point, a line or an area on Earth.

    Coordinates are in degrees, longitude first.

    Args:
        point (None): ``[longitude, latitude]``
        line (None): list of such points
        polygon (None): list of rings, each a list of such points; the first is the outline
        tags (None): list of strings
        **attributes: any further attributes
    """

    _fields: ClassVar[dict[str, FieldType]] = {
        **SingleLabel._fields,
        "point": FieldType("list", "float", "geo_point"),
        "line": FieldType("list", "list", "geo_line_string"),
        "polygon": FieldType("list", "list", "geo_polygon"),
    }
    _geometries: ClassVar[dict[str, tuple[int, str]]] = {
        "point": (1, "Point"),
        "line": (2, "LineString"),
        "polygon": (3, "Polygon"),
    }
    point: list[float] | None = None
    line: list[Any] | None = None
    polygon: list[Any] | None = None

    @classmethod
    def from_geo_json(cls, d: Mapping[str, Any]) -> GeoLocation:
        """The location of a GeoJSON geometry, feature or collection with at most one of each kind.

        Raises:
            ValueError: if a geometry is of another kind, or there are two of one kind
        """
        names = {"Point": "point", "LineString": "line", "Polygon": "polygon"}
        values: dict[str, Any] = {}
        for geometry in geometries_of(d):
            name = names.get(str(geometry.get("type")))
            if name is None or name in values:
                raise ValueError(
                    "A GeoLocation holds at most one Point, one LineString and one Polygon; "
                    f"this one cannot take another {geometry.get('type')!r}. Use GeoLocations."
                )
            values[name] = geometry["coordinates"]
        return cls(**values)


class GeoLocations(_Places):
    """Any number of points, lines and areas on Earth.

    Coordinates are in degrees, longitude first.

    Args:
        points (None): list of ``[longitude, latitude]``
        lines (None): list of lines, each a list of such points
        polygons (None): list of areas, each a list of rings
        tags (None): list of strings
        **attributes: any further attributes
    """

    _fields: ClassVar[dict[str, FieldType]] = {
        **SingleLabel._fields,
        "points": FieldType("list", "list", "geo_multi_point"),
        "lines": FieldType("list", "list", "geo_multi_line_string"),
        "polygons": FieldType("list", "list", "geo_multi_polygon"),
    }
    _geometries: ClassVar[dict[str, tuple[int, str]]] = {
        "points": (2, "MultiPoint"),
        "lines": (3, "MultiLineString"),
        "polygons": (4, "MultiPolygon"),
    }
    points: list[Any] | None = None
    lines: list[Any] | None = None
    polygons: list[Any] | None = None

    @classmethod
    def from_geo_json(cls, d: Mapping[str, Any]) -> GeoLocations:
        """The locations of a GeoJSON geometry, feature or collection.

        Raises:
            ValueError: if a geometry is of a kind that GeoJSON does not have
        """
        names = {"Point": "points", "LineString": "lines", "Polygon": "polygons"}
        values: dict[str, list[Any]] = {}
        for geometry in geometries_of(d):
            for kind, coordinates in geometry_parts(geometry):
                if kind not in names:
                    raise ValueError(f"{kind!r} is no geometry of GeoJSON.")
                values.setdefault(names[kind], []).append(coordinates)
        return cls(**values)
