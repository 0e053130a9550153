"""Geolocations: where on Earth an image is."""

from __future__ import annotations

from typing import Any, ClassVar

from lunette.core.document import FieldType
from lunette.core.labels.base import SingleLabel
from lunette.core.labels.points import checked_points, checked_shapes

__all__ = ["GeoLocation"]


class GeoLocation(SingleLabel):
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
        "point": ("list", "float"),
        "line": ("list", "list"),
        "polygon": ("list", "list"),
    }
    point: list[float] | None = None
    line: list[Any] | None = None
    polygon: list[Any] | None = None

    def _checked(self, name: str, value: Any) -> Any:
        if name == "point":
            return list(checked_points([value], "GeoLocation.point", missing=False)[0])
        if name == "line":
            return checked_points(value, "GeoLocation.line", missing=False)
        if name == "polygon":
            return checked_shapes(value, "GeoLocation.polygon")
        return super()._checked(name, value)

    def to_geo_json(self) -> dict[str, Any] | None:
        """The location as GeoJSON: one geometry, a collection of several, None without any."""
        kinds = (("Point", self.point), ("LineString", self.line), ("Polygon", self.polygon))
        found = [{"type": kind, "coordinates": value} for kind, value in kinds if value is not None]
        if len(found) > 1:
            return {"type": "GeometryCollection", "geometries": found}
        return found[0] if found else None

    @classmethod
    def from_geo_json(cls, d: dict[str, Any]) -> GeoLocation:
        """The location of a GeoJSON geometry, or of a collection with one of each kind.

        Raises:
            ValueError: if a geometry is of another kind, or there are two of one kind
        """
        names = {"Point": "point", "LineString": "line", "Polygon": "polygon"}
        collection = d.get("type") == "GeometryCollection"
        values: dict[str, Any] = {}
        for geometry in d["geometries"] if collection else [d]:
            name = names.get(str(geometry.get("type")))
            if name is None or name in values:
                raise ValueError(
                    "A GeoLocation holds at most one Point, one LineString and one Polygon; "
                    f"this one cannot take another {geometry.get('type')!r}."
                )
            values[name] = geometry["coordinates"]
        return cls(**values)
