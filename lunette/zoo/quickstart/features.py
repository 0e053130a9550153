"""Numbers that describe a small patch of a photograph: its colours and its texture."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from skimage import color, feature, filters

from lunette.zoo.quickstart.annotations import Box

__all__ = ["PATCH", "PatchFeatures", "patches_of"]

#: Height and width of a patch in pixels.
PATCH = 32
_MOST_PER_SIDE = 5
_ORIENTATIONS, _HUES, _PATTERNS = 8, 8, 10


def patches_of(tile: Box) -> list[Box]:
    """Patches spread evenly over a tile, at most five by five; none reaches out of the tile."""

    def starts(first: int, length: int) -> list[int]:
        count = min(_MOST_PER_SIDE, max(1, length // PATCH))
        return [first + round(v) for v in np.linspace(0, length - PATCH, count)]

    rows, columns = starts(tile.top, tile.height), starts(tile.left, tile.width)
    return [Box(row, column, PATCH, PATCH) for row in rows for column in columns]


class PatchFeatures:
    """Computes the features of patches of one photograph.

    Per patch: mean and spread of lightness, green-red and blue-yellow (CIELAB), quantiles of
    lightness, histogram of hues, histogram of local binary patterns, histogram of gradient
    orientations, strength of the gradient.

    Args:
        picture: shape (height, width) or (height, width, 3)
    """

    def __init__(self, picture: NDArray[np.uint8]) -> None:
        rgb = picture if picture.ndim == 3 else np.repeat(picture[..., None], 3, axis=2)
        self._lab = color.rgb2lab(rgb)
        light = self._lab[..., 0] / 100
        self._chroma = np.hypot(self._lab[..., 1], self._lab[..., 2])
        hue = np.arctan2(self._lab[..., 2], self._lab[..., 1])
        self._hue = _binned(hue / (2 * np.pi) + 0.5, _HUES)
        even = np.round(light * 255).astype(np.uint8)
        self._patterns = feature.local_binary_pattern(even, 8, 1, "uniform").astype(int)
        down, right = filters.sobel_h(light), filters.sobel_v(light)
        self._gradient = np.hypot(down, right)
        self._orientation = _binned(np.arctan2(down, right) / np.pi % 1.0, _ORIENTATIONS)

    def __call__(self, patch: Box) -> NDArray[np.float64]:
        """The features of a patch, as a vector."""
        part = patch.slices
        lab, gradient = self._lab[part].reshape(-1, 3), self._gradient[part].ravel()
        chroma = self._chroma[part].ravel()
        vector: NDArray[np.float64] = np.concatenate(
            (
                lab.mean(axis=0),
                lab.std(axis=0),
                np.quantile(lab[:, 0], (0.05, 0.25, 0.5, 0.75, 0.95)),
                _histogram(self._hue[part].ravel(), _HUES, chroma),
                _histogram(self._patterns[part].ravel(), _PATTERNS),
                _histogram(self._orientation[part].ravel(), _ORIENTATIONS, gradient),
                [gradient.mean(), chroma.mean()],
            )
        )
        return vector


def _binned(share: NDArray[Any], bins: int) -> NDArray[Any]:
    """The number of the bin of values between 0 and 1."""
    numbers: NDArray[np.int64] = np.minimum((share * bins).astype(int), bins - 1)
    return numbers


def _histogram(
    numbers: NDArray[Any], bins: int, weights: NDArray[Any] | None = None
) -> NDArray[np.float64]:
    counts = np.bincount(numbers, weights, minlength=bins)[:bins].astype(float)
    return counts / max(float(counts.sum()), 1e-9)
