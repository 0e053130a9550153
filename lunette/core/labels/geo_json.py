"""Geometries of GeoJSON: taking collections apart, and making them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

__all__ = ["collected", "geometries_of", "geometry_parts"]


def collected(geometries: Iterable[dict[str, Any]]) -> dict[str, Any] | None:
    """One geometry, a collection of several, or None of none."""
    found = list(geometries)
    if len(found) > 1:
        return {"type": "GeometryCollection", "geometries": found}
    return found[0] if found else None


def geometries_of(d: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """The geometries of a geometry, a feature or a collection, however nested."""
    kind = d.get("type")
    if kind == "GeometryCollection":
        for geometry in d.get("geometries") or ():
            yield from geometries_of(geometry)
    elif kind == "FeatureCollection":
        for feature in d.get("features") or ():
            yield from geometries_of(feature)
    elif kind == "Feature":
        if d.get("geometry") is not None:
            yield from geometries_of(d["geometry"])
    else:
        yield d


def geometry_parts(geometry: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Type and coordinates of a geometry, or of each part of a ``Multi…`` one."""
    kind = str(geometry.get("type"))
    if kind.startswith("Multi"):
        for part in geometry["coordinates"]:
            yield kind[5:], part
    else:
        yield kind, geometry["coordinates"]
