"""What the reference system was measured to need on a machine of this kind, in milliseconds.

Shown beside our figures where it is not run itself (``npm run bench -- --peer``).
"""

from __future__ import annotations

#: Name of the figure → at 100 000 and at 1 000 000 samples; None was not measured.
PEER_MS: dict[str, tuple[float | None, float | None]] = {
    "values(filepath)": (422, 4262),
    "values(confidence)": (805, 8198),
    "count_values(label)": (319, 3138),
    "distinct(label)": (671, 7031),
    "bounds(confidence)": (356, 3731),
    "histogram_values(confidence), 50 bins": (3147, 37866),
    "filter_labels(confidence), new: count": (364, 3679),
    "match(scene.label): count": (63, 642),
    "match_tags: count": (45, 786),
    "sort_by(most confident): first 60": (338, 2679),
    "skip to the middle: 60 samples": (128, 270),
    "skip to the end: 60 samples": (146, 498),
    "to_patches of 10000 samples: count": (563, 801),
    "tag_samples, all": (2450, None),
    "tag_labels, all": (3000, None),
    "set_values of a new number, all": (4048, None),
}


def peer_text(name: str, samples: int) -> str:
    """The figure for the table; empty if there is none for a set of this size."""
    small, large = PEER_MS.get(name, (None, None))
    known = large if samples >= 1_000_000 else small if samples >= 100_000 else None
    return "" if known is None else f"{known:g} ms"
