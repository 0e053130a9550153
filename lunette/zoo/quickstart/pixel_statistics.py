"""Numbers and tags computed from the pixels of a tile."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from skimage import color, filters

__all__ = ["PixelStatistics", "pixel_statistics"]

_DARK, _BRIGHT = 0.2, 0.62
_BLURRY = 0.012


@dataclass(frozen=True)
class PixelStatistics:
    """Statistics of a tile.

    Attributes:
        brightness: mean luminance, between 0 and 1
        sharpness: standard deviation of the Laplacian of the luminance
        colourfulness: mean chroma in CIELAB; 0 for grey pictures
    """

    brightness: float
    sharpness: float
    colourfulness: float

    @property
    def tags(self) -> list[str]:
        """What stands out: dark, bright, blurry, grey."""
        tags = []
        if self.brightness < _DARK:
            tags.append("dark")
        if self.brightness > _BRIGHT:
            tags.append("bright")
        if self.sharpness < _BLURRY:
            tags.append("blurry")
        if self.colourfulness == 0:
            tags.append("grey")
        return tags


def pixel_statistics(pixels: NDArray[np.uint8]) -> PixelStatistics:
    """Statistics of a tile of shape (height, width) or (height, width, 3)."""
    if pixels.ndim == 2:
        luminance, chroma = pixels / 255, 0.0
    else:
        lab = color.rgb2lab(pixels)
        luminance, chroma = color.rgb2gray(pixels), float(np.hypot(lab[..., 1], lab[..., 2]).mean())
    return PixelStatistics(
        brightness=round(float(luminance.mean()), 4),
        sharpness=round(float(filters.laplace(luminance).std()), 5),
        colourfulness=round(chroma, 2),
    )
