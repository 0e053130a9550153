"""A session in a few lines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from lunette._generated.events import SessionState
from lunette.core.collection import SampleCollection
from lunette.core.session.selection_styles import PLAIN_LABEL_STYLE, PLAIN_SAMPLE_STYLE
from lunette.core.view import DatasetView

__all__ = ["Where", "session_summary"]

_PLAIN_STYLES: tuple[tuple[str, str, Any], ...] = (
    ("Selection style", "sample_selection_style", PLAIN_SAMPLE_STYLE),
    ("Label style", "label_selection_style", PLAIN_LABEL_STYLE),
)


@dataclass(frozen=True)
class Where:
    """Where a session's App is.

    Attributes:
        kind: ``"notebook"``, ``"script"`` or ``"remote"``
        url: its address, if it has one that may stand in an output
    """

    kind: str
    url: str | None


def session_summary(state: SessionState, collection: SampleCollection | None, where: Where) -> str:
    """The session in a few lines: headings, aligned values, the stages of its view.

    Args:
        state: of the session
        collection: its view if one is set, else its dataset
        where: where its App is
    """
    rows: list[tuple[str, Any]]
    if collection is None:
        rows = [("Dataset", "-")]
    else:
        rows = [
            ("Dataset", collection._root_dataset.name),
            ("Media type", collection.media_type or "-"),
            ("Num samples", len(collection)),
            ("Selected samples", len(state["selected_samples"])),
            ("Selected labels", len(state["selected_labels"])),
        ]
        for heading, name, plain in _PLAIN_STYLES:
            style: Any = state[name]  # type: ignore[literal-required]
            if style != plain:
                rows.append((heading, f"default={style['default']}, alt={style['alt']}"))
    if state["group_id"] is not None:
        rows.append(("Group", state["group_id"]))
    elif state["sample_id"] is not None:
        rows.append(("Sample", state["sample_id"]))
    rows.append(("Session type", where.kind) if where.url is None else ("Session URL", where.url))
    width = max(len(name) for name, _ in rows) + 1
    lines = [f"{name + ':':<{width}} {value}" for name, value in rows]
    if isinstance(collection, DatasetView):
        lines.append("View stages:")
        lines += [f"    {i}. {stage}" for i, stage in enumerate(collection.stages, 1)]
    return "\n".join(lines)
