"""Paths of fields as plots take them."""

from __future__ import annotations

import re

from lunette.core.expressions import ViewExpression, ViewField

__all__ = ["plotted_path"]

_LISTS = re.compile(r"^([^.]+)\.(?:detections|classifications|keypoints|polylines)\.([^.]+)$")


def plotted_path(field: object) -> str:
    """The path that a histogram asks about; labels of a list are named without it.

    Raises:
        ValueError: it is no path of a field
    """
    if isinstance(field, ViewField):
        field = field._ast["field"]
    elif isinstance(field, ViewExpression):
        raise ValueError(
            "Histograms are plotted of fields, not of expressions. Store the values first, for "
            "example with dataset.set_values('name', values), and plot that field."
        )
    if not isinstance(field, str) or not field:
        raise ValueError(f"A histogram is plotted of a field's path; found {field!r}.")
    return _LISTS.sub(r"\1.\2", field)
