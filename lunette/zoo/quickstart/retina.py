"""The back of an eye: vessels, their forks, optic disc and fovea."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage
from skimage import feature, filters, morphology, transform

from lunette.zoo.quickstart.annotations import Annotations, Box, PointSet, Region
from lunette.zoo.quickstart.masks import components, disk, largest
from lunette.zoo.quickstart.outlines import branch_points, centre_lines
from lunette.zoo.quickstart.regions import discs, objects

__all__ = ["annotate_microaneurysms", "annotate_retina"]

_VESSEL = 1
#: Vessels are wide enough to be found at half the size of the photograph, four times as fast.
_SCALE = 2
_STEP = 3


def annotate_retina(picture: NDArray[np.uint8]) -> Annotations:
    """Vessels are dark ridges of the green channel (Sato's filter, threshold with hysteresis).

    Truth takes optic disc and fovea as what is by far the brightest and the darkest, prediction as
    the strongest bright and dark blobs in scale space.
    """
    height, width = picture.shape[:2]
    small = transform.resize(picture / 255, (height // _SCALE, width // _SCALE), anti_aliasing=True)
    green, eye = small[..., 1], _eye(small)
    ridges = filters.sato(green, sigmas=[1.5, 2.5, 3.5], black_ridges=True) * eye
    low, high = np.percentile(ridges[eye], (84, 95))
    vessels = components(filters.apply_hysteresis_threshold(ridges, low, high), 150) > 0
    skeleton = morphology.skeletonize(_large(vessels, (height, width)))
    forks = np.argwhere(_merged(branch_points(skeleton)))
    strength = np.clip(ridges / np.percentile(ridges[eye], 99.5), 0, 1)
    heat = transform.resize(strength, (height, width), order=1)
    return Annotations(
        truths=_landmarks(green, eye),
        predictions=_predicted_landmarks(green, eye),
        curves=centre_lines(skeleton, "vessel", shortest=40),
        points=[_point_set("fork", forks, heat)] if len(forks) else [],
        classes=np.where(_large(vessels, (height, width)), _VESSEL, 0).astype(np.uint8),
        heat={"vesselness": heat.astype(np.float32)},
    )


def annotate_microaneurysms(picture: NDArray[np.uint8]) -> Annotations:
    """Small dark spots off the vessels; truth thresholds locally, prediction looks for blobs."""
    grey = picture / 255
    soft = filters.gaussian(grey, 1)
    ridges = filters.sato(grey, sigmas=[1.5, 2.5], black_ridges=True)
    vessels = components(ridges > np.percentile(ridges, 88), 90) > 0
    dark = soft < filters.threshold_local(soft, 21, offset=0.035)
    spots = objects(components(dark & ~vessels, 8), "microaneurysm", area=(8, 120), solidity=0.8)
    blobs = feature.blob_log(1 - grey, min_sigma=1.5, max_sigma=4, threshold=0.06)
    return Annotations(
        truths=spots,
        predictions=discs(blobs, "microaneurysm", soft, reach=1.8),
        curves=centre_lines(morphology.skeletonize(vessels), "vessel", shortest=12),
        classes=np.where(vessels, _VESSEL, 0).astype(np.uint8),
    )


def _eye(small: NDArray[Any]) -> NDArray[Any]:
    """Which pixels show the eye, a little inside its rim, which is no vessel."""
    lit = filters.gaussian(small[..., 0], 2) > 0.15
    return np.asarray(ndimage.binary_erosion(lit, iterations=16))


def _large(mask: NDArray[np.bool_], shape: tuple[int, int]) -> NDArray[np.bool_]:
    """A mask at the size of the photograph, with smooth edges."""
    return np.asarray(transform.resize(mask.astype(float), shape, order=1) > 0.5)


def _merged(points: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """One pixel for each group of neighbouring ones."""
    groups, count = ndimage.label(points, np.ones((3, 3)))
    merged = np.zeros(points.shape, dtype=bool)
    centres = ndimage.center_of_mass(points, groups, range(1, count + 1))
    for row, column in centres:
        merged[round(row), round(column)] = True
    return merged


def _point_set(label: str, points: NDArray[Any], strength: NDArray[Any]) -> PointSet:
    confidence = np.asarray(strength[tuple(points.T)], dtype=float)
    return PointSet(label, points[:, ::-1].astype(float) + 0.5, confidence)


def _landmarks(green: NDArray[Any], eye: NDArray[Any]) -> list[Region]:
    soft = filters.gaussian(green, 6)
    disc = largest(eye & (soft > np.percentile(soft[eye], 98.4)))
    # The fovea is wider than any vessel and lies in the middle; the rim is dark from vignetting.
    closed = morphology.closing(filters.gaussian(green, 2), disk(9))
    relief = filters.gaussian(closed, 4) - filters.gaussian(closed, 40)
    rows, columns = np.ogrid[: green.shape[0], : green.shape[1]]
    middle = np.hypot(rows - green.shape[0] / 2, columns - green.shape[1] / 2) < 0.25 * len(green)
    fovea = largest(middle & (relief < np.percentile(relief[middle], 5)))
    return [
        _enlarged(objects(disc.astype(int), "optic disc")[0]),
        _enlarged(objects(fovea.astype(int), "fovea")[0]),
    ]


def _predicted_landmarks(green: NDArray[Any], eye: NDArray[Any]) -> list[Region]:
    """The three strongest bright and dark blobs as wide as a disc or a fovea."""
    soft = filters.gaussian(green, 4)
    even = np.where(eye, soft - filters.gaussian(soft, 60), 0.0)
    # Without vessels, as in the truth; the rim of the eye is no landmark.
    closed = filters.gaussian(morphology.closing(soft, disk(9)), 4)
    inner = ndimage.binary_erosion(eye, iterations=40)
    plain = np.where(inner, closed - filters.gaussian(closed, 60), 0.0)
    found = []
    for name, relief in (("optic disc", even), ("fovea", -plain)):
        # Blobs so wide are found as well, and much faster, in a picture a third as large.
        coarse = np.clip(relief, 0, None)[::_STEP, ::_STEP]
        blobs = feature.blob_log(
            coarse, min_sigma=14 / _STEP, max_sigma=30 / _STEP, num_sigma=5, threshold=0.015
        )
        found += discs(blobs[:3] * _STEP, name, soft, reach=1.4)
    return [_enlarged(region) for region in found]


def _enlarged(region: Region) -> Region:
    """The region at the size of the photograph."""
    box = region.box
    large = Box(_SCALE * box.top, _SCALE * box.left, _SCALE * box.height, _SCALE * box.width)
    mask = region.mask
    if mask is not None:
        mask = np.asarray(np.kron(mask, np.ones((_SCALE, _SCALE))) > 0)
    return Region(region.label, large, mask, region.confidence, region.attributes)
