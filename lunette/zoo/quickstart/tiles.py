"""How a photograph is cut into tiles of different sizes and shapes."""

from __future__ import annotations

from dataclasses import dataclass

from lunette.zoo.quickstart.annotations import Box
from lunette.zoo.quickstart.sources import Source

__all__ = ["LAYOUTS", "SPLITS", "Tile", "quarters", "tiles_of"]

#: Boxes of (top, left, height, width) in twelfths of a quarter.
LAYOUTS: dict[str, tuple[tuple[int, int, int, int], ...]] = {
    "one": ((0, 0, 12, 12),),
    "|": ((0, 0, 12, 5), (0, 5, 12, 7)),
    "-": ((0, 0, 7, 12), (7, 0, 5, 12)),
    "four": ((0, 0, 6, 6), (0, 6, 6, 6), (6, 0, 6, 6), (6, 6, 6, 6)),
    "L": ((0, 0, 12, 7), (0, 7, 5, 5), (5, 7, 7, 5)),
    "T": ((0, 0, 6, 12), (6, 0, 6, 5), (6, 5, 6, 7)),
    "nine": tuple((row, column, 4, 4) for row in (0, 4, 8) for column in (0, 4, 8)),
}

#: Split of the tiles of each quarter, so that no pixel is in two splits.
SPLITS = ("train", "test", "train", "validation")


@dataclass(frozen=True)
class Tile:
    """A part of a photograph that becomes a sample.

    Attributes:
        number: 0 for the whole photograph, then counted from 1
        box: which pixels
        quarter: in which quarter of the photograph it is, 0 to 3; None for the whole
    """

    number: int
    box: Box
    quarter: int | None

    @property
    def split(self) -> str | None:
        """Name of its split; None for the whole photograph, which shows tiles of every split."""
        return None if self.quarter is None else SPLITS[self.quarter]


def quarters(source: Source, height: int, width: int) -> tuple[Box, Box, Box, Box]:
    """The four parts of a photograph: top left, top right, bottom left, bottom right."""
    row, column = round(source.cut[0] * height), round(source.cut[1] * width)
    return (
        Box(0, 0, row, column),
        Box(0, column, row, width - column),
        Box(row, 0, height - row, column),
        Box(row, column, height - row, width - column),
    )


def tiles_of(source: Source, height: int, width: int) -> list[Tile]:
    """The whole photograph and its tiles; no tile reaches into two quarters."""
    tiles = [Tile(0, Box(0, 0, height, width), None)]
    if source.layouts is None:
        return tiles
    for quarter, (box, layout) in enumerate(
        zip(quarters(source, height, width), source.layouts, strict=True)
    ):
        for top, left, rows, columns in LAYOUTS[layout]:
            first_row, first_column = (
                box.top + top * box.height // 12,
                box.left + left * box.width // 12,
            )
            last_row = box.top + (top + rows) * box.height // 12
            last_column = box.left + (left + columns) * box.width // 12
            part = Box(first_row, first_column, last_row - first_row, last_column - first_column)
            tiles.append(Tile(len(tiles), part, quarter))
    return tiles
