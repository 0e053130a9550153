"""Shapes painted into masks: an array for the pixels of an image, and where a label lies in it."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from typing import Any

from lunette.core.checks import shown

__all__ = ["Canvas", "color_of_target", "pixel_box"]


def pixel_box(box: Sequence[float], width: int, height: int) -> tuple[int, int, int, int]:
    """A relative box in whole pixels: left, top, right, bottom, at least one pixel each way."""
    x, y, w, h = box
    left, top = round(x * width), round(y * height)
    return left, top, max(left + 1, round((x + w) * width)), max(top + 1, round((y + h) * height))


def color_of_target(target: str) -> tuple[int, int, int]:
    """Red, green and blue of ``"#rrggbb"``.

    Raises:
        ValueError: if it is anything else
    """
    try:
        if target[:1] != "#" or len(target) != 7:
            raise ValueError
        return int(target[1:3], 16), int(target[3:5], 16), int(target[5:7], 16)
    except ValueError:
        raise ValueError(f"A mask's colour is '#rrggbb', not {target!r}.") from None


class Canvas:
    """A mask that labels are painted into.

    Args:
        mask: an array to begin with, copied; or None
        frame_size: width and height of a new one; needed without ``mask``
        target: a value that will be painted: a number, or ``"#rrggbb"`` for a mask with colours

    Raises:
        ValueError: if neither says the size, or a colour meets a mask without colours
    """

    def __init__(
        self, mask: Any, frame_size: tuple[int, int] | None, target: int | str = 255
    ) -> None:
        import numpy as np

        in_color = isinstance(target, str)
        if mask is not None:
            self.array = np.array(mask)
            if (self.array.ndim == 3) != in_color:
                raise ValueError(
                    f"A target {target!r} cannot be painted into a mask of the shape "
                    f"{self.array.shape}: numbers need two dimensions, colours three."
                )
        elif frame_size is not None:
            width, height = frame_size
            shape = (height, width, 3) if in_color else (height, width)
            self.array = np.zeros(shape, np.uint8)
        else:
            raise ValueError("Say how large the mask is: give mask or frame_size=(width, height).")

    @property
    def size(self) -> tuple[int, int]:
        """Width and height."""
        return int(self.array.shape[1]), int(self.array.shape[0])

    def put(self, inside: Any, left: int, top: int, target: int | str) -> None:
        """Paints where ``inside`` is true; its corner is at the pixel ``left``, ``top``."""
        import numpy as np

        width, height = self.size
        rows, columns = inside.shape
        x0, y0 = max(left, 0), max(top, 0)
        x1, y1 = min(left + columns, width), min(top + rows, height)
        if x0 >= x1 or y0 >= y1:
            return
        part = inside[y0 - top : y1 - top, x0 - left : x1 - left]
        if isinstance(target, str):
            self.array[y0:y1, x0:x1][part] = color_of_target(target)
            return
        if target > np.iinfo(self.array.dtype).max:
            self.array = self.array.astype(np.int32 if target > 65535 else np.uint16)
        self.array[y0:y1, x0:x1][part] = target

    def shapes(
        self, shapes: Any, closed: bool, filled: bool, thickness: int, target: int | str
    ) -> None:
        """Paints lines or areas of relative points; areas that lie in areas are holes."""
        self.put(painted(shapes, self.size, closed, filled, thickness), 0, 0, target)


def painted(
    shapes: Any, size: tuple[int, int], closed: bool, filled: bool, thickness: int = 1
) -> Any:
    """Where lines or areas are: a boolean array of rows and columns.

    Args:
        shapes: lists of relative points
        size: width and height in pixels
        closed: whether the last point is joined to the first
        filled: whether the shapes are areas
        thickness (1): of lines, in pixels
    """
    import numpy as np

    width, height = size
    if width < 1 or height < 1:
        raise ValueError(f"A mask has at least one pixel each way, not {shown(size)}.")
    in_pixels = [[(x * width, y * height) for x, y in shape] for shape in shapes]
    areas = [points for points in in_pixels if filled and len(points) >= 3]
    result = _areas(areas, width, height)
    lines = [points for points in in_pixels if points and not (filled and len(points) >= 3)]
    return np.logical_or(result, _lines(lines, size, closed, thickness)) if lines else result


def _areas(shapes: list[list[tuple[float, float]]], width: int, height: int) -> Any:
    """The pixels whose centres are within an odd number of polygons."""
    import numpy as np

    # Where a row enters or leaves: the sum from the left says on which side a pixel is.
    turns = np.zeros((height, width + 1), np.uint8)
    for points in shapes:
        for (x0, y0), (x1, y1) in zip(points, points[1:] + points[:1], strict=True):
            if y0 > y1:
                x0, y0, x1, y1 = x1, y1, x0, y0
            first, last = max(ceil(y0 - 0.5), 0), min(ceil(y1 - 0.5), height)
            if first >= last:
                continue
            rows = np.arange(first, last)
            xs = x0 + (rows + 0.5 - y0) * ((x1 - x0) / (y1 - y0))
            turns[rows, np.clip(np.ceil(xs - 0.5), 0, width).astype(int)] ^= 1
    return np.bitwise_xor.accumulate(turns[:, :width], axis=1).astype(bool)


def _lines(
    shapes: list[list[tuple[float, float]]], size: tuple[int, int], closed: bool, thickness: int
) -> Any:
    import numpy as np
    from PIL import Image, ImageDraw

    image = Image.new("1", size)
    draw = ImageDraw.Draw(image)
    for points in shapes:
        centred = [(x - 0.5, y - 0.5) for x, y in points]
        draw.line(centred + centred[:1] if closed else centred, fill=1, width=thickness)
    return np.array(image)
