"""Which kind of picture a cell is to become."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, cast

__all__ = ["ANY_PICTURE", "PictureWish"]

_FORMATS = ("png", "jpeg", "webp")
_SCALES = (0.25, 4.0)
_LEAST_BYTES = 10_000


@dataclass(frozen=True)
class PictureWish:
    """What a person asked for; None leaves the choice to who draws it.

    Attributes:
        scale: device pixels per CSS pixel
        format: of the file
        max_bytes: size of the file
    """

    scale: float | None = None
    format: Literal["png", "jpeg", "webp"] | None = None
    max_bytes: int | None = None

    @staticmethod
    def checked(scale: Any, format: Any, max_bytes: Any) -> PictureWish:
        """A wish of what a person wrote.

        Raises:
            ValueError: which of the three is impossible
        """
        least, most = _SCALES
        if scale is not None and not (_is_number(scale) and least <= scale <= most):
            raise ValueError(
                f"A scale is a number from {least:g} to {most:g}, pixels of the picture per pixel "
                f"of the page; found {scale!r}."
            )
        if format is not None and format not in _FORMATS:
            raise ValueError(f"A format is one of {', '.join(_FORMATS)}; found {format!r}.")
        whole = isinstance(max_bytes, int) and not isinstance(max_bytes, bool)
        if max_bytes is not None and not (whole and max_bytes >= _LEAST_BYTES):
            raise ValueError(
                f"`max_bytes` is a whole number of at least {_LEAST_BYTES}; found {max_bytes!r}."
            )
        return PictureWish(
            None if scale is None else float(scale),
            cast(Literal["png", "jpeg", "webp"] | None, format),
            max_bytes,
        )

    def given(self) -> dict[str, Any]:
        """What was asked for, as parameters of a request."""
        wish = {"scale": self.scale, "format": self.format, "max_bytes": self.max_bytes}
        return {name: value for name, value in wish.items() if value is not None}


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


ANY_PICTURE = PictureWish()
