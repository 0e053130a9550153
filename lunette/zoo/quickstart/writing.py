"""Printed words and handwritten strokes."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage
from skimage import filters, morphology

from lunette.zoo.quickstart.annotations import Annotations, Curve, Region
from lunette.zoo.quickstart.masks import components, without_specks
from lunette.zoo.quickstart.regions import objects, scored_objects

__all__ = ["annotate_handwriting", "annotate_page"]

_INK = 5


def annotate_page(picture: NDArray[np.uint8]) -> Annotations:
    """Words: ink that is closer together than the gaps between words.

    Truth decides what is ink by Sauvola's local threshold; the prediction takes the shading of
    the paper away and uses one threshold for all.
    """
    grey = picture / 255
    # Both ends of the page fade into vignetting that no threshold should call ink.
    ink = without_specks(grey < filters.threshold_sauvola(grey, 25, k=0.12), 7)
    paper = filters.gaussian(ndimage.maximum_filter(grey, 15), 12)
    flat = filters.gaussian(grey / paper, 0.7)
    dark = flat < filters.threshold_otsu(flat)
    words = objects(_joined(ink), "word", area=(40, 3000), filled=False)
    words = [
        word
        for word in words
        if 6 <= word.box.height <= 24 and 4 <= word.box.width < 12 * word.box.height
    ]
    return Annotations(
        truths=words,
        predictions=scored_objects(_joined(dark), "word", 1 - flat, area=(40, 6000)),
        curves=_baselines(words),
        classes=np.where(ink, _INK, 0).astype(np.uint8),
    )


def annotate_handwriting(picture: NDArray[np.uint8]) -> Annotations:
    """Strokes of a pen; truth and prediction are made as in :func:`annotate_page`."""
    grey = picture / 255
    soft = filters.gaussian(grey, 1)
    ink = morphology.closing(soft < filters.threshold_sauvola(soft, 41, k=0.12), morphology.disk(1))
    ink = components(ink, 40)
    paper = filters.gaussian(ndimage.maximum_filter(soft, 25), 15)
    flat = soft / paper
    dark = components(flat < filters.threshold_otsu(flat) - 0.05, 30)
    return Annotations(
        truths=_short(objects(ink, "stroke", area=(40, 2500), filled=False)),
        predictions=_short(
            scored_objects(dark, "stroke", 1 - flat, area=(30, 2500), compact=False)
        ),
        classes=np.where(ink > 0, _INK, 0).astype(np.uint8),
    )


def _short(strokes: list[Region]) -> list[Region]:
    """Without the long ruled lines of the paper."""
    return [stroke for stroke in strokes if stroke.box.width <= 120]


def _joined(ink: NDArray[Any]) -> NDArray[Any]:
    """Letters joined to words."""
    return components(ndimage.binary_closing(np.pad(ink, 8), np.ones((1, 6)))[8:-8, 8:-8], 40)


def _baselines(words: list[Region]) -> list[Curve]:
    """A line under each row of words, from word to word."""
    rows: list[list[Region]] = []
    for word in sorted(words, key=lambda word: word.box.left):
        middle = word.box.top + word.box.height / 2
        for row in rows:
            last = row[-1].box
            if last.top <= middle <= last.bottom and word.box.left - last.right < 60:
                row.append(word)
                break
        else:
            rows.append([word])
    curves = []
    for row in rows:
        if len(row) < 3:
            continue
        columns = np.array([word.box.left + word.box.width / 2 for word in row])
        # Letters with descenders reach below the line: the fit is through the middles.
        middles = np.array([word.box.top + word.box.height / 2 for word in row])
        slope, offset = np.polyfit(columns, middles, 1)
        half = float(np.median([word.box.height for word in row])) / 2
        x = np.arange(row[0].box.left, row[-1].box.right, dtype=float)
        curves.append(Curve("line", np.stack((x, slope * x + offset + half), axis=1)))
    return curves
