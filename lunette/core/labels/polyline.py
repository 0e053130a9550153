"""Polylines: open or closed lines, and polygons."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from lunette.core.document import FieldType
from lunette.core.labels.base import LabelList, ObjectLabel
from lunette.core.points import checked_shapes

if TYPE_CHECKING:
    from lunette.core.labels.detection import Detection, Detections
    from lunette.core.labels.segmentation import Segmentation

__all__ = ["Polyline", "Polylines"]


class Polyline(ObjectLabel):
    """One or more lines or polygons that belong together.

    Args:
        label (None): the class
        points (None): list of shapes, each a list of ``(x, y)`` relative to the image
        confidence (None): usually between 0 and 1
        index (None): a number that identifies the object among several images
        instance (None): the :class:`Instance` that the label shows, which others may show too
        closed (False): whether the last point is joined to the first
        filled (False): whether the shapes are areas
        tags (None): list of strings
        **attributes: any further attributes; ``points3d`` has shapes of ``(x, y, z)``
    """

    _fields: ClassVar[dict[str, FieldType]] = {
        "id": FieldType("object_id"),
        "attributes": ObjectLabel._fields["attributes"],
        "tags": FieldType("list", "string"),
        "label": FieldType("string"),
        "points": FieldType("list", "list", "polyline_points"),
        "confidence": FieldType("float"),
        "index": FieldType("int"),
        "closed": FieldType("bool"),
        "filled": FieldType("bool"),
        "instance": ObjectLabel._fields["instance"],
    }
    label: str | None = None
    confidence: float | None = None
    index: int | None = None
    closed: bool = False
    filled: bool = False
    points: list[Any]

    def __init__(self, *, points: Any = (), tags: list[str] | None = None, **attributes: Any):
        super().__init__(tags=tags, points=points, **attributes)

    def _checked(self, name: str, value: Any) -> Any:
        if name == "points":
            return checked_shapes(value, f"Polyline.points of {self.label!r}")
        return super()._checked(name, value)

    def __setattr__(self, name: str, value: Any) -> None:
        super().__setattr__(name, () if name == "points" and value is None else value)

    def _to_stored(self) -> dict[str, Any]:
        self._checked("points", self.points)
        return super()._to_stored()

    def to_detection(
        self,
        mask_size: tuple[int, int] | None = None,
        frame_size: tuple[int, int] | None = None,
    ) -> Detection:
        """The detection with the box around the shapes.

        Args:
            mask_size (None): width and height of the mask to paint the shapes into
            frame_size (None): width and height of the image; without ``mask_size`` the mask has
                the pixels that the box has there

        Raises:
            ValueError: if there are no points
        """
        from lunette.core.labels.polyline_shapes import detection_of_polyline

        return detection_of_polyline(self, mask_size, frame_size)

    def to_segmentation(
        self,
        mask: Any = None,
        frame_size: tuple[int, int] | None = None,
        target: int | str = 255,
        thickness: int = 1,
    ) -> Segmentation:
        """A segmentation of the image with the shapes in it.

        Args:
            mask (None): an array to begin with
            frame_size (None): width and height of the image; needed without ``mask``
            target (255): value of the pixels, or ``"#rrggbb"`` for a mask with colours
            thickness (1): of lines, in pixels

        Raises:
            ValueError: if the size is not known
        """
        from lunette.core.labels.polyline_shapes import segmentation_of_polylines

        return segmentation_of_polylines([(self, target)], mask, frame_size, target, thickness)

    def to_shapely(
        self, frame_size: tuple[int, int] | None = None, filled: bool | None = None
    ) -> Any:
        """The shapes as a shapely geometry: polygons if filled, else lines.

        Args:
            frame_size (None): width and height of the image, for coordinates in pixels
            filled (None): whether they are areas; by default as the polyline says

        Raises:
            ImportError: if shapely is not installed
        """
        from lunette.core.labels.shapely_shapes import lines_or_polygons

        areas = self.filled if filled is None else filled
        return lines_or_polygons(self.points, frame_size, self.closed, areas)

    @classmethod
    def from_mask(
        cls, mask: Any, label: str | None = None, tolerance: float = 2, **attributes: Any
    ) -> Polyline:
        """The outlines of an object given by a mask of the whole image, closed and filled.

        Args:
            mask: a 2-D array, non-zero where the object is
            label (None): the class
            tolerance (2): how far the outlines may be from the true ones, in pixels
            **attributes: any further attributes

        Raises:
            ValueError: if the mask is empty
        """
        from lunette.core.labels.polyline_shapes import shapes_of_mask

        values = {"closed": True, "filled": True, **attributes}
        return cls(label=label, points=shapes_of_mask(mask, tolerance), **values)

    @classmethod
    def from_cuboid(
        cls, vertices: Any, frame_size: tuple[int, int] | None = None, **attributes: Any
    ) -> Polyline:
        """The edges of a box in space as it is seen in the image.

        Args:
            vertices: eight points ``(x, y)``: 0 to 3 around the front, 4 to 7 around the back, in
                the same direction and from the same corner; relative to the image
            frame_size (None): width and height of the image, if the points are in pixels
            **attributes: any further attributes

        Raises:
            ValueError: if they are not eight points
        """
        from lunette.core.labels.polyline_shapes import faces_of_cuboid

        return cls(points=faces_of_cuboid(vertices, frame_size), **{"closed": True, **attributes})

    @classmethod
    def from_rotated_box(
        cls,
        xc: float,
        yc: float,
        w: float,
        h: float,
        theta: float,
        frame_size: tuple[int, int] | None = None,
        **attributes: Any,
    ) -> Polyline:
        """The outline of a box that is turned about its centre.

        Args:
            xc: centre, from the left; relative to the image
            yc: centre, from the top
            w: width
            h: height
            theta: angle in radians, from the x axis towards the y axis
            frame_size (None): width and height of the image, if the numbers are in pixels
            **attributes: any further attributes
        """
        from lunette.core.labels.polyline_shapes import corners_of_rotated_box

        corners = corners_of_rotated_box(xc, yc, w, h, theta, frame_size)
        return cls(points=[corners], **{"closed": True, **attributes})


class Polylines(LabelList[Polyline]):
    """The polylines of an image.

    Args:
        polylines (None): list of :class:`Polyline`
    """

    _list = "polylines"
    _element = Polyline
    _fields: ClassVar[dict[str, FieldType]] = {
        "polylines": FieldType("list", "document", None, "Polyline")
    }
    polylines: list[Polyline]

    def to_detections(
        self,
        mask_size: tuple[int, int] | None = None,
        frame_size: tuple[int, int] | None = None,
    ) -> Detections:
        """The detections with the boxes of all polylines; see :meth:`Polyline.to_detection`."""
        from lunette.core.labels.detection import Detections

        return Detections(
            detections=[p.to_detection(mask_size, frame_size) for p in self.polylines]
        )

    def to_segmentation(
        self,
        mask: Any = None,
        frame_size: tuple[int, int] | None = None,
        mask_targets: Mapping[Any, str] | None = None,
        thickness: int = 1,
    ) -> Segmentation:
        """A segmentation of the image with the polylines in it.

        Args:
            mask (None): an array to begin with
            frame_size (None): width and height of the image; needed without ``mask``
            mask_targets (None): which classes to paint, by the values of their pixels (integers
                or ``"#rrggbb"``); by default all, with 255
            thickness (1): of lines, in pixels

        Raises:
            ValueError: if the size is not known
        """
        from lunette.core.labels.detection_shapes import targets_of
        from lunette.core.labels.polyline_shapes import segmentation_of_polylines

        some, targets = targets_of(mask_targets)
        chosen: Sequence[tuple[Polyline, int | str]] = [
            (p, some if targets is None else targets[p.label])
            for p in self.polylines
            if targets is None or p.label in targets
        ]
        return segmentation_of_polylines(chosen, mask, frame_size, some, thickness)
