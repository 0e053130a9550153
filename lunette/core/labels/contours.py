"""Outlines of masks: polygons around their regions, and the regions themselves."""

from __future__ import annotations

from typing import Any

__all__ = ["mask_polygons", "regions"]


def mask_polygons(mask: Any, tolerance: float = 2) -> list[list[tuple[float, float]]]:
    """The outlines of a mask's regions and holes.

    Args:
        mask: a 2-D array, non-zero inside
        tolerance (2): how far an outline may be from the true one, in pixels; regions that are
            smaller are left out, but not the only one

    Returns:
        polygons of points ``(x, y)`` in pixels of the mask, at least three each; the corner of
        the first pixel is (0, 0)
    """
    import numpy as np
    from contourpy import contour_generator

    # A frame of nothing closes the outlines at the mask's edges.
    padded = np.pad(np.asarray(mask) != 0, 1).astype(np.float64)
    # Pixel centres of the padded mask are half a pixel right of the corners of the mask's.
    rings = [np.asarray(line)[:-1] - 0.5 for line in contour_generator(z=padded).lines(0.5)]
    kept = [ring for ring in (simplified(ring, tolerance) for ring in rings) if len(ring) >= 3]
    height, width = np.shape(mask)
    return [
        [(float(x), float(y)) for x, y in np.clip(ring, 0, (width, height))]
        for ring in kept or sorted(rings, key=len)[-1:]
    ]


def simplified(ring: Any, tolerance: float) -> Any:
    """A closed line with fewer points, by the method of Douglas and Peucker.

    Args:
        ring: points, n × 2, the last one joined to the first
        tolerance: how far left out points may be from the line
    """
    import numpy as np

    if tolerance <= 0 or len(ring) < 4:
        return ring
    # Two points that stay: the first, and the one farthest from it.
    far = int(np.argmax(((ring - ring[0]) ** 2).sum(axis=1)))
    closed = np.vstack([ring, ring[:1]])
    keep = np.zeros(len(closed), bool)
    keep[[0, far, len(ring)]] = True
    spans = [(0, far), (far, len(ring))]
    while spans:
        start, end = spans.pop()
        if end - start < 2:
            continue
        distances = _distances(closed[start + 1 : end], closed[start], closed[end])
        at = int(np.argmax(distances))
        if distances[at] > tolerance:
            middle = start + 1 + at
            keep[middle] = True
            spans += [(start, middle), (middle, end)]
    return closed[:-1][keep[:-1]]


def _distances(points: Any, a: Any, b: Any) -> Any:
    """Distances of points from the segment between two others."""
    import numpy as np

    along = b - a
    length = float(along @ along)
    if length == 0:
        return np.hypot(*(points - a).T)
    at = np.clip((points - a) @ along / length, 0, 1)
    return np.hypot(*(points - a - at[:, None] * along).T)


def regions(mask: Any) -> list[Any]:
    """The connected regions of a mask as masks of the same shape; corners do not connect.

    Runs of a row are joined with those that they touch in the row above.
    """
    import numpy as np

    inside = np.asarray(mask) != 0
    edges = np.diff(np.pad(inside, ((0, 0), (1, 1))).astype(np.int8), axis=1)
    rows, starts = np.nonzero(edges == 1)
    ends = np.nonzero(edges == -1)[1]
    parents = list(range(len(rows)))

    def root(i: int) -> int:
        while parents[i] != i:
            parents[i] = parents[parents[i]]
            i = parents[i]
        return i

    first_of_row = np.searchsorted(rows, np.arange(inside.shape[0] + 1)).tolist()
    for row in range(1, inside.shape[0]):
        above, here = first_of_row[row - 1], first_of_row[row]
        stop_above, stop = here, first_of_row[row + 1]
        while above < stop_above and here < stop:
            if starts[above] < ends[here] and starts[here] < ends[above]:
                a, b = root(above), root(here)
                parents[max(a, b)] = min(a, b)
            if ends[above] < ends[here]:
                above += 1
            else:
                here += 1
    found: dict[int, Any] = {}
    for i, row in enumerate(rows.tolist()):
        region = found.setdefault(root(i), np.zeros(inside.shape, bool))
        region[row, starts[i] : ends[i]] = True
    return list(found.values())
