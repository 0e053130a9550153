"""Data for people to read."""

from __future__ import annotations

import pprint as printing
from typing import IO, Any

__all__ = ["pformat", "pprint"]


def pformat(obj: Any, indent: int = 4, width: int = 80, depth: int | None = None) -> str:
    """Data as text, one entry a line, in the order in which it is.

    Args:
        obj: the data, such as what ``dataset.stats()`` returns
        indent (4): spaces per level
        width (80): characters per line, as far as possible
        depth (None): levels to show
    """
    return printing.pformat(obj, indent, width, depth, sort_dicts=False)


def pprint(
    obj: Any,
    stream: IO[str] | None = None,
    indent: int = 4,
    width: int = 80,
    depth: int | None = None,
) -> None:
    """Prints data; see :func:`pformat`.

    Args:
        obj: the data
        stream (None): where to write; standard output by default
        indent (4): spaces per level
        width (80): characters per line, as far as possible
        depth (None): levels to show
    """
    printing.pprint(obj, stream, indent, width, depth, sort_dicts=False)
