"""A session in a few lines."""

from __future__ import annotations

from typing import Any

from lunette._generated.events import SessionState
from lunette.core.collection import SampleCollection
from lunette.core.view import DatasetView

__all__ = ["session_summary"]

_PLAIN_STYLES = (
    ("sample_selection_style", {"default": "checkmark", "alt": "checkmark"}),
    ("label_selection_style", {"default": "dashed", "alt": "dashed"}),
)


def session_summary(
    state: SessionState, collection: SampleCollection | None, session_type: str
) -> str:
    """The session in a few lines: headings, aligned values, the stages of its view.

    Args:
        state: of the session
        collection: its view if one is set, else its dataset
        session_type: where the session is shown
    """
    rows: list[tuple[str, Any]]
    if collection is None:
        rows = [("Dataset", "-")]
    else:
        rows = [
            ("Dataset", collection._dataset.name),
            ("Media type", collection.media_type or "-"),
            ("Num samples", len(collection)),
            ("Selected samples", len(state["selected_samples"])),
            ("Selected labels", len(state["selected_labels"])),
        ]
        for name, plain in _PLAIN_STYLES:
            style: Any = state[name]  # type: ignore[literal-required]
            if style != plain:
                rows.append(("Selection style", f"default={style['default']}, alt={style['alt']}"))
        if state["sample_id"] is not None:
            rows.append(("Sample", state["sample_id"]))
    rows.append(("Session type", session_type))
    width = max(len(name) for name, _ in rows) + 1
    lines = [f"{name + ':':<{width}} {value}" for name, value in rows]
    if isinstance(collection, DatasetView):
        lines.append("View stages:")
        lines += [f"    {i}. {stage}" for i, stage in enumerate(collection.stages, 1)]
    return "\n".join(lines)
