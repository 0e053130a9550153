"""Lights in the dark: galaxies in the deep field, lamps at the launch pad."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from skimage import color, feature, filters, measure, segmentation, transform

from lunette.zoo.quickstart.annotations import Annotations, Curve, Region
from lunette.zoo.quickstart.confidence import contrast
from lunette.zoo.quickstart.masks import components, spread
from lunette.zoo.quickstart.outlines import straight
from lunette.zoo.quickstart.regions import discs, objects

__all__ = ["annotate_galaxies", "annotate_launch"]


def annotate_galaxies(picture: NDArray[np.uint8]) -> Annotations:
    """Truth takes what is far above the sky's noise and cuts what overlaps between its peaks;
    the prediction is a difference-of-Gaussians blob detector."""
    grey = color.rgb2gray(picture)
    blobs = feature.blob_dog(grey, min_sigma=2, max_sigma=14, threshold=0.1, overlap=0.4)
    found = objects(_sources(grey, noise_levels=9, at_least=45), "galaxy", filled=True)
    return Annotations(
        truths=[_tinted(region, picture) for region in found],
        predictions=_contrasted(discs(blobs, "galaxy", grey, reach=1.8), grey),
    )


def annotate_launch(picture: NDArray[np.uint8]) -> Annotations:
    """Lamps are brighter than anything else; the prediction is a difference-of-Gaussians blob
    detector. The masts are straight edges that are nearly upright."""
    grey = color.rgb2gray(picture)
    lamps = components(filters.gaussian(grey, 1) > 0.8, 12)
    lamps_found = [
        region
        for region in objects(lamps, "lamp", area=(12, 900), solidity=0.6)
        if region.box.height < 3 * region.box.width
    ]
    blobs = feature.blob_dog(grey, min_sigma=2, max_sigma=10, threshold=0.18)
    return Annotations(
        truths=lamps_found,
        predictions=_contrasted(discs(blobs, "lamp", grey, reach=1.6), grey),
        curves=_masts(grey),
    )


def _masts(grey: NDArray[Any]) -> list[Curve]:
    edges = feature.canny(grey, sigma=1.5)
    upright = np.linspace(-0.12, 0.12, 49)
    found = transform.probabilistic_hough_line(
        edges, threshold=40, line_length=55, line_gap=6, theta=upright, rng=0
    )
    return [straight("mast", *segment) for segment in sorted(found)]


def _sources(grey: NDArray[Any], noise_levels: float, at_least: int) -> NDArray[Any]:
    soft = filters.gaussian(grey, 1)
    lit = components(soft > np.median(soft) + noise_levels * spread(soft), at_least) > 0
    # Spiral arms have peaks of their own: only a smoother picture says how many galaxies it is.
    smooth = filters.gaussian(grey, 2.5)
    peaks = feature.peak_local_max(smooth, min_distance=7, labels=measure.label(lit))
    markers = np.zeros(grey.shape, dtype=np.int32)
    markers[tuple(peaks.T)] = np.arange(1, len(peaks) + 1)
    return np.asarray(segmentation.watershed(-smooth, markers, mask=lit))


def _contrasted(regions: list[Region], grey: NDArray[Any]) -> list[Region]:
    """The regions with their contrast as confidence: in the dark even noise is separable."""
    soft = filters.gaussian(grey, 1)
    black = float(np.median(soft))
    return [replace(region, confidence=contrast(soft, region, black)) for region in regions]


def _tinted(region: Region, picture: NDArray[np.uint8]) -> Region:
    """The region with its colour: log of the red light over the blue light."""
    red, _, blue = picture[region.box.slices][region.mask].astype(float).sum(axis=0)
    reddening = round(float(np.log10((red + 1) / (blue + 1))), 3)
    return replace(region, attributes={**region.attributes, "reddening": reddening})
